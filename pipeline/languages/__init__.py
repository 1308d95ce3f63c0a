"""The vocabulary of each language as data, and what is found with it: terms, dates, numbers, the language."""
