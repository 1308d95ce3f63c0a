"""Word files: their package, styles and numbers, and the text that they print."""
