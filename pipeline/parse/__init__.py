"""Parsing: printed lines become facts of law: acts, lists, entries, restrictions."""
