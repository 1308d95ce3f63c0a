"""Which names of two editions mean the same field of study."""
