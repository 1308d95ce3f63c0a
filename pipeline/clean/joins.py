"""Join the lines of one value, deciding at each line end what the break hides.

A break hides a blank (`физика` + `жана`), nothing (`Күндүзгү-сыр` + `ттан`), a hyphen that is only a break
(`құралда-` + `рын`), or a hyphen that is a part of the word (`слесарь-` + `электригі`). The words of the whole text
and of the vocabularies are the witnesses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.clean.cleaned import Cleaned
from pipeline.model import Edit, Glue, Piece
from pipeline.text.words import count_words, wraps_with_blank

# A piece of one or two letters is a word only if the text prints it more often than stray tails of cut words.
STRAY_TAILS = 3
# An ending is as long as this at most, and so many words must have it; a cut leaves at most this much of a word.
LONGEST_ENDING, KNOWN_SUFFIX, LONGEST_TAIL = 6, 3, 4
# "ветеринарно-санитарная", "жасаушы-шебер": what opens compounds in Russian and in Kazakh
OPENS_COMPOUND = regex.compile(r"\p{L}{4}но$|\p{L}{3}ш[ыі]$")
HYPHENS = "-\u2010\u2011"
SOFT_HYPHEN = "\u00ad"
# "  ,": what stands before a closing mark; "  ": a run of white space, or one blank that is not U+0020.
BLANKS = regex.compile(r"[^\S\n]+(?=[,;.:)])|[^\S\n]{2,}|[^\S\n ]")
# searched from the end of the line back
LAST_WORD = regex.compile(r"(?r)[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*[-\u2010\u2011\u00ad]?$")
FIRST_WORD = regex.compile(r"^\p{Ll}[\p{L}]*(?:-\p{L}+)*")
# No word is longer; looking no further back keeps the joining of many lines fast.
LONGEST_WORD = 100
# How much of a word's end may be its case ending when a stem is looked up.
ENDING, SHORTEST_STEM = 4, 3


@dataclass(frozen=True)
class Witnesses:
    """What decides a join: the text's words, how many of them end alike, and its own habit of wrapping.

    `compounds` are first parts of compounds that the vocabularies know.
    """

    words: Counter[str]
    sorted_words: tuple[str, ...]
    endings: Counter[str]
    compounds: frozenset[str]
    wraps_with_blank: bool


@dataclass(frozen=True)
class Doubt:
    """A join that no other place of the text bears out: the line end in the cleaned text, and what was done."""

    at: int
    message: str


@dataclass(frozen=True)
class Joined:
    """A value as read: its text, its pieces in the source, its repairs and doubts (in offsets of the cleaned text)."""

    text: str
    pieces: tuple[Piece, ...]
    edits: tuple[Edit, ...]
    doubts: tuple[Doubt, ...] = ()


def witnesses_of(lines: Sequence[str], extra: Iterable[str], compounds: frozenset[str]) -> Witnesses:
    """Gather the witnesses of a text: its own words and `extra` words that the vocabularies know."""
    words = count_words(lines)
    words.update(count_words(list(extra)))
    endings = Counter(word[-length:] for word in words for length in range(1, LONGEST_ENDING + 1) if len(word) > length)
    return Witnesses(words, tuple(sorted(words)), endings, compounds, wraps_with_blank(lines))


def join_spans(cleaned: Cleaned, spans: Sequence[tuple[int, int]], witnesses: Witnesses) -> Joined:
    """Join spans of the cleaned text (each within one line, in reading order) into one value.

    Spans with nothing but white space between them are one piece. Blanks at a span's edges don't belong to the value.
    """
    spans = [trimmed for span in spans if (trimmed := trim_span(cleaned.text, *span))]
    runs: list[list[tuple[int, int]]] = []
    for span in spans:
        if runs and span[0] >= runs[-1][-1][1] and not cleaned.text[runs[-1][-1][1] : span[0]].strip():
            runs[-1].append(span)
        else:
            runs.append([span])
    texts: list[str] = []
    pieces: list[Piece] = []
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for run in runs:
        text, repairs, unsure = _join_run(cleaned, run, witnesses)
        join = _decide(texts[-1], text, False, witnesses) if texts else _Join(" ")
        last = runs[len(pieces) - 1][-1][1] if pieces else 0
        if join.lost:
            texts[-1] = texts[-1][: -join.lost]
            edits.append(Edit(last - join.lost, last, cleaned.text[last - join.lost : last], "", "line_end_hyphen"))
        if join.doubt:
            doubts.append(Doubt(last - 1, join.doubt))
        pieces.append(Piece(*cleaned.to_source(run[0][0], run[-1][1]), glue=join.glue))
        texts += [join.glue, text] if texts else [text]
        edits += repairs
        doubts += unsure
    return Joined("".join(texts), tuple(pieces), tuple(edits), tuple(doubts))


def trim_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without white space at its edges, or None if nothing is left."""
    content = text[start:end]
    if not content.strip():
        return None
    return start + len(content) - len(content.lstrip()), end - len(content) + len(content.rstrip())


@dataclass(frozen=True, slots=True)
class _Join:
    """What joins two lines: the glue, how many characters the first loses at its end, and what is doubtful in it."""

    glue: Glue
    lost: int = 0
    doubt: str | None = None


def _join_run(
    cleaned: Cleaned, run: list[tuple[int, int]], witnesses: Witnesses
) -> tuple[str, list[Edit], list[Doubt]]:
    """Join spans that only white space parts; return the text, the repairs and the doubts."""
    text = ""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for i, (start, end) in enumerate(run):
        content = cleaned.text[start:end]
        squeezed = list(_squeeze(content, start))
        last = run[i - 1][1] if i else start
        gap = cleaned.text[last:start]
        if "\n" in gap:
            join = _decide(text, content, _ends_bare(gap), witnesses)
            rule = "line_end_hyphen" if join.lost else "line_join" if join.glue else "mid_word_join"
            text = text[: len(text) - join.lost] + join.glue
            edits.append(Edit(last - join.lost, start, cleaned.text[last - join.lost : start], join.glue, rule))
            doubts += [Doubt(last - 1, join.doubt)] if join.doubt else []
        elif i:
            text += " "
            edits += [Edit(last, start, gap, " ", "white_space")] if gap != " " else []
        edits += squeezed
        text += _replace(content, start, squeezed)
    return text, edits, doubts


def _ends_bare(gap: str) -> bool:
    """Tell whether the line before the gap ends without a blank."""
    return gap.startswith("\n")


def _squeeze(content: str, offset: int) -> Iterator[Edit]:
    for found in BLANKS.finditer(content):
        before_mark = found.end() < len(content) and content[found.end()] in ",;.:)"
        after = "" if before_mark else " "
        rule = "blank_before_mark" if before_mark else "white_space"
        yield Edit(offset + found.start(), offset + found.end(), found.group(), after, rule)


def _replace(content: str, offset: int, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        content = content[: edit.start - offset] + edit.after + content[edit.end - offset :]
    return content


def _decide(left: str, right: str, bare: bool, witnesses: Witnesses) -> _Join:
    """Decide what joins two lines; `bare` tells that the first ends without a blank."""
    last, first = LAST_WORD.search(left[-LONGEST_WORD:]), FIRST_WORD.match(right)
    if left.endswith(SOFT_HYPHEN):
        return _Join("", 1)
    if left.endswith(tuple(HYPHENS)) and last and len(last.group()) > 1:
        if not first or last.group()[-2].isdigit():
            return _Join("")
        return _join_at_hyphen(last.group().lower()[:-1], first.group(), witnesses)
    if bare and last and first:
        return _join_bare(last.group().lower(), first.group(), witnesses)
    return _Join(" ")


def _join_at_hyphen(left: str, right: str, witnesses: Witnesses) -> _Join:
    """Decide whether a hyphen at a line's end belongs to the word.

    A whole word that the text prints elsewhere decides, then a stem of it, then what is known of the parts: a first
    part that is a word or opens compounds keeps its hyphen before what may begin a word.
    """
    words = witnesses.words
    with_hyphen, without = f"{left}-{right}", left + right
    if words[with_hyphen] or words[without]:
        return _Join("") if words[with_hyphen] > words[without] else _Join("", 1)
    stem = right[: max(SHORTEST_STEM, len(right) - ENDING)]
    if has_prefix(witnesses, f"{left}-{stem}"):
        return _Join("")
    if has_prefix(witnesses, left + stem):
        return _Join("", 1)
    if left in witnesses.compounds or _echoes(left, right):
        return _Join("")
    known_left = bool(words[left.rsplit("-", 1)[-1]])
    known_right = bool(words[right]) or (len(stem) > SHORTEST_STEM and has_prefix(witnesses, stem))
    is_ending = not words[right] and witnesses.endings[right] >= KNOWN_SUFFIX
    if (known_left or OPENS_COMPOUND.search(left)) and not is_ending:
        kept = f"the hyphen of {with_hyphen!r} was kept, no other place prints the word"
        return _Join("", 0, None if known_left and known_right else kept)
    dropped = f"the hyphen at the line's end was dropped, no other place prints {without!r}"
    return _Join("", 1, dropped if known_left or known_right else None)


def _echoes(left: str, right: str) -> bool:
    """Tell whether one half says the other again: `жүзмө-жүз`, `бирден-бир`, `мезгил-мезгили`."""
    shorter = min(len(left), len(right))
    return shorter >= SHORTEST_STEM and left[:shorter] == right[:shorter]


def _join_bare(left: str, right: str, witnesses: Witnesses) -> _Join:
    """Decide whether a line end without a blank cut a word.

    It did where the text prints the whole word and not both halves. Where it wraps with a blank by habit, it did too
    if neither half is a word, no word begins like the second, and the second is an ending that words have.
    """
    words = witnesses.words
    if words[left + right] and not (words[left] and words[right]):
        return _Join("")
    is_word = words[right] > (STRAY_TAILS if len(right) < SHORTEST_STEM else 0)
    if not witnesses.wraps_with_blank or words[left] or is_word:
        return _Join(" ")
    if has_prefix(witnesses, left + right[:SHORTEST_STEM]):
        return _Join("")
    if len(right) <= LONGEST_TAIL and witnesses.endings[right] >= KNOWN_SUFFIX:
        return _Join("", 0, f"the line end was taken for a cut in {left + right!r}, which no other place prints")
    return _Join(" ")


def has_prefix(witnesses: Witnesses, prefix: str) -> bool:
    """Tell whether some known word begins with the prefix."""
    at = bisect_left(witnesses.sorted_words, prefix)
    return at < len(witnesses.sorted_words) and witnesses.sorted_words[at].startswith(prefix)
