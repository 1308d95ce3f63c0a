"""What a printed line shows by its shape alone: that it begins a point, is short, or has words that stand apart."""

from __future__ import annotations

import regex

# "12. Контроль", "3) окуу"; no "1.1. Срок"
POINT = regex.compile(r"^\s*(?P<number>\d{1,3})\s?(?P<mark>[.)])(?!\d)")
# No line of a stamp, a post or a letterhead is longer.
SHORT_LINE = 70
# What parts the columns that a line is set in.
WIDE_GAP = regex.compile(r"\t|\s{3,}")
