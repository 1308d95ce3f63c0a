"""Find the requisites of acts in a text: a date and a number that stand together, and what they are said of.

2014-жылдын 26-июну № 354                                   the act's own
… министрінің 2007 жылғы 3 желтоқсандағы N 602 Бұйрығы.     the act's own, with issuer and kind
… 2007 жылғы 24 желтоқсанда … тізіліміне N 5055             its registration
Күші жойылды - … 2010.02.08 № 40 бұйрығымен.                its repeal
(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги № 197 … редакцияларына ылайык)   an amendment
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from pipeline.languages.pipelines import Entity, find_entities
from pipeline.languages.vocabulary import Term, find_terms, is_phrase, section_phrases
from pipeline.parse.passage import Span
from pipeline.parse.prose.locators import puts_kind_first

Role = Literal["own", "registered", "repealed", "amended", "adopted"]

# The end of a sentence: a full stop before a capital or the text's end. "2008.06.25. N 379" has none.
SENTENCE_END = regex.compile(r"(?<=\p{L}{2}[.!?]|\d[.])[\"»”)]*\s+(?=[\"«“(]?\p{Lu}\p{Ll})")
# What may stand beside a date and number besides the vocabulary's words of places: "Бишкек", "Москва", marks
PLACE_NAME = regex.compile(r"\p{Lu}[\p{Ll}-]+")
PLACE_WORDS = 4
# "(с изменениями от …)" tells of the act that is named before it
BRACKETS = regex.compile(r"\([^()]*\)")
# "г.Бишкек" is two
PLACE_PARTS = regex.compile(r"\s+|(?<=\p{Ll}\.)(?=\p{Lu})")
# A number may stand this far behind its date, or this far before it.
REACH_AFTER, REACH_BEFORE = 160, 40
# "№ 17657 болып тіркелді": where verbs stand last, that of a registration may stand this far behind its number.
REGISTERED_REACH = 30


@dataclass(frozen=True, slots=True)
class Requisites:
    """A date and a number of one act, the issuer and kind named with them, and their role; offsets of the text.

    `kind` follows the number (`N 602 Бұйрығы`), `kind_before` opens the phrase (`приказом Министра … от … № …`).
    """

    role: Role
    date: Entity | None
    number: Entity
    issuer: Entity | None
    kind: Entity | None
    kind_before: Entity | None
    sentence: tuple[int, int]
    alone: bool


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of the text begins and ends; a blank line doesn't end one.

    >>> [text[a:b] for text in ["№ 40 бұйрығымен. Күші жойылды."] for a, b in split_sentences(text)]
    ['№ 40 бұйрығымен.', 'Күші жойылды.']
    """
    spans, start = [], 0
    for end in SENTENCE_END.finditer(text):
        spans.append((start, end.start()))
        start = end.end()
    return [*spans, (start, len(text))]


def find_requisites(text: str, lang: str) -> list[Requisites]:
    """Find every requisite of the text, in order."""
    found = []
    for start, end in split_sentences(text):
        sentence = text[start:end]
        entities = [
            Entity(entity.label, entity.key, entity.start + start, entity.end + start)
            for entity in find_entities(sentence, lang)
        ]
        numbers = [entity for entity in entities if entity.label == "NUMBER"]
        dates = [entity for entity in entities if entity.label == "DATE"]
        for number in numbers:
            day = _date_of(number, numbers, dates)
            first = min(number.start, day.start) if day else number.start
            last = max(number.end, day.end) if day else number.end
            issuer = next((e for e in reversed(entities) if e.label == "ISSUER" and e.end <= first), None)
            kind = next((e for e in entities if e.label == "ACT_KIND" and last <= e.start <= last + 3), None)
            before = next((e for e in reversed(entities) if e.label == "ACT_KIND" and e.end <= first), None)
            said = (start, end)
            if before and opens_line(text, before.start):
                said = before.start, min(end, text.find("\n", last) % (len(text) + 1))
            role = _role_of(text, said, (first, last), kind, lang)
            alone = _stands_alone(text, first, last)
            found.append(Requisites(role, day, number, issuer, kind, before, (start, end), alone))
    return _share_kinds(found, text, lang)


def _share_kinds(found: list[Requisites], text: str, lang: str) -> list[Requisites]:
    """Give the kind behind the last number to those that are joined to it: `… N 121 және … N 66 бірлескен бұйрығы`."""
    joining = section_phrases("joining_words", lang)["joining"]
    for i in range(len(found) - 2, -1, -1):
        one, other = found[i], found[i + 1]
        behind = text[one.number.end : other.number.start].split(maxsplit=1)
        joined = one.sentence == other.sentence and behind and behind[0] in joining
        if joined and one.role == other.role == "own" and one.date and not one.kind:
            found[i] = replace(one, kind=other.kind)
    return found


def _date_of(number: Entity, numbers: list[Entity], dates: list[Entity]) -> Entity | None:
    """Return the date that belongs to a number: the last before it, with no other number between; else the next."""
    before = [d for d in dates if d.end <= number.start and number.start - d.end <= REACH_AFTER]
    if before and not any(before[-1].end <= other.start < number.start for other in numbers):
        return before[-1]
    after = [d for d in dates if number.end <= d.start <= number.end + REACH_BEFORE]
    if after and not any(number.end <= other.start < after[0].start for other in numbers):
        return after[0]
    return None


def _stands_alone(text: str, first: int, last: int) -> bool:
    """Tell whether a date and number have their lines to themselves, but for `от` and the place."""
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    around = text[begin:first] + " " + text[last : len(text) if end < 0 else end]
    return names_places_only(around) and not find_terms("registration", around)


def names_places_only(text: str) -> bool:
    """Tell whether a text holds nothing but names of places, and the words beside them.

    >>> names_places_only("г.Бишкек,"), names_places_only("Астана қаласы"), names_places_only("Об образовании")
    (True, True, False)
    """
    words = [word.strip(".,;*_()") for word in PLACE_PARTS.split(text)]
    words = [word for word in words if any(map(str.isalnum, word))]
    return len(words) <= PLACE_WORDS and all(PLACE_NAME.fullmatch(word) or is_phrase("place", word) for word in words)


def opens_line(text: str, at: int) -> bool:
    """Tell whether a line begins at that offset with a capital: so does an act's name that has its lines to itself."""
    return text[at].isupper() and not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _role_of(text: str, sentence: Span, own: Span, kind: Entity | None, lang: str) -> Role:
    """Tell what a date and number, which stand at `own`, are said of, from the words of their sentence."""
    (start, end), (first, last) = sentence, own
    bracket = text.rfind("(", 0, first)
    if bracket > text.rfind(")", 0, first):
        return "registered" if find_terms("registration", text[bracket:first]) else "amended"
    before = text[start:first]
    if _stands_alone(text, first, last):
        return "own"
    if any(not _has_own_line(before, term) for term in find_own_repeals(before)):
        return "repealed"
    if find_terms("registration", before + text[first:last]):
        return "registered"
    registered_behind = find_terms("registration", text[last : min(end, last + REGISTERED_REACH)], lang)
    if not kind and registered_behind and not puts_kind_first(lang):
        return "registered"
    amends = find_terms("amendment", BRACKETS.sub(" ", text[start:end]))
    if find_terms("note", before[:24]) or (amends and not kind):
        return "amended"
    if kind and kind.key == "protocol":
        return "adopted"
    return "own"


def find_own_repeals(text: str, lang: str | None = None) -> list[Term]:
    """Find where a text says that it was itself repealed: a statement of its own, so it begins with a capital.

    >>> [len(find_own_repeals(text)) for text in ("Күші жойылды - ҚР", "О признании утратившими силу приказов")]
    [1, 0]
    """
    terms = [term for term in find_terms("repeal", text, lang) if term.key == "repealed"]
    return [term for term in terms if text[term.start].isupper()]


def _has_own_line(text: str, term: Term) -> bool:
    """Tell whether a term fills its line: `Күшін жойған` under a title is a state, no part of a sentence."""
    begin = text.rfind("\n", 0, term.start) + 1
    end = text.find("\n", term.end)
    return text[begin : len(text) if end < 0 else end].strip() == text[term.start : term.end] and end >= 0
