"""Signs that tables print as answers, beside the words of the languages: no letter, no digit, no dash."""

from __future__ import annotations

# "-", "–", "—", "−"
DASHES = "\\-\u2010-\u2015\u2212"
# "*", "●", "○", "†": for a class of characters of the `regex` module
SYMBOLS = "*\u2020\u2021\u2022\u2023\u25e6\\p{So}"
