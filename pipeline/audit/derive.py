"""Derive a published value again from what its witnesses print, by the `derivation` its column has in the contract.

    text           the printed words are the value
    date           the one date they print
    integer        the decimal number they print
    language       the language they are in
    locator        the number they print, with the name of its unit
    term:<section> the key of a vocabulary phrase they hold; `+` stands between sections that hold it as well

A witness is one place that prints the value. A column with one value needs every witness to give it; in a list column
each witness prints one item, and together they give the whole set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.contract import Field
from pipeline.errors import ContractError
from pipeline.languages.dates import parse_date
from pipeline.languages.identify import identify_language
from pipeline.languages.vocabulary import LANGUAGES, Term, find_terms, section_phrases

# What a key of the vocabulary means as a value, where the two are not the same word.
_MEANINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "repeal": {"repealed": "repealed"},
        "amendment": {"amended": "consolidated", "new_edition": "consolidated", "removed": "consolidated"},
    }
)
# The value that follows from nothing being printed, for the columns whose evidence is optional.
_ABSENT: Mapping[str, str] = MappingProxyType(
    {"repeal": "in_force", "amendment": "as_enacted", "amendment+repeal": "note"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness prints, with its repairs made and its pieces joined, and its language."""

    lang: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Misreading:
    """Which witness doesn't give the value, counted from 0, and what it gives instead."""

    reading: int
    found: str


def _section(derivation: str) -> str:
    kind, _, section = derivation.partition(":")
    if kind != "term" or not section:
        raise ContractError(f"unknown derivation {derivation!r}", advice="teach pipeline/audit/derive.py to derive it")
    return section


def follows_from_absence(column: Field, value: object) -> bool:
    """Tell whether a value may stand without a printed place, because it says that something is not printed."""
    if not column.evidence_optional or column.derivation is None:
        return False
    return _ABSENT.get(_section(column.derivation)) == value


@cache
def _terms(section: str, text: str, lang: str | None) -> tuple[Term, ...]:
    """Find the terms in the witness's own language first: in a search of all, another word may cover them."""
    own = find_terms(section, text, lang) if lang in LANGUAGES else []
    return tuple(own or find_terms(section, text))


def _meaning(section: str, key: str) -> str | None:
    return _MEANINGS[section].get(key) if section in _MEANINGS else key


def _values_of_terms(sections: str, text: str, lang: str | None, *, first: bool) -> set[str]:
    if "+" in sections:
        return {term.key for section in sections.split("+") for term in _terms(section, text, lang)}
    terms = _terms(sections, text, lang)
    used = [term for term in terms if term.start == terms[0].start] if first else terms
    return {meaning for term in used if (meaning := _meaning(sections, term.key)) is not None}


def _values(derivation: str, text: str, lang: str | None, *, first: bool) -> set[object]:
    """Give every value a text may stand for: one, or for terms as many as it holds (or that its first place holds)."""
    if derivation == "text":
        return {text}
    if derivation == "date":
        try:
            return {parse_date(text)}
        except ValueError:
            return set()
    if derivation == "integer":
        return {int(text)} if text.isdecimal() else set()
    if derivation == "locator":
        return {f"{unit} {text}" for unit in section_phrases("units", LANGUAGES[0])}
    if derivation == "language":
        named = identify_language(text)[0]
        return {named} if named else set()
    return set(_values_of_terms(_section(derivation), text, lang, first=first))


def _told(values: set[object], text: str) -> str:
    given = ", ".join(sorted(map(str, values))) or "nothing"
    return repr(text) if values == {text} else f"{given} in {text!r}"


def find_misreading(column: Field, value: object, readings: Sequence[Reading]) -> Misreading | None:
    """Find the first witness that doesn't print the value of a column, or no item of it; None where all of them do.

    Raises ContractError for a derivation of the contract that isn't known here.
    """
    wanted = set(value) if isinstance(value, list | tuple) else {value}
    for number, reading in enumerate(readings):
        given = values_of(column, reading)
        if not given & wanted:
            return Misreading(number, _told(given, reading.text))
    return None


def find_missing(value: object, printed: AbstractSet[object]) -> str | None:
    """Tell what all witnesses of a list column together print, where it isn't the value; None where it is."""
    if not isinstance(value, list | tuple):
        return None
    wanted = set(value)
    if len(value) == len(wanted) and wanted <= printed:
        return None
    return ", ".join(sorted(map(str, printed)))


def values_of(column: Field, reading: Reading) -> set[object]:
    """Give the values that a witness may stand for in a column."""
    assert column.derivation is not None, "only columns that are read from print are derived"
    # An item is what its witness begins with: other words may follow that only tell which term it is.
    return _values(column.derivation, reading.text, reading.lang, first=column.item is not None)
