"""The lists of acts: titles, table columns, rows, cells, what is odd in them."""
