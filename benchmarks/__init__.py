"""Measurements anyone can repeat: `python -m benchmarks.cold_build`, `.startup`, `.many_acts`."""
