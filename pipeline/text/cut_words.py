"""Words that a line end cuts, joined in a text of the same length."""

from __future__ import annotations

import regex

# What stands in for a hyphen and a line break inside a word, behind the word: it counts as white space.
_PADDING = "\v"
# тех-
# ника
_CUT_WORD = regex.compile(r"(?<=\p{L})([-\u2010\u00ad][^\S\n]*+\n\s*+)(\p{Ll}[\p{L}\p{M}]*+)")


def join_cut_words(text: str) -> str:
    r"""Join the words that a line end cuts, in a text of the same length: every word begins where it began.

    >>> join_cut_words("тех-\nника бар")
    'техника\x0b\x0b бар'
    """
    return _CUT_WORD.sub(lambda cut: cut[2] + _PADDING * len(cut[1]), text)


def printed_end(joined: str, end: int) -> int:
    """Return where a word that ends at `end` of the joined text ends in the printed one."""
    while end < len(joined) and joined[end] == _PADDING:
        end += 1
    return end
