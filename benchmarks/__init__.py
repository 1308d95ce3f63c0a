"""Measurements anyone can repeat: `python -m benchmarks.builds`, `.startup`, `.linking`, `.many_acts`."""
