"""Find what an act is called where no quotation marks stand around its title.

    Закон Кыргызской Республики | Об образовании | от 30 апреля 2003 года № 92
    Кыргыз Республикасынын | Билим берүү жөнүндө | мыйзамы          Білім туралы | Қазақстан Республикасының Заңы
    … иштелип чыгып, | кесиптик билим берүүнүн онлайн билим берүү уюму жөнүндө типтүү жобонун | …

A title is taken only where both its ends are seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from pipeline.languages.vocabulary import Term
from pipeline.parse.passage import Span
from pipeline.parse.prose.act_pieces import Piece, Sheet
from pipeline.parse.prose.locators import country_source, puts_kind_first, words_source

_LONGEST_TITLE = 200
_LAWS = frozenset({"law", "constitutional_law"})
_SMALL_WORD = r"(?-i:\p{Ll}[\p{Ll}\-\u2010-\u2014]*+)"
_CAPITAL_WORD = r"(?-i:\p{Lu}\p{Ll}++)"
# Such a title is one where the law has a capital, too: else the sentence may be about its first words.
_SENTENCE = r"(?:^|[.;:(•])\s*+"


@dataclass(frozen=True, slots=True)
class _Words:
    title: regex.Pattern[str]
    listed: regex.Pattern[str]
    model: regex.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    country = country_source(lang)
    end, model = words_source("title", "end", lang), words_source("named_acts", "regulation", lang)
    about = rf"(?:\s++{_SMALL_WORD})*?\s++{end}"
    if puts_kind_first(lang):
        begin, to_date = words_source("title", "begin", lang), words_source("mention", "before_date", lang)
        title = rf"\s(?P<title>(?-i:(?=\p{{Lu}})){begin}\s[^.;:()«»“”„\"]+?)[\s,]*+(?:{to_date}\s*+)?$"
    else:
        title = rf"(?:{country})\s++(?P<title>{_CAPITAL_WORD}{about})\s++$"
    listed = rf"{_SENTENCE}(?P<title>{_CAPITAL_WORD}{about})\s++(?:{country})\s++$"
    sources = (title, listed, rf"[,;:]\s++(?P<title>{_SMALL_WORD}{about}\s++{model})$")
    return _Words(*(regex.compile(source, regex.IGNORECASE) for source in sources))


def find_bare_title(sheet: Sheet, kind: Term, others: list[Piece]) -> Piece | None:
    """Find the title between a kind and its date or number; where kinds stand last, a law's beside its country."""
    if sheet.onwards:
        start, end = kind.end, min((piece.start for piece in others), default=kind.end)
    elif kind.key in _LAWS:
        end = min((piece.start for piece in others if piece.start < kind.start), default=kind.start)
        start = max(0, end - _LONGEST_TITLE)
    else:
        return None
    words = _words(sheet.lang)
    found = words.title.search(sheet.text, start, end)
    if found is None and not sheet.onwards and sheet.text[kind.start].isupper():
        found = words.listed.search(sheet.text, start, end)
    return Piece("title", *found.span("title"), found.span("title")) if found else None


def find_model_name(sheet: Sheet, kind: Term) -> Span | None:
    """Find where a model regulation that is meant, not approved, is named: from a comma on by what it is about."""
    found = _words(sheet.lang).model.search(sheet.text, max(0, kind.start - _LONGEST_TITLE), kind.end)
    return found.span("title") if found else None
