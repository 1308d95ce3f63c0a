"""Clean a whole document: marks, invisible characters, look-alike letters, blanks inside words.

Joining lines is not done here: which lines belong together is known only once a value is read (see `joins`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import regex

from pipeline.clean.cleaned import Cleaned, apply_edits
from pipeline.clean.spacing import Lexicon, find_letter_spacing, find_split_words
from pipeline.languages.act_numbers import find_act_numbers, find_cyrillic_signs
from pipeline.languages.known_words import lent_letters
from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.model import Document, Edit
from pipeline.text.look_alikes import find_look_alikes
from pipeline.text.words import count_words

# Soft hyphens inside a line, zero-width blanks and joiners, direction marks and all else that formats text and prints
# nothing. A soft hyphen at a line's end, or at that of a cell beside others, stays: it tells the joining of lines that
# a word was cut there.
_SHAPELESS = r"(?!\u00ad)\p{Cf}"
INVISIBLE = regex.compile(rf"\u00ad(?!(?:[^\S\n]|{_SHAPELESS})*+(?:\n|\Z)|\t|[^\S\n]{{2}})|(?:{_SHAPELESS})+")
# A repaired word may be the witness for the next: rounds go on until one finds nothing, and never further than this.
ROUNDS = 8

# "В е т", "Ө л і м": what a letter-spaced line or cell is sure to hold
SPACED_LETTERS = regex.compile(r"(?<!\S)\S(?: \S){2}(?!\S)")


def clean_document(document: Document) -> Cleaned:
    """Clean a Document; every repair is an Edit of source characters, so nothing is lost.

    >>> from pipeline.read import read_document
    >>> clean_document(read_document("x", "Қ а з а қ с т а н  Қaнттық".encode())).text
    'Қазақстан  Қанттық'
    """
    cleaned = Cleaned(document, document.marks)
    cleaned = add_edits(cleaned, _find_invisible(cleaned))
    for _ in range(ROUNDS):
        for find in (_find_letter_spacing, _find_look_alikes, _find_sessions):
            cleaned = add_edits(cleaned, find(cleaned))
        before, cleaned = cleaned, add_edits(cleaned, _find_split_words(cleaned))
        if cleaned is before:
            break
    return cleaned


def add_edits(cleaned: Cleaned, found: Iterable[Edit]) -> Cleaned:
    """Add edits whose offsets count in the cleaned text; where one meets an earlier edit the two become one."""
    groups: list[list[Edit]] = []
    spans: list[tuple[int, int]] = []
    for edit in sorted(found, key=lambda edit: edit.start):
        start, end = cleaned.to_source(edit.start, edit.end)
        if touched := _between(cleaned.edits, start, end):
            start, end = min(start, touched[0].start), max(end, touched[-1].end)
        if spans and start < spans[-1][1]:
            groups[-1].append(edit)
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            groups.append([edit])
            spans.append((start, end))
    if not groups:
        return cleaned
    absorbed: set[Edit] = set()
    merged = []
    for group, (start, end) in zip(groups, spans, strict=True):
        touched = _between(cleaned.edits, start, end)
        left = cleaned.to_clean(start)
        after = apply_edits(cleaned.text[left : _clean_end(cleaned, end)], group, left)
        rule = "+".join(dict.fromkeys(part for edit in (*touched, *group) for part in edit.rule.split("+")))
        merged.append(Edit(start, end, cleaned.document.text[start:end], after, rule))
        absorbed.update(touched)
    kept = (edit for edit in cleaned.edits if edit not in absorbed)
    return Cleaned(cleaned.document, tuple(sorted(chain(kept, merged), key=lambda edit: edit.start)))


def _between(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    """Return the edits, sorted and apart, that share a character with `start..end`."""
    first = bisect_right(edits, start, key=lambda edit: edit.end)
    return edits[first : bisect_left(edits, end, key=lambda edit: edit.start)]


def _clean_end(cleaned: Cleaned, source_end: int) -> int:
    """Return where the cleaned text stands after the source characters before `source_end`."""
    return cleaned.to_clean(source_end) if source_end < len(cleaned.document.text) else len(cleaned.text)


def _find_invisible(cleaned: Cleaned) -> Iterator[Edit]:
    for found in INVISIBLE.finditer(cleaned.text):
        yield Edit(found.start(), found.end(), found.group(), "", "invisible_character")


def _find_look_alikes(cleaned: Cleaned) -> Iterator[Edit]:
    for at, letter in find_look_alikes(cleaned.text):
        yield Edit(at, at + 1, cleaned.text[at], letter, "look_alike")


def _find_sessions(cleaned: Cleaned) -> Iterator[Edit]:
    for number in find_act_numbers(cleaned.text):
        for at, sign in find_cyrillic_signs(number.num):
            start = number.start + at
            yield Edit(start, start + 1, cleaned.text[start], sign, "look_alike")


def _find_letter_spacing(cleaned: Cleaned) -> Iterator[Edit]:
    for start, line in zip(cleaned.line_starts, cleaned.lines, strict=True):
        if SPACED_LETTERS.search(line):
            yield from find_letter_spacing(line, start)


def _find_split_words(cleaned: Cleaned) -> Iterator[Edit]:
    vocabularies = [load_vocabulary(lang) for lang in LANGUAGES]
    lexicon = Lexicon(
        count_words(cleaned.lines),
        frozenset(chain.from_iterable(vocabulary.function_words for vocabulary in vocabularies)),
        lent_letters(),
    )
    for start, line in zip(cleaned.line_starts, cleaned.lines, strict=True):
        yield from find_split_words(line, start, lexicon)
