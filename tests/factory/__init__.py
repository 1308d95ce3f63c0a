"""The decree factory: acts with a list whose rows are known, laid out in every format, and a judge of what is read."""
