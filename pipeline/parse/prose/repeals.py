"""Tell what a note says was repealed: the act that it stands in, or only a part of it, or another act.

    Утратило силу постановлением … № 700              the act
    (пункт 3 утратил силу постановлением … № 700)     a part        Күші жойылды - … 3-тармақ         a part
    Приказ от 3 июня 2005 года № 700 утратил силу.    another one
    (… № 700 токтомуна ылайык күчүн жоготту)          the act: `ылайык` leads from the act that says so to the verb

Such a note names at most the kind of its act (`Бұйрықтың күші жойылды`) and the act that repeals it. A note with other
words before its verb, with a unit, a list or another change in it is not told to be of the whole act.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import Term, find_terms, section_phrases
from pipeline.parse.prose.locators import find_locators, words_source

_QUOTED = regex.compile(r"[«“„\"][^«»“”„\"]*+[»”“\"]")
_BRACKETS = regex.compile(r"(?<!^)\([^()]*+\)")
_LETTER = regex.compile(r"\p{L}")
# What may stand around an act's own kind: `Ушул токтом`, `Настоящий приказ`.
_NAMES_ITSELF = ("note", "this_act", "act_kinds")


@cache
def _by_act(lang: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Compile what leads on to the act that repeals, and what leads from it to the verb, at the end of the words."""
    by_act, endings = words_source("stated", "by_act", lang), section_phrases("stated", lang)["instrument_endings"]
    sources = rf"{by_act}(?:\s+\p{{L}}{{1,2}})?\s*$", rf"(?:{'|'.join([by_act, *endings])})\s*$"
    return regex.compile(sources[0], regex.IGNORECASE), regex.compile(sources[1], regex.IGNORECASE)


def repeals_whole_act(note: str, lang: str, kind: str | None = None) -> bool:
    """Tell whether a note says that the whole act was repealed, an act of that kind (section `act_kinds`) if known.

    >>> repeals_whole_act("Утратил силу приказом от 3 июня 2015 года № 700", "ru")
    True
    >>> repeals_whole_act("(Утратил силу пункт 3 приказом от 3 июня 2015 года № 700)", "ru")
    False
    """
    words = _BRACKETS.sub(_blank, _QUOTED.sub(_blank, note))
    said = [term for term in find_terms("repeal", words, lang) if term.key == "repealed"]
    if len(said) != 1 or find_terms("amendment", words, lang) or _names_part(words, lang):
        return False
    before = words[: said[0].start]
    if find_act_numbers(before) or find_dates(before):
        return _by_act(lang)[1].search(before) is not None and not _begins_with_other(before, lang, kind)
    return _names_only_itself(before, lang, kind)


def _blank(found: regex.Match[str]) -> str:
    return " " * len(found.group())


def _names_part(words: str, lang: str) -> bool:
    """Tell whether words name a list, or a unit that is none of the repealing act's: `согласно пункту 2 приказа`."""
    if find_terms("list_words", words, lang):
        return True
    kinds = find_terms("act_kinds", words, lang)
    located = {place.start for kind in kinds for place in find_locators(words, lang, kind.start, kind.end)}
    return not all(_is_of_repealing(words, unit, located, lang) for unit in find_terms("units", words, lang))


def _is_of_repealing(words: str, unit: Term, located: set[int], lang: str) -> bool:
    """Tell whether a unit is one of the act that repeals: behind `согласно`, or behind its kind with the number."""
    if _by_act(lang)[0].search(words, 0, unit.start):
        return True
    number = regex.search(r"(\d++)[\d.\-\u2010-\u2014]*+\)?\s*+$", words, endpos=unit.start)
    return number is not None and number.start(1) in located and words[unit.end :].lstrip()[:1] != ""


def _names_only_itself(before: str, lang: str, kind: str | None) -> bool:
    """Tell whether the words before a verb name nothing but the act itself by its kind: `Бұйрықтың`, or nothing."""
    if _begins_with_other(before, lang, kind):
        return False
    for section in _NAMES_ITSELF:
        for term in reversed(find_terms(section, before, lang)):
            before = before[: term.start] + before[term.end :]
    return _LETTER.search(before) is None


def _begins_with_other(before: str, lang: str, kind: str | None) -> bool:
    """Tell whether words begin with another kind of act: `Положение утратило силу` in a decree."""
    start = next((found.start() for found in _LETTER.finditer(before)), 0)
    start = max([start, *(term.end + 2 for term in find_terms("note", before, lang) if term.start <= start)])
    first = next((term for term in find_terms("act_kinds", before, lang) if term.start <= start), None)
    return first is not None and kind is not None and first.key != kind
