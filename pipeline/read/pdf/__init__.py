"""PDF: the characters of its text layer, whether they can be believed, and the lines and tables they make."""
