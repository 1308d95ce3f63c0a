"""Suspect misprints: a word of a name that differs by one letter from a word the same source prints.

    технолгиясы    технологиясы stands 25 times
    іске қоуға     іске қосуға stands 5 times: so short a word needs its neighbour as a second witness
    лаборанаты     лаборанты stands once too, but its stem лаборант is a word of the source

Words that differ at their ends are forms of one word and are left alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import regex

from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.model import Finding, Row, Value
from pipeline.parse.lists.oddities import finding_at

WORD = regex.compile(r"\p{L}+")
# Words from this length on need no neighbour as a witness; shorter than the second they are never suspected.
LONG, SHORTEST = 7, 5
ENDING = 2
SHORT_PIECE = 2
NAME_COLUMNS = tuple(f"{column}_{lang}" for column in ("name", "group_name") for lang in ("ky", "kk", "ru"))
FOREIGN_COLUMNS = {f"{column}_{lang}": lang for column in ("name", "group_name") for lang in ("ky", "kk")}


@dataclass
class _Lexicon:
    """The words of a source, those one letter away from each other, their neighbours in names, and letter triples."""

    words: Counter[str]
    near: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @cached_property
    def triples(self) -> Counter[str]:
        """How many different words hold each three letters."""
        return Counter(word[i : i + 3] for word in self.words for i in range(len(word) - 2))


def find_misprints(rows: Sequence[Row], words: Counter[str]) -> Iterator[Finding]:
    """Yield one finding for each suspected word; `words` are the words of the whole source with their counts."""
    names = list(_names(rows))
    lexicon = _Lexicon(words)
    for word in words:
        if len(word) >= SHORTEST - 1:
            lexicon.near[_frame(word)].append(word)
    for _, _, name in names:
        lexicon.pairs.update(pairwise(name))
    suspects: dict[tuple[str, str, str], str | None] = {}
    for row, value, name in names:
        for before, word, after in zip(["", *name], name, [*name[1:], ""], strict=False):
            key = (before, word, after)
            if key not in suspects:
                suspects[key] = _likely(*key, lexicon)
            if likely := suspects[key]:
                message = f"{word!r} may be a misprint of {likely!r}, which the source prints {words[likely]} times"
                yield finding_at(value, "suspected_misprint", "info", message, row)


def find_foreign_words(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield the small Russian words that stand in a name of another language: `Маданият и искусство`."""
    russian = load_vocabulary("ru").function_words
    seen: set[int] = set()
    for row in rows:
        for column, lang in FOREIGN_COLUMNS.items():
            value = row.values.get(column)
            if not value or (start := value.witnesses[0].pieces[0].start) in seen:
                continue
            seen.add(start)
            own = load_vocabulary(lang).function_words
            for word in WORD.findall(str(value.value)):
                if word in russian and word not in own:
                    message = f"the Russian word {word!r} stands in {value.value!r}"
                    yield finding_at(value, "suspected_misprint", "info", message, row)


def find_split_suspects(rows: Sequence[Row], words: Counter[str]) -> Iterator[Finding]:
    """Yield names in which a blank may split a word: two pieces, the first short, that no other place prints.

    The second begins with a letter that Russian fonts lack (`Құ қықтану`).
    """
    vocabularies = [load_vocabulary(lang) for lang in LANGUAGES]
    foreign = frozenset(letter for vocabulary in vocabularies for letter in vocabulary.letters)
    small = frozenset(word for vocabulary in vocabularies for word in vocabulary.function_words)
    for row, value, name in _names(rows):
        for left, right in pairwise(name):
            unknown = words[left] <= 1 and words[right] <= 1 and left not in small
            if unknown and len(left) <= SHORT_PIECE and right[0] in foreign:
                message = f"a blank may split a word: {left!r} {right!r}"
                yield finding_at(value, "split_word_suspected", "info", message, row)


def _names(rows: Sequence[Row]) -> Iterator[tuple[Row, Value, list[str]]]:
    """Yield every printed name once, with its words in lower case."""
    seen: set[int] = set()
    for row in rows:
        for column in NAME_COLUMNS:
            value = row.values.get(column)
            if value and (start := value.witnesses[0].pieces[0].start) not in seen:
                seen.add(start)
                yield row, value, WORD.findall(str(value.value).lower())


def _frame(word: str) -> str:
    """Return what a misprint leaves alone: the first letter and the ending."""
    return word[0] + word[-ENDING:]


def _likely(before: str, word: str, after: str, lexicon: _Lexicon) -> str | None:
    """Return the word of which this one is likely a misprint."""
    if len(word) < SHORTEST:
        return None
    words = lexicon.words
    rivals = []
    for other in lexicon.near[_frame(word)]:
        if abs(len(other) - len(word)) > 1 or other == word or not _differs_inside(word, other, lexicon):
            continue
        same_place = bool(lexicon.pairs[before, other] or lexicon.pairs[other, after])
        more = words[other] > words[word] or (words[other] == words[word] and _rarer(word, other, lexicon))
        if more and (same_place or len(word) >= LONG):
            rivals.append(other)
    return max(rivals, key=lambda other: (words[other], other)) if rivals else None


def _rarer(word: str, other: str, lexicon: _Lexicon) -> bool:
    """Tell whether the word is the odd one of two that are printed as often.

    Its stem is no word where the other's is, or its rarest triple of letters is rarer than the other's.
    """
    if _has_known_stem(word, lexicon) != _has_known_stem(other, lexicon):
        return _has_known_stem(other, lexicon)
    return _rarest(word, lexicon) < _rarest(other, lexicon)


def _has_known_stem(word: str, lexicon: _Lexicon) -> bool:
    return any(lexicon.words[word[:-cut]] for cut in range(1, ENDING + 1))


def _rarest(word: str, lexicon: _Lexicon) -> int:
    return min(lexicon.triples[word[i : i + 3]] - lexicon.words[word] for i in range(len(word) - 2))


def _differs_inside(word: str, other: str, lexicon: _Lexicon) -> bool:
    """Tell whether two words are one letter (or one swap) apart, between their first letter and their ending.

    A letter right before the ending counts only where the other word is a known stem's form and this one is not.
    """
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(word), len(other)) - start and word[-1 - end] == other[-1 - end]:
        end += 1
    changed = max(len(word), len(other)) - start - end
    swapped = changed == 2 and word[start : len(word) - end] == other[start : len(other) - end][::-1]
    if start < 1 or not (changed == 1 or swapped):
        return False
    if end == ENDING:
        return _has_known_stem(other, lexicon) and not _has_known_stem(word, lexicon)
    return end > ENDING
