"""Find the articles, points … that are named beside an act: before it in Russian, behind it in Kyrgyz and Kazakh.

подпунктом 3 пункта 5 статьи 12 | Закона        статьями 13, 17 | конституционного Закона
Мыйзамынын | 10 жана 17-беренелерин             Заңының | 5-бабы 46-13) тармақшасына
Приложение 1, к постановлению |                 токтомуна “Окутуу тартиби” | аттуу 1-тиркеме
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from pipeline.languages.vocabulary import Term, find_terms, load_vocabulary, phrase_pattern, section_phrases

# The locators of one act stand within this many characters.
REACH = 300
# 14, 2-1, 5.2.173, 17-24, IV, 15), and the "г" of a subpoint
_NUM = r"(?:(?P<num>\d++(?:[.\-\u2010-\u2014]\d++)*+|[IVXLC]++(?![\p{L}\d]))|[«“„\"](?P<num>\p{Ll}\d?)[»”“\"])\)?"
_BEFORE_UNIT = regex.compile(r"[-\u2010-\u2014]?\s*")


@dataclass(frozen=True, slots=True)
class Locator:
    """A unit of an act that is named (section `units`), and where its number is printed at `start..end`."""

    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    nums: regex.Pattern[str]
    to_next: regex.Pattern[str]
    next_nums: regex.Pattern[str]
    late_nums: regex.Pattern[str]
    before_kind: regex.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    joining, to = words_source("mention", "and", lang), words_source("mention", "to", lang)
    under = words_source("mention", "under", lang)
    called = words_source("mention", "called", lang)
    nums = rf"\s*+{_NUM}(?:\s*+(?:,\s*+)?(?:{joining}\s*+)?(?<=[\s,]){_NUM})*+\s*+"
    to_next = rf"\s*+(?:,\s*+)?(?:{joining}\s*+)?"
    next_nums = rf"(?:\s*+{called})?{to_next}{nums}"
    before_kind = rf"[\dIVXLC»”“\")](?:\s+|,?\s+{to}\s+)$"
    sources = (nums, to_next, next_nums, rf"\s*+{under}{nums}", before_kind)
    return _Words(*(regex.compile(source, regex.IGNORECASE) for source in sources))


def words_source(section: str, key: str, lang: str) -> str:
    """Give the pattern of a key's phrases; one that matches nothing where the language has none."""
    return phrase_pattern(section, key, lang) if section_phrases(section, lang)[key] else "(?!)"


def country_source(lang: str) -> str:
    """Give the pattern of the countries' names in a language."""
    return "|".join(words_source("country", country, lang) for country in section_phrases("country", lang))


def puts_kind_first(lang: str) -> bool:
    """Tell whether the kind of an act is said before what tells it from others: `Закон Кыргызской Республики «…»`."""
    return load_vocabulary(lang).country_side == "after"


def find_locators(text: str, lang: str, start: int, end: int) -> tuple[Locator, ...]:
    """Find the locators of the act whose kind is said at `start..end`, in the order of the text.

    >>> [(found.unit, found.start) for found in find_locators("статьями 13, 17 Закона", "ru", 16, 22)]
    [('article', 9), ('article', 13)]
    """
    found = _locators_before(text, lang, start) if puts_kind_first(lang) else _locators_behind(text, lang, end)
    return tuple(found)


def _locators_before(text: str, lang: str, at: int) -> list[Locator]:
    words, begin = _words(lang), max(0, at - REACH)
    found: list[Locator] = []
    last = words.before_kind.search(text, max(begin, at - 40), at)
    if not last:
        return found
    at = last.start() + 1
    for term in reversed(find_terms("units", text[begin:at], lang)):
        nums = words.nums.match(text, begin + term.end, at)
        if not nums or not words.to_next.fullmatch(text, nums.end(), at) or _closes_bracket(text, begin, nums):
            break
        found[:0] = _numbered(term, nums)
        at = begin + term.start
    return found


def _closes_bracket(text: str, begin: int, nums: regex.Match[str]) -> bool:
    """Tell whether a bracket that opens before the numbers closes behind them: `(Собрание …, ст. 4027), пунктом 3`."""
    return nums.group().rstrip(" ,").endswith(")") and text.rfind("(", begin, nums.start()) > text.rfind(
        ")", begin, nums.start()
    )


def _locators_behind(text: str, lang: str, at: int) -> list[Locator]:
    """Read on from the kind; an article may follow a verb where its subpoint does not: a line printed out of order."""
    words, base = _words(lang), at
    found: list[Locator] = []
    if not words.next_nums.match(text, at, base + REACH):
        return found
    for term in find_terms("units", text[at : base + REACH], lang):
        start, end = base + term.start, base + term.end
        nums = words.next_nums.match(text, at, start)
        if nums is None and found and term.key == "article" and all(locator.unit != "article" for locator in found):
            nums = words.late_nums.match(text, at, start)
        if nums is None or not _BEFORE_UNIT.fullmatch(text, nums.end(), start):
            break
        found += _numbered(term, nums)
        at = end
    return found


def _numbered(term: Term, nums: regex.Match[str]) -> list[Locator]:
    return [Locator(term.key, start, end) for start, end in nums.spans("num")]
