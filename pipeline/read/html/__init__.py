"""Pages: the elements that a browser would print, as lines and table rows."""
