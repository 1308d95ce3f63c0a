"""Find definitions: the items of a glossary, sentences that say what a term is, and short names.

4) массалык ачык онлайн курс (мындан ары – МАОК) – электрондук окутуу технологияларын колдонуу менен …;
2. Экстернат - білім алушы … оқыту нысандарының бірі.
1. Бул … технологиясын колдонуунун тартиби (мындан ары - Тартип) …
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from pipeline.languages.known_words import is_function_word
from pipeline.languages.sentences import split_sentences
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.passage import Span
from pipeline.parse.prose.short_names import (
    DASHES,
    LONGEST_NAME,
    QUOTES,
    Word,
    find_by_initials,
    find_short_names,
    head_stands_last,
    is_of,
    is_repeated,
    is_verb,
    name_before,
    pattern_of,
    phrases_of,
    read_words,
    trim,
    unquoted,
)
from pipeline.text.cut_words import join_cut_words, printed_end

LONGEST_TERM = 300
_LONGEST_HEADING = 6
_MOST_WORDS_OF_ALIAS = 4
_MOST_WORDS_OF_TERM, _FEWEST_WORDS_OF_DEFINITION = 12, 3

# a bracket, or a dash with blanks
_TERM_MARK = regex.compile(rf"[()]|\s[{DASHES}](?=\s)|[\u2013\u2014](?=\s)|\s[\u2013\u2014]|[:;]")
_FINAL_MARK = regex.compile(r"\s*[;.]\s*$")


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with its short name or its definition or both; places are code points of the text, half-open.

    It is `unsure` where the short name has nothing of the term: where that one begins and ends is a guess.
    """

    term: Span
    abbreviation: Span | None
    definition: Span | None
    unsure: bool = False


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
    term = trim(joined, start, bracket[0] if alias else dash[0], extra=",")
    end = _FINAL_MARK.search(joined, max(dash[1], len(joined[:stop].rstrip()) - 1), stop)
    definition = trim(joined, dash[1], end.start() if end else stop)
    if (
        term[0] >= term[1]
        or definition[0] >= definition[1]
        or not joined[term[0]].isalpha() | (joined[term[0]] in QUOTES)
    ):
        return None
    if not in_glossary and not _defines(joined, term, definition, lang):
        return None
    return Definition(term, alias, definition), bracket


def _named_behind(joined: str, entry: Definition, bracket: Span, names: list[Span], lang: str) -> Definition | None:
    """Return an entry with the short name whose initials are its term's, where its definition ends with the bracket."""
    if entry.abbreviation or not entry.definition or bracket[1] != entry.definition[1] or len(names) != 1:
        return None
    if not find_by_initials(read_words(joined, *entry.term), joined[slice(*names[0])], lang, anywhere=False):
        return None
    return Definition(entry.term, names[0], trim(joined, entry.definition[0], bracket[0]))


def _read_alias(joined: str, bracket: Span, lang: str) -> Span | None:
    """Return the short name in the bracket before the dash: `(мындан ары – МАОК)`, `(МАОК)`, `(контент)`."""
    if bracket[0] >= bracket[1]:
        return None
    short = next((names for _, names in find_short_names(joined[slice(*bracket)], lang)), None)
    if short:
        return bracket[0] + short[0][0], bracket[0] + short[0][1]
    inside = joined[bracket[0] + 1 : bracket[1] - 1]
    if not 0 < len(inside.split()) <= _MOST_WORDS_OF_ALIAS or regex.search(r"[,;:()]", inside):
        return None
    return unquoted(joined, bracket[0] + 1, bracket[1] - 1)


def _defines(joined: str, term: Span, definition: Span, lang: str) -> bool:
    """Tell whether a sentence with a dash says what a term is, not what a thing consists of or was done to an act."""
    words = read_words(joined, *term)
    if not words or len(words) > _MOST_WORDS_OF_TERM or regex.search(r"[,\d]", joined[slice(*term)]):
        return False
    if any(is_verb(word, lang) for word in words) or any(
        find_terms(section, joined[slice(*term)], lang) for section in ("amendment", "repeal", "note")
    ):
        return False
    if pattern_of("grammar", "copula", lang).match(joined, definition[0]):
        return True
    behind = phrases_of("grammar", "copula_behind", lang)
    head = words[-1] if head_stands_last(lang) else words[0]
    # `Портал арқылы – …`, `Через портал – …` say how or for whom, not what
    if is_function_word(head.form) or head.form.endswith(phrases_of("definitions", "plural_endings", lang)):
        return False
    said = [word for word in read_words(joined, *definition) if len(word.form) > 1 or word.text == ","]
    if not joined[definition[0]].isalpha() or len(said) < _FEWEST_WORDS_OF_DEFINITION:
        return False
    acts = is_verb(said[-1], lang) and not joined[slice(*definition)].endswith(behind)
    if said[-1].form.endswith(phrases_of("definitions", "genus_endings", lang)) and not acts:
        return True
    return any(word.text == "," and _is_relative(following, lang) for word, following in pairwise(said))


def _is_relative(word: Word, lang: str) -> bool:
    phrases = phrases_of("definitions", "relative", lang)
    return bool(phrases) and is_of("relative", word, lang)


def opens_glossary(text: str, lang: str) -> bool:
    """Tell whether a provision opens a glossary: its last sentence speaks of terms that are used, and ends with `:`.

    >>> opens_glossary("2. В настоящем Типовом положении используются следующие понятия:", "ru")
    True
    """
    joined = join_cut_words(text).rstrip()
    if not joined.endswith(":"):
        return False
    *_, (start, end) = split_sentences(joined[-LONGEST_NAME:], lang)
    last = joined[-LONGEST_NAME:][start:end]
    terms = pattern_of("definitions", "terms", lang).search(last)
    if terms is None:
        return False
    return len(last.split()) <= _LONGEST_HEADING or pattern_of("definitions", "used", lang).search(last) is not None


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
    for bracket, names in find_short_names(joined, lang):
        if entry and found[0] is entry[0] and (named := _named_behind(joined, entry[0], bracket, names, lang)):
            found[0], floor = named, bracket[1]
            continue
        if not taken[0] <= bracket[0] < taken[1]:
            for name in names:
                term = name_before(joined, floor, bracket[0], name, lang, alone=len(names) == 1)
                # `… закона № 273-ФЗ «Об образовании» (далее – …)`: what has the short name stands further above
                if term is not None and not find_terms("number_sign", joined[term[0] : term[0] + 2]):
                    found.append(Definition(term, name, None, not is_repeated(joined, term, name, lang)))
        floor = bracket[1]

    def printed(place: Span | None) -> Span | None:
        return None if place is None else (place[0], printed_end(joined, place[1]))

    return [
        replace(
            one,
            term=(one.term[0], printed_end(joined, one.term[1])),
            abbreviation=printed(one.abbreviation),
            definition=printed(one.definition),
        )
        for one in sorted(found, key=lambda one: one.term)
    ]
