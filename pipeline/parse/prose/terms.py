"""Find definitions: the items of a glossary, sentences that say what a term is, and short names.

4) массалык ачык онлайн курс (мындан ары – МАОК) – электрондук окутуу технологияларын колдонуу менен …;
2. Экстернат - білім алушы … оқыту нысандарының бірі.
1. Бул … технологиясын колдонуунун тартиби (мындан ары - Тартип) …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

import regex

from pipeline.languages.known_words import is_function_word
from pipeline.languages.sentences import split_sentences
from pipeline.languages.vocabulary import find_terms, phrase_pattern, section_phrases
from pipeline.parse.passage import Span
from pipeline.text.cut_words import join_cut_words, printed_end

LONGEST_TERM = 300
# A name begins no further from its short name than this.
_LONGEST_NAME = 500
_LONGEST_HEADING = 6
_MOST_WORDS_OF_ALIAS = 4
_MOST_WORDS_OF_TERM, _FEWEST_WORDS_OF_DEFINITION = 12, 3
_SHORTEST_STEM, _LONGEST_ENDING = 3, 6

_DASHES = "-\u2010-\u2015"
# a bracket, or a dash with blanks
_TERM_MARK = regex.compile(rf"[()]|\s[{_DASHES}](?=\s)|[\u2013\u2014](?=\s)|\s[\u2013\u2014]|[:;]")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*+(?:[-\u2010\u2011][\p{L}\p{N}]++)*+")
_WORD_OR_MARK = regex.compile(rf"{_WORD.pattern}|[,;:]|(?<=\s)[{_DASHES}](?=\s)")
_FINAL_MARK = regex.compile(r"\s*[;.]\s*$")
_HYPHENS = regex.compile(r"[-\u2010\u2011]")
# МАОК, ОшТУ
_ACRONYM = regex.compile(r"\p{Lu}[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]*")
_ACRONYM_PIECE = regex.compile(r"\p{Lu}\p{Ll}*|\p{N}+")
# вуз
_LONGEST_LOWER_ACRONYM = 5
_QUOTES = "«»“”„\"'"
_OPENING, _CLOSING = '«“„"', '»”“"'
# So many characters before a name its quote may open.
_LONGEST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with its short name or its definition or both; places are code points of the text, half-open."""

    term: Span
    abbreviation: Span | None
    definition: Span | None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, or a mark: `,` `;` `:` or a dash; its form is in lower case and without hyphens."""

    start: int
    end: int
    text: str
    form: str


@cache
def _pattern(section: str, key: str, lang: str) -> regex.Pattern[str]:
    return regex.compile(phrase_pattern(section, key, lang), regex.IGNORECASE)


@cache
def _endings(section: str, key: str, lang: str) -> tuple[str, ...]:
    return section_phrases(section, lang)[key]


def _is(key: str, word: _Word, lang: str) -> bool:
    return _pattern("definitions", key, lang).fullmatch(word.text) is not None


def _joins(word: _Word, lang: str) -> bool:
    return word.form in _endings("joining_words", "joining", lang)


def _head_stands_last(lang: str) -> bool:
    return "last" in _endings("grammar", "head", lang)


def _is_verb(word: _Word, lang: str) -> bool:
    return word.form.endswith(_endings("grammar", "verb_endings", lang))


def _read_words(joined: str, start: int, end: int) -> list[_Word]:
    return [
        _Word(match.start(), match.end(), match[0], _HYPHENS.sub("", match[0].lower()))
        for match in _WORD_OR_MARK.finditer(joined, start, end)
    ]


def _trim(joined: str, start: int, end: int, extra: str = "") -> Span:
    part = joined[start:end]
    blank = f"{extra} \t\n\v\r\u00a0\u202f"
    return start + len(part) - len(part.lstrip(blank)), start + len(part.rstrip(blank))


def _unquoted(joined: str, start: int, end: int) -> Span:
    start, end = _trim(joined, start, end)
    if end - start > 1 and joined[start] in _QUOTES and joined[end - 1] in _QUOTES:
        return _trim(joined, start + 1, end - 1)
    return start, end


# --- short names ----------------------------------------------------------------------------------------------------


@cache
def _bracket(lang: str) -> regex.Pattern[str]:
    """Compile `(мындан ары - Тартип)`, `(далее по тексту – X)`; without a dash a capital begins the name."""
    hereinafter = phrase_pattern("hereinafter", "hereinafter", lang)
    return regex.compile(
        rf"\(\s*+{hereinafter}(?:(?P<between>[^()\u2013\u2014:]{{0,60}}?)(?:\s[{_DASHES}]|[\u2013\u2014:])"
        rf"|(?P<words>(?:\s++(?-i:\p{{Ll}}++)){{0,3}}+)(?=\s++[{_QUOTES}]?(?-i:\p{{Lu}})))"
        r"\s*+(?P<name>[^()]{1,200}+)\)",
        regex.IGNORECASE,
    )


def _short_names(joined: str, lang: str) -> Iterator[tuple[Span, list[Span]]]:
    """Yield each bracket with a short name, and the names it gives: one, or several where it says `respectively`."""
    for bracket in _bracket(lang).finditer(joined):
        name = bracket.span("name")
        between = bracket["between"] or bracket["words"] or ""
        parts = [name]
        if _pattern("definitions", "respectively", lang).search(between):
            commas = [match.start() for match in regex.finditer(",", joined[slice(*name)])]
            bounds = [name[0] - 1, *(name[0] + comma for comma in commas), name[1]]
            parts = [(left + 1, right) for left, right in pairwise(bounds)]
        names = [_unquoted(joined, *part) for part in parts]
        yield bracket.span(), [(start, end) for start, end in names if start < end]


def _name_before(joined: str, start: int, end: int, name: Span, lang: str, *, alone: bool) -> Span | None:
    """Return the full name that ends where the bracket opens, at `end`; None where none is seen safely."""
    floor = max(start, end - _LONGEST_NAME)
    *_, (start, _) = split_sentences(joined[floor:end], lang) or [(0, 0)]
    words = _read_words(joined, floor + start, end)
    while words and words[-1].text in ",;:":
        words.pop()
    short = _read_words(joined, *name)
    if not words or not short:
        return None
    by_initials = _find_by_initials(words, joined[slice(*name)], lang, anywhere=not alone)
    if by_initials is not None:
        return by_initials
    if _is_verb(words[-1], lang):
        words = _until_name(words, short)
    first = _first_of_name(words, short, lang)
    return None if first is None else _with_quotes(joined, words[first].start, words[-1].end)


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


def _find_by_initials(words: Sequence[_Word], name: str, lang: str, *, anywhere: bool) -> Span | None:
    """Find the words whose initials make an acronym, the last word at the bracket (or `anywhere`)."""
    if not _ACRONYM.fullmatch(name) and not (name.isalpha() and len(name) <= _LONGEST_LOWER_ACRONYM):
        return None
    spellings = [_ACRONYM_PIECE.findall(name), list(name)]
    for last in range(len(words) - 1, -1 if anywhere else len(words) - 2, -1):
        for pieces in spellings:
            first = _match_initials(words, last, [piece.lower() for piece in pieces], lang)
            if first is not None:
                return words[first].start, words[last].end
    return None


def _match_initials(words: Sequence[_Word], last: int, pieces: list[str], lang: str) -> int | None:
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


def _until_name(words: Sequence[_Word], short: Sequence[_Word]) -> list[_Word]:
    """Cut a sentence behind what its short name repeats: `Осы Ереже … айқындайды (бұдан әрі - Ереже)`."""
    for first in range(len(words) - len(short) + 1):
        if all(_alike(word, part) for word, part in zip(words[first:], short, strict=False)):
            return list(words[: first + len(short)])
    return []


def _first_of_name(words: Sequence[_Word], short: Sequence[_Word], lang: str) -> int | None:
    """Return the index of the word that begins the full name."""
    clean = _clean_start(words, short, lang)
    if clean >= len(words):
        return None
    alike = [i for i in range(clean, len(words)) if _alike(words[i], short[0])]
    if not alike and not _head_stands_last(lang) and clean and words[clean - 1].text == ",":
        # `локальные акты, регулирующие отношения (далее - локальные акты)`: the name goes on behind the comma
        alike = [i for i in range(clean) if _alike(words[i], short[0])][-1:]
        if not alike:
            return None
        clean = 0
    if not alike:
        return clean
    if _head_stands_last(lang):
        tail = words[-len(short) :]
        is_tail = len(tail) == len(short) and all(map(_alike, tail, short))
        return clean if is_tail or alike[-1] == len(words) - 1 else alike[-1]
    first = alike[0]
    endings = _endings("grammar", "adjective_endings", lang)
    if words[first].form == short[0].form:
        endings += _endings("grammar", "nominative_adjective_endings", lang)

    def goes_before(at: int) -> bool:
        return at >= clean and words[at].form.endswith(endings) and not _is("edges", words[at], lang)

    # `учебная и производственная практики`
    while goes_before(first - 1) or (goes_before(first - 2) and _joins(words[first - 1], lang)):
        first -= 1
    return first


def _clean_start(words: Sequence[_Word], short: Sequence[_Word], lang: str) -> int:
    """Return the index of the first word behind what ends a noun phrase: a verb, `ылайык`, `Бул`, most commas."""
    at = len(words) - 1
    while at >= 0:
        word = words[at]
        if (
            word.text in ";:"
            or (word.form == "" and _head_stands_last(lang))
            or (word.text == "," and not _enumerates(words, at, lang))
        ):
            break
        if word.text != "," and (_is("demonstratives", word, lang) or _is("edges", word, lang) or _is_verb(word, lang)):
            break
        at -= 1
    first = at + 1
    if at >= 0 and _is("demonstratives", words[at], lang) and first + 1 < len(words):
        is_kind = bool(find_terms("act_kinds", words[first].text, lang))
        first += is_kind and not any(_alike(words[first], part) for part in short)
    while first < len(words) and (_joins(words[first], lang) or words[first].text == ","):
        first += 1
    return first


def _enumerates(words: Sequence[_Word], comma: int, lang: str) -> bool:
    """Tell whether a comma parts the words of one list, as in `жогорку, орто жана кошумча билим берүү`."""
    following = words[comma + 1 : comma + 3]
    return any(_joins(word, lang) or word.text == "," for word in following[1:])


def _alike(word: _Word, other: _Word) -> bool:
    """Tell whether two words are forms of one: `тартиби`, `Тартип`."""
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word.form, other.form, strict=False)))
    shorter, longer = sorted((len(word.form), len(other.form)))
    return (
        stem >= min(_SHORTEST_STEM, longer)
        and stem >= shorter - max(1, shorter // 4)
        and longer - stem <= _LONGEST_ENDING
    )


# --- definitions ----------------------------------------------------------------------------------------------------


def _find_dash(joined: str) -> tuple[Span, Span] | None:
    """Find the dash between a term and its definition, and the bracket right before it (empty where there is none)."""
    depth, bracket = 0, (0, 0)
    for mark in _TERM_MARK.finditer(joined, 0, LONGEST_TERM):
        if mark[0] == "(":
            bracket = (mark.start(), 0) if depth == 0 else bracket
            depth += 1
        elif mark[0] == ")":
            depth -= 1
            bracket = (bracket[0], mark.end())
        elif depth == 0:
            if mark[0] in ":;":
                return None
            is_beside = bracket[1] > 0 and not joined[bracket[1] : mark.start()].strip()
            return mark.span(), bracket if is_beside else (mark.start(), mark.start())
    return None


def _find_entry(joined: str, lang: str, *, in_glossary: bool) -> tuple[Definition, Span] | None:
    """Read a text as `term (short name) – definition`; return it with the place of the bracket."""
    found = _find_dash(joined)
    if found is None:
        return None
    dash, bracket = found
    start, stop = split_sentences(joined, lang)[0]
    if stop <= dash[1]:
        return None
    alias = _read_alias(joined, bracket, lang)
    term = _trim(joined, start, bracket[0] if alias else dash[0], extra=",")
    end = _FINAL_MARK.search(joined, max(dash[1], len(joined[:stop].rstrip()) - 1), stop)
    definition = _trim(joined, dash[1], end.start() if end else stop)
    if (
        term[0] >= term[1]
        or definition[0] >= definition[1]
        or not joined[term[0]].isalpha() | (joined[term[0]] in _QUOTES)
    ):
        return None
    if not in_glossary and not _defines(joined, term, definition, lang):
        return None
    return Definition(term, alias, definition), bracket


def _read_alias(joined: str, bracket: Span, lang: str) -> Span | None:
    """Return the short name in the bracket before the dash: `(мындан ары – МАОК)`, `(МАОК)`, `(контент)`."""
    if bracket[0] >= bracket[1]:
        return None
    short = next((names for _, names in _short_names(joined[slice(*bracket)], lang)), None)
    if short:
        return bracket[0] + short[0][0], bracket[0] + short[0][1]
    inside = joined[bracket[0] + 1 : bracket[1] - 1]
    if not 0 < len(inside.split()) <= _MOST_WORDS_OF_ALIAS or regex.search(r"[,;:()]", inside):
        return None
    return _unquoted(joined, bracket[0] + 1, bracket[1] - 1)


def _defines(joined: str, term: Span, definition: Span, lang: str) -> bool:
    """Tell whether a sentence with a dash says what a term is, not what a thing consists of or was done to an act."""
    words = _read_words(joined, *term)
    if not words or len(words) > _MOST_WORDS_OF_TERM or regex.search(r"[,\d]", joined[slice(*term)]):
        return False
    if any(_is_verb(word, lang) for word in words) or any(
        find_terms(section, joined[slice(*term)], lang) for section in ("amendment", "repeal", "note")
    ):
        return False
    if _pattern("grammar", "copula", lang).match(joined, definition[0]):
        return True
    head = words[-1] if _head_stands_last(lang) else words[0]
    # `Портал арқылы – …`, `Через портал – …` say how or for whom, not what
    if is_function_word(head.form) or head.form.endswith(_endings("definitions", "plural_endings", lang)):
        return False
    said = [word for word in _read_words(joined, *definition) if len(word.form) > 1 or word.text == ","]
    if not joined[definition[0]].isalpha() or len(said) < _FEWEST_WORDS_OF_DEFINITION:
        return False
    if said[-1].form.endswith(_endings("definitions", "genus_endings", lang)):
        return True
    return any(word.text == "," and _is_relative(following, lang) for word, following in pairwise(said))


def _is_relative(word: _Word, lang: str) -> bool:
    phrases = _endings("definitions", "relative", lang)
    return bool(phrases) and _is("relative", word, lang)


def opens_glossary(text: str, lang: str) -> bool:
    """Tell whether a provision opens a glossary: its last sentence speaks of terms that are used, and ends with `:`.

    >>> opens_glossary("2. В настоящем Типовом положении используются следующие понятия:", "ru")
    True
    """
    joined = join_cut_words(text).rstrip()
    if not joined.endswith(":"):
        return False
    *_, (start, end) = split_sentences(joined[-_LONGEST_NAME:], lang)
    last = joined[-_LONGEST_NAME:][start:end]
    terms = _pattern("definitions", "terms", lang).search(last)
    if terms is None:
        return False
    return len(last.split()) <= _LONGEST_HEADING or _pattern("definitions", "used", lang).search(last) is not None


def find_definitions(text: str, lang: str, *, in_glossary: bool) -> list[Definition]:
    """Find the definitions of a provision's own words, sorted by place.

    In a glossary the provision is `term – definition`; elsewhere its first sentence may be. Each short name in brackets
    is a definition without words of its own.

    >>> text = "Ош технологиялык университетинде (мындан ары – Университет) окутуу"
    >>> [text[slice(*found.term)] for found in find_definitions(text, "ky", in_glossary=False)]
    ['Ош технологиялык университетинде']
    """
    joined = join_cut_words(text)
    entry = _find_entry(joined, lang, in_glossary=in_glossary)
    found, taken = ([entry[0]], entry[1]) if entry else ([], (0, 0))
    floor = 0
    for bracket, names in _short_names(joined, lang):
        if not taken[0] <= bracket[0] < taken[1]:
            for name in names:
                term = _name_before(joined, floor, bracket[0], name, lang, alone=len(names) == 1)
                # `… закона № 273-ФЗ «Об образовании» (далее – …)`: what has the short name stands further above
                if term is not None and not find_terms("number_sign", joined[term[0] : term[0] + 2]):
                    found.append(Definition(term, name, None))
        floor = bracket[1]

    def printed(place: Span | None) -> Span | None:
        return None if place is None else (place[0], printed_end(joined, place[1]))

    return [
        Definition((one.term[0], printed_end(joined, one.term[1])), printed(one.abbreviation), printed(one.definition))
        for one in sorted(found, key=lambda one: one.term)
    ]
