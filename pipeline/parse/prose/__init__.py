"""The prose of acts: provisions, definitions, amendments, citations, norms."""
