"""Measurements anyone can repeat: `python -m benchmarks.cold_build`, `.startup`, `.linking`, `.many_acts`."""
