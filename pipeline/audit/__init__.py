"""The published tables held against their sources: verify every value, explain one of them."""
