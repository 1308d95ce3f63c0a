"""The notebooks, and how they are run: `python -m notebooks.refresh`."""
