"""Find the short names that brackets introduce, and the full names that they stand for.

1. Бул … технологиясын колдонуунун тартиби (мындан ары - Тартип) …
Правилами приема, утвержденными приказом … № 41 (зарегистрирован 5 июня 2019 г.) (далее - Правила), …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

import regex

from pipeline.languages.sentences import split_sentences
from pipeline.languages.vocabulary import find_terms, phrase_pattern, section_phrases
from pipeline.parse.passage import Span

# A name begins no further from its short name than this.
LONGEST_NAME = 500
_SHORTEST_STEM, _LONGEST_ENDING = 3, 6
# So many initials may leave so many words at the end of a name out.
_FEWEST_INITIALS, _MOST_WORDS_BEHIND = 3, 2

DASHES = "-\u2010-\u2015"
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*+(?:[-\u2010\u2011][\p{L}\p{N}]++)*+")
_WORD_OR_MARK = regex.compile(rf"{_WORD.pattern}|[,;:]|(?<=\s)[{DASHES}](?=\s)|[\u2013\u2014](?=\s)")
_HYPHENS = regex.compile(rf"[{DASHES}]")
# `(Собрание законодательства, 2010, № 23)` right before a short name, and a name's last word that is a number: `№ 201`
_ASIDE = regex.compile(r"\s*+\((?:[^()]++|\([^()]*+\))*+\)\s*+$")
_NUMBER_BEHIND = regex.compile(r"(?:[\s.]*+№|(?<=\bN))\s*+\d[\w/-]*+")
# МАОК, ОшТУ
_ACRONYM = regex.compile(r"\p{Lu}[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]*")
_ACRONYM_PIECE = regex.compile(r"\p{Lu}\p{Ll}*|\p{N}+")
# вуз
_LONGEST_LOWER_ACRONYM = 5
QUOTES = "«»“”„\"'"
_OPENING, _CLOSING = '«“„"', '»”“"'
# So many characters before a name its quote may open.
_LONGEST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a mark: `,` `;` `:` or a dash; its form is in lower case and without hyphens."""

    start: int
    end: int
    text: str
    form: str


@cache
def pattern_of(section: str, key: str, lang: str) -> regex.Pattern[str]:
    """Compile the words of a section that stand under one key."""
    return regex.compile(phrase_pattern(section, key, lang), regex.IGNORECASE)


@cache
def phrases_of(section: str, key: str, lang: str) -> tuple[str, ...]:
    """Return the phrases of a section that stand under one key."""
    return section_phrases(section, lang)[key]


def is_of(key: str, word: Word, lang: str) -> bool:
    """Tell whether a word is one of those that `[definitions]` has under a key."""
    return pattern_of("definitions", key, lang).fullmatch(word.text) is not None


def _joins(word: Word, lang: str) -> bool:
    return word.form in phrases_of("joining_words", "joining", lang)


def head_stands_last(lang: str) -> bool:
    """Tell whether the head of a noun phrase stands last."""
    return "last" in phrases_of("grammar", "head", lang)


def is_verb(word: Word, lang: str) -> bool:
    """Tell whether a word ends as finite verbs do."""
    return word.form.endswith(phrases_of("grammar", "verb_endings", lang))


def read_words(joined: str, start: int, end: int) -> list[Word]:
    """Read the words and marks of a stretch, in order."""
    return [
        Word(match.start(), match.end(), match[0], _HYPHENS.sub("", match[0].lower()))
        for match in _WORD_OR_MARK.finditer(joined, start, end)
    ]


def trim(joined: str, start: int, end: int, extra: str = "") -> Span:
    """Return where a stretch stands without the blanks around it."""
    part = joined[start:end]
    blank = f"{extra} \t\n\v\r\u00a0\u202f"
    return start + len(part) - len(part.lstrip(blank)), start + len(part.rstrip(blank))


def unquoted(joined: str, start: int, end: int) -> Span:
    """Return where a stretch stands without blanks and the quotes around it."""
    start, end = trim(joined, start, end)
    if end - start > 1 and joined[start] in QUOTES and joined[end - 1] in QUOTES:
        return trim(joined, start + 1, end - 1)
    return start, end


@cache
def _bracket(lang: str) -> regex.Pattern[str]:
    """Compile `(мындан ары - Тартип)`, `(далее по тексту – X)`, `(далее Положение)`, `(далее учебный центр)`."""
    hereinafter = phrase_pattern("hereinafter", "hereinafter", lang)
    return regex.compile(
        rf"\(\s*+{hereinafter}(?:[{DASHES}]|(?P<between>[^()\u2013\u2014:]{{0,60}}?)(?:\s[{DASHES}]|[\u2013\u2014:])"
        rf"|(?P<words>(?:\s++(?-i:\p{{Ll}}++)){{0,3}}+)(?=\s++[{QUOTES}]?(?-i:\p{{Lu}}))|(?P<bare>(?=\s)))"
        r"\s*+(?P<name>[^()]{1,200}+)\)",
        regex.IGNORECASE,
    )


def find_short_names(joined: str, lang: str) -> Iterator[tuple[Span, list[Span]]]:
    """Yield each bracket with a short name, and the names it gives: one, or several where it says `respectively`."""
    for bracket in _bracket(lang).finditer(joined):
        name = bracket.span("name")
        if bracket["bare"] is not None and not _repeats(joined, bracket.start(), name):
            continue
        between = bracket["between"] or bracket["words"] or ""
        parts = [name]
        if pattern_of("definitions", "respectively", lang).search(between):
            commas = [match.start() for match in regex.finditer(",", joined[slice(*name)])]
            bounds = [name[0] - 1, *(name[0] + comma for comma in commas), name[1]]
            parts = [(left + 1, right) for left, right in pairwise(bounds)]
        names = [unquoted(joined, *part) for part in parts]
        yield bracket.span(), [(start, end) for start, end in names if start < end]


def _repeats(joined: str, end: int, name: Span) -> bool:
    """Tell whether each word of a name stands in the words that end at `end`, in whatever form."""
    above = read_words(joined, max(0, end - LONGEST_NAME), end)
    return all(any(_alike(word, other) for other in above) for word in read_words(joined, *name))


def name_before(joined: str, start: int, end: int, name: Span, lang: str, *, alone: bool) -> Span | None:
    """Return the full name that ends where the bracket opens, at `end`; None where none is seen safely."""
    aside = _ASIDE.search(joined, start, end)
    end = aside.start() if aside else end
    floor = max(start, end - LONGEST_NAME)
    *_, (start, _) = split_sentences(joined[floor:end], lang) or [(0, 0)]
    words = read_words(joined, floor + start, end)
    while words and words[-1].text in ",;:":
        words.pop()
    short = read_words(joined, *name)
    if not words or not short:
        return None
    by_initials = find_by_initials(words, joined[slice(*name)], lang, anywhere=not alone)
    if by_initials is not None:
        return by_initials
    if is_verb(words[-1], lang):
        words = _until_name(words, short)
    first = _first_of_name(words, short, lang)
    if first is None:
        return None
    number = _NUMBER_BEHIND.match(joined, words[-1].end, end)
    return _with_quotes(joined, words[first].start, number.end() if number else words[-1].end)


def _with_quotes(joined: str, start: int, end: int) -> Span:
    """Widen a name by the quotes and the bracket that its first and last word stand in."""
    if start and joined[start - 1] in _OPENING:
        start -= 1
    elif _closes_a_quote(joined[start:end]):
        opened = max(joined.rfind(mark, max(0, start - _LONGEST_QUOTED), start) for mark in _OPENING)
        start = opened if opened >= 0 else start
    for mark in joined[end : end + 2]:
        if mark not in _CLOSING and not (mark == ")" and "(" in joined[start:end]):
            break
        end += 1
    return start, end


def _closes_a_quote(name: str) -> bool:
    """Tell whether a name holds the end of a quote and not its beginning: `үкімет" веб-порталы`."""
    closing = [mark for mark in _CLOSING if mark in name]
    return bool(closing) and name.count('"') % 2 == (closing == ['"']) and not any(one in name for one in "«“„")


def find_by_initials(words: Sequence[Word], name: str, lang: str, *, anywhere: bool) -> Span | None:
    """Find the words whose initials make an acronym, up to the bracket (or `anywhere`).

    Initials enough may leave the last words of the name out: `орта білім беру ұйымдары (бұдан әрі – ОББ)`.
    """
    if not _ACRONYM.fullmatch(name) and not (name.isalpha() and len(name) <= _LONGEST_LOWER_ACRONYM):
        return None
    spellings = [_ACRONYM_PIECE.findall(name), list(name)]
    for last in range(len(words) - 1, -1 if anywhere else max(-1, len(words) - 2 - _MOST_WORDS_BEHIND), -1):
        for pieces in spellings:
            if last < len(words) - 1 and not anywhere and len(pieces) < _FEWEST_INITIALS:
                continue
            first = _match_initials(words, last, [piece.lower() for piece in pieces], lang)
            if first is not None:
                return words[first].start, words[last if anywhere else -1].end
    return None


def _match_initials(words: Sequence[Word], last: int, pieces: list[str], lang: str) -> int | None:
    """Return the index of the word that the first piece begins, all pieces being matched from the end."""
    at, left = last, list(pieces)
    while left and at >= 0:
        parts = _HYPHENS.split(words[at].text.lower())
        taken = 0
        for part in reversed(parts):
            if left and part.startswith(left[-1]):
                left.pop()
                taken += 1
        if taken == 0 and (at == last or not _joins(words[at], lang)):
            return None
        if not left:
            return at
        at -= 1
    return None


def _until_name(words: Sequence[Word], short: Sequence[Word]) -> list[Word]:
    """Cut a sentence behind what its short name repeats: `Осы Ереже … айқындайды (бұдан әрі - Ереже)`."""
    for first in range(len(words) - len(short) + 1):
        if all(_alike(word, part) for word, part in zip(words[first:], short, strict=False)):
            return list(words[: first + len(short)])
    return []


def _first_of_name(words: Sequence[Word], short: Sequence[Word], lang: str) -> int | None:
    """Return the index of the word that begins the full name."""
    clean = _clean_start(words, short, lang)
    if clean >= len(words):
        return None
    alike = [i for i in range(clean, len(words)) if _alike(words[i], short[0])]
    if not alike and not head_stands_last(lang) and clean and words[clean - 1].text == ",":
        # `локальные акты, регулирующие отношения (далее - локальные акты)`: the name goes on behind the comma
        alike = [i for i in range(clean) if _alike(words[i], short[0])][-1:]
        if not alike:
            return None
        clean = 0
    if not alike:
        return clean
    if head_stands_last(lang):
        tail = words[-len(short) :]
        is_tail = len(tail) == len(short) and all(map(_alike, tail, short))
        return clean if is_tail or alike[-1] == len(words) - 1 else alike[-1]
    first = alike[0]
    endings = phrases_of("grammar", "adjective_endings", lang)
    if words[first].form == short[0].form:
        endings += phrases_of("grammar", "nominative_adjective_endings", lang)

    def goes_before(at: int) -> bool:
        return at >= clean and words[at].form.endswith(endings) and not is_of("edges", words[at], lang)

    # `учебная и производственная практики`
    while goes_before(first - 1) or (goes_before(first - 2) and _joins(words[first - 1], lang)):
        first -= 1
    return first


def _clean_start(words: Sequence[Word], short: Sequence[Word], lang: str) -> int:
    """Return the index of the first word behind what ends a noun phrase: a verb, `ылайык`, `Бул`, most commas."""
    at = len(words) - 1
    while at >= 0:
        word = words[at]
        if (
            word.text in ";:"
            or (word.form == "" and head_stands_last(lang))
            or (word.text == "," and not _enumerates(words, at, lang))
        ):
            break
        if word.text != "," and (
            is_of("demonstratives", word, lang) or is_of("edges", word, lang) or is_verb(word, lang)
        ):
            break
        at -= 1
    first = at + 1
    if at >= 0 and is_of("demonstratives", words[at], lang) and first + 1 < len(words):
        is_kind = bool(find_terms("act_kinds", words[first].text, lang))
        first += is_kind and not any(_alike(words[first], part) for part in short)
    while first < len(words) and (_joins(words[first], lang) or words[first].text == ","):
        first += 1
    return first


def _enumerates(words: Sequence[Word], comma: int, lang: str) -> bool:
    """Tell whether a comma parts the words of one list, as in `жогорку, орто жана кошумча билим берүү`."""
    following = words[comma + 1 : comma + 3]
    return any(_joins(word, lang) or word.text == "," for word in following[1:])


def _alike(word: Word, other: Word) -> bool:
    """Tell whether two words are forms of one: `тартиби`, `Тартип`."""
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word.form, other.form, strict=False)))
    shorter, longer = sorted((len(word.form), len(other.form)))
    return (
        stem >= min(_SHORTEST_STEM, longer)
        and stem >= shorter - max(1, shorter // 4)
        and longer - stem <= _LONGEST_ENDING
    )


def is_repeated(joined: str, term: Span, name: Span, lang: str) -> bool:
    """Tell whether a short name repeats a word of its full name, in whatever form, or stands for the initials of it."""
    words, short = read_words(joined, *term), read_words(joined, *name)
    if any(_alike(word, part) for word in words for part in short if part.form):
        return True
    return find_by_initials(words, joined[slice(*name)], lang, anywhere=True) is not None
