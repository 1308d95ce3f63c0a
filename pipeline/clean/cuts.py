"""Decide what a line end hides: a blank, nothing, a hyphen that only the break made, or a hyphen of the word.

The words of the text itself are the first witnesses; then the words that the languages know, and last how letters
follow each other in them. Where these don't settle it the join is doubtful.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import regex

from pipeline.languages.known_words import are_known_apart, is_function_word, is_known, is_known_compound
from pipeline.languages.letters import weigh_cut
from pipeline.model import Glue
from pipeline.text.words import count_words, wraps_with_blank

# A piece of one or two letters is a word only if the text prints it more often than stray tails of cut words.
STRAY_TAILS = 3
# An ending is as long as this at most, and so many words must have it; a cut leaves at most this much of a word.
LONGEST_ENDING, KNOWN_SUFFIX, LONGEST_TAIL = 6, 3, 4
# "ветеринарно-санитарная", "жасаушы-шебер": what opens compounds in Russian and in Kazakh
OPENS_COMPOUND = regex.compile(r"\p{L}{4}но$|\p{L}{3}(?:ск|ик)о$|\p{L}{3}ш[ыі]$")
HYPHENS = "-\u2010\u2011"
SOFT_HYPHEN = "\u00ad"
# searched from the end of the line back
LAST_WORD = regex.compile(r"(?r)[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*[-\u2010\u2011\u00ad]?$")
FIRST_WORD = regex.compile(r"^\p{Ll}[\p{L}]*(?:-\p{L}+)*")
# "ТЕХНО" + "ЛОГИЯСЫ"
LAST_CAPITALS, FIRST_CAPITALS = regex.compile(r"(?r)(?<!\p{L})\p{Lu}{2,}$"), regex.compile(r"^\p{Lu}+(?!\p{L})")
# "и/" + "или", "багыттар/" + "адистиктер"
SLASH = regex.compile(r"[\p{L}\p{N}]/$")
# No word is longer; looking no further back keeps the joining of many lines fast.
LONGEST_WORD = 100
# How much of a word's end may be its case ending when a stem is looked up.
ENDING, SHORTEST_STEM = 4, 3
# How letters weigh two halves of a word: above the first they are one for certain, below the last they are two.
ONE_WORD, LIKELY_ONE, RATHER_ONE, TWO_WORDS = 8.0, 4.0, 0.0, -4.0
# A text that doesn't cut words at hyphens ends so many lines at a hyphen of a word, and for each cut this many.
HYPHENS_FEWEST, HYPHENS_FOR_A_CUT = 3, 10
# A text that cuts words without a hyphen does so at this share of the line ends that could cut one, and so often.
CUTS_SHARE, CUTS_FEWEST = 0.02, 2
COLUMN_GAP = regex.compile(r"[^\S\n\t]{2,}")
WORD = regex.compile(r"\p{L}+")


@dataclass(frozen=True)
class Witnesses:
    """What decides a join: the text's lines, its words, how many of them end alike, and its own habit of wrapping.

    `compounds` are first parts of compounds that the vocabularies know.
    """

    lines: tuple[str, ...] = field(repr=False)
    words: Counter[str]
    sorted_words: tuple[str, ...]
    endings: Counter[str]
    compounds: frozenset[str]
    wraps_with_blank: bool

    @cached_property
    def whole(self) -> frozenset[str]:
        """The words that stand inside a line: no line end can have cut them."""
        return frozenset(_whole_words(self.lines))

    @cached_property
    def cuts_words(self) -> bool:
        """Whether it is the text's habit to cut words at line ends without a hyphen."""
        ends = list(_bare_ends(self.lines))
        cut = sum(self._is_cut(left, right) for left, right in ends)
        return cut >= max(CUTS_FEWEST, CUTS_SHARE * len(ends))

    @cached_property
    def keeps_hyphens(self) -> bool:
        """Whether the lines of the text end at the hyphens of words, and hardly ever where a hyphen cuts one."""
        kept, cut = self._at_hyphens
        return kept >= max(HYPHENS_FEWEST, HYPHENS_FOR_A_CUT * cut)

    @property
    def cuts_at_hyphens(self) -> bool:
        """Whether a hyphen at some line's end surely cuts a word, and no fewer do so than are of words."""
        kept, cut = self._at_hyphens
        return cut > 0 and cut >= kept

    @cached_property
    def _at_hyphens(self) -> tuple[int, int]:
        """How many hyphens at line ends are surely of their words, and how many surely cut one."""
        kept = [self._is_kept(left, right) for left, right in _hyphened_ends(self.lines)]
        return kept.count(True), kept.count(False)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The words that stand side by side inside a line."""
        words = (WORD.findall(part.lower()) for line in self.lines for part in COLUMN_GAP.split(line))
        return frozenset(pair for found in words for pair in pairwise(found))

    def know(self, word: str) -> bool:
        """Tell whether the text or the languages know a word in lower case."""
        return word in self.whole or is_known(word)

    def _is_kept(self, left: str, right: str) -> bool | None:
        """Tell whether a hyphen at a line's end is one of the word for certain; None where that isn't known."""
        with_hyphen, without = self.words[f"{left}-{right}"], self.words[left + right]
        if with_hyphen != without:
            return with_hyphen > without
        one, other = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
        halves = self.know(one) and self.know(other)
        return halves if halves != self.know(one + other) else None

    def _is_cut(self, left: str, right: str) -> bool:
        return not self.know(right) and not self.know(left) and self.know(left + right)


@dataclass(frozen=True, slots=True)
class Join:
    """What joins two lines: the glue, how many characters the first loses at its end, and what is doubtful in it."""

    glue: Glue
    lost: int = 0
    doubt: str | None = None


def witnesses_of(lines: Sequence[str], extra: Iterable[str], compounds: frozenset[str]) -> Witnesses:
    """Gather the witnesses of a text: its own words and `extra` words that the vocabularies know."""
    words = count_words(lines)
    words.update(count_words(list(extra)))
    endings = Counter(word[-length:] for word in words for length in range(1, LONGEST_ENDING + 1) if len(word) > length)
    return Witnesses(tuple(lines), words, tuple(sorted(words)), endings, compounds, wraps_with_blank(lines))


def decide_join(left: str, right: str, bare: bool, witnesses: Witnesses) -> Join:
    """Decide what joins two lines; `bare` tells that the first ends without a blank."""
    last, first = LAST_WORD.search(left[-LONGEST_WORD:]), FIRST_WORD.match(right)
    if left.endswith(SOFT_HYPHEN):
        return Join("", 1)
    if left.endswith(tuple(HYPHENS)) and last and len(last.group()) > 1:
        if not first or last.group()[-2].isdigit():
            return Join("")
        return _join_at_hyphen(last.group().lower()[:-1], first.group(), witnesses)
    if bare and SLASH.search(left[-2:]) and right[:1].islower():
        return Join("")
    if bare and not first:
        last, first = LAST_CAPITALS.search(left[-LONGEST_WORD:]), FIRST_CAPITALS.match(right)
    if bare and last and first:
        return _join_bare(last.group().lower(), first.group().lower(), witnesses)
    return Join(" ")


def _join_at_hyphen(left: str, right: str, witnesses: Witnesses) -> Join:
    """Decide whether a hyphen at a line's end belongs to the word.

    A whole word that the text prints elsewhere decides, then a stem of it, then whether the text cuts words at all, and
    then what is known of the parts: a first part that is a word or opens compounds keeps its hyphen before what may
    begin a word.
    """
    words = witnesses.words
    with_hyphen, without = f"{left}-{right}", left + right
    if words[with_hyphen] or words[without]:
        return Join("") if words[with_hyphen] > words[without] else Join("", 1)
    stem = right[: max(SHORTEST_STEM, len(right) - ENDING)]
    if has_prefix(witnesses, f"{left}-{stem}"):
        return Join("")
    if has_prefix(witnesses, left + stem):
        return Join("", 1)
    if left in witnesses.compounds or _echoes(left, right):
        return Join("")
    one, other = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    known_left, known_right = witnesses.know(one), witnesses.know(other)
    is_ending = not words[right] and witnesses.endings[right] >= KNOWN_SUFFIX
    is_one = weigh_cut(one, other) > RATHER_ONE
    kept = f"the hyphen of {with_hyphen!r} was kept, no other place prints the word"
    dropped = f"the hyphen at the line's end was dropped, no other place prints {without!r}"
    if witnesses.keeps_hyphens or is_known_compound(with_hyphen):
        return Join("", 0, kept if witnesses.know(one + other) else None)
    if witnesses.know(one + other):
        return Join("", 1, dropped if known_left and known_right and not is_one else None)
    if known_left and known_right:
        return Join("", 1, dropped) if is_ending and is_one else Join("", 0, kept if is_ending else None)
    if (known_left or OPENS_COMPOUND.search(left)) and not is_ending:
        return Join("", 0, kept)
    unsure = not witnesses.cuts_at_hyphens or ((known_left or known_right) and not is_one)
    return Join("", 1, dropped if unsure else None)


def _echoes(left: str, right: str) -> bool:
    """Tell whether one half says the other again: `жүзмө-жүз`, `бирден-бир`, `мезгил-мезгили`."""
    shorter = min(len(left), len(right))
    return shorter >= SHORTEST_STEM and left[:shorter] == right[:shorter]


def _join_bare(left: str, right: str, witnesses: Witnesses) -> Join:
    """Decide whether a line end without a blank cut a word.

    It did where the text prints the whole word and not both halves. Where it wraps with a blank by habit, it did too
    if the whole is a word and not both halves are, or if neither half is one, no word begins like the second, and the
    second is an ending that words have.
    """
    words = witnesses.words
    if left[-1].isdigit():  # "18" + "қарашадағы": no number goes on in small letters without a hyphen
        return Join(" ")
    if words[left + right] and not (words[left] and words[right]):
        return Join("")
    one, other = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    if not witnesses.wraps_with_blank:
        return _join_known(one, other, witnesses)
    is_word = words[right] > (STRAY_TAILS if len(right) < SHORTEST_STEM else 0)
    if words[left] or is_word or is_function_word(right):
        if not witnesses.know(one + other) or (words[left] and is_word):
            return Join(" ")
        sure = not is_function_word(right) or not witnesses.know(one)
        return Join("", 0, None if sure else f"the line end was taken for a cut in {left + right!r}")
    if has_prefix(witnesses, left + right[:SHORTEST_STEM]):
        return Join("")
    if len(right) <= LONGEST_TAIL and witnesses.endings[right] >= KNOWN_SUFFIX:
        return Join("", 0, f"the line end was taken for a cut in {left + right!r}, which no other place prints")
    return _join_known(one, other, witnesses)


def _join_known(left: str, right: str, witnesses: Witnesses) -> Join:
    """Decide by what is known of the halves and of the whole, and by how letters follow each other."""
    whole, know = left + right, witnesses.know
    joined = Join("", 0, f"the line end was taken for a cut in {whole!r}")
    unsure = Join(" ", 0, f"the line end may be a cut in {whole!r}")
    halves, is_word, weight = know(left) + know(right), know(whole), weigh_cut(left, right)
    if is_word and halves < 2:
        return Join("") if weight > TWO_WORDS else joined
    if whole in witnesses.whole and not {left, right} <= witnesses.whole:
        return Join("") if weight > LIKELY_ONE and witnesses.cuts_words else joined
    if (left, right) in witnesses.pairs or are_known_apart(left, right):
        return Join(" ")
    small = [half for half in (left, right) if is_function_word(half)]
    if (halves == 2 and not is_word) or (small and (weight <= ONE_WORD or len(min(small, key=len)) < SHORTEST_STEM)):
        return Join(" ")
    if not halves:
        return joined if weight > RATHER_ONE else unsure if weight > TWO_WORDS else Join(" ")
    if weight > (LIKELY_ONE if is_word and witnesses.cuts_words else ONE_WORD):
        return joined
    return unsure if weight > RATHER_ONE and (is_word or witnesses.cuts_words) else Join(" ")


def has_prefix(witnesses: Witnesses, prefix: str) -> bool:
    """Tell whether some known word begins with the prefix."""
    at = bisect_left(witnesses.sorted_words, prefix)
    return at < len(witnesses.sorted_words) and witnesses.sorted_words[at].startswith(prefix)


def _hyphened_ends(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the last word of each line that ends with a hyphen, without it, and the first of the next line."""
    for line, following in pairwise(lines):
        if line.rstrip().endswith(tuple(HYPHENS)):
            last, first = LAST_WORD.search(line.rstrip()[-LONGEST_WORD:]), FIRST_WORD.match(following.lstrip())
            if last and first and last.group()[-2:-1].isalpha():
                yield last.group().lower()[:-1], first.group()


def _bare_ends(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the last word of each line without a blank behind it, with the first of the next, in small letters."""
    for line, following in pairwise(lines):
        last, first = LAST_WORD.search(line[-LONGEST_WORD:]), FIRST_WORD.match(following)
        if last and first and not last.group().endswith((*HYPHENS, SOFT_HYPHEN)):
            yield last.group().lower().rsplit("-", 1)[-1], first.group().split("-", 1)[0]


def _whole_words(lines: Sequence[str]) -> Iterator[str]:
    """Yield the words, in lower case, that no line end and no gap between columns can have cut."""
    open_before = False
    for line, following in pairwise((*lines, "")):
        opens = following.lstrip()[:1].islower() or following.lstrip()[:2].isupper()
        parts = [WORD.findall(part.lower()) for part in COLUMN_GAP.split(line.strip())]
        for at, words in enumerate(parts):
            begin = 1 if open_before or at else 0
            end = -1 if opens or at + 1 < len(parts) else None
            yield from words[begin:end]
        open_before = opens
