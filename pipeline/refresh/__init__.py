"""The sources of a data team: what a new file is and would change, and how it comes in, goes, and is renamed."""
