"""What a text says letter by letter and figure by figure, whatever its blanks, case and marks are.

Blanks and hyphens in a word come and go where lines wrap, and so do commas; in a figure they are all it says: 4,5 is
not 45, and 6-10 not 610.
"""

from __future__ import annotations

import regex

from pipeline.text.fold import find_words, normalize

# 4,5   6-10   12.05   1/2   1 000   -20   5 %, but not the dot that ends a sentence, nor a dash that parts its words
_FIGURE = regex.compile(
    r"(?<![\p{L}\p{N}])(?:(?<!\S)[-+\u2212\u2013])?"
    r"(?:\p{N}{1,3}(?:[ \u00a0]\p{N}{3})+(?!\p{N})|\p{N}+)(?:[.,:/\-\u2013\u2212]\p{N}+)*(?:\s?%)?"
)
_DASHES = str.maketrans({"\u2013": "-", "\u2212": "-"})
_BLANK = regex.compile(r"\s")
# What no word holds parts a figure from what stands around it.
_EDGE = "|"


def spell_out(text: str) -> str:
    """Return the letters and figures of a text.

    >>> spell_out("Кеминде 4,5 балл."), spell_out("кеминде 45 балл"), spell_out("кеминде 4,5  бал-л")
    ('кеминде|4,5|балл', 'кеминде|45|балл', 'кеминде|4,5|балл')
    """
    said: list[str] = []
    at = 0
    whole = normalize(text)
    for figure in _FIGURE.finditer(whole):
        said += [_letters(whole[at : figure.start()]), _BLANK.sub("", figure.group()).translate(_DASHES)]
        at = figure.end()
    return _EDGE.join(filter(None, [*said, _letters(whole[at:])]))


def _letters(text: str) -> str:
    return "".join(word.folded for word in find_words(text))
