"""Pure leaves: characters to characters or to a value, one idea a file."""
