"""Scans: pages that are pictures, straightened, freed of rules, and recognized line by line by Tesseract."""
