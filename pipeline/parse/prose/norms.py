"""Find who must, must not or may do what: the modal words of a sentence, who is bound, and the bound in numbers.

Билим берүү уюму … окуу-методикалык материалдардын комплектиси менен камсыздоого тийиш.
… синхрондук сабактардын катышы … көлөмүнүн 20 %ынан кем эмесин түзүшү керек.
Онлайн-образовательная организация при приеме обязана ознакомить поступающих с уставом …

spaCy is imported inside the functions, so that nothing else of the package waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import digits
from typing import TYPE_CHECKING, Any

import regex

from pipeline.languages.pipelines import pipeline_for
from pipeline.languages.sentences import split_sentences
from pipeline.languages.vocabulary import beginning_pattern, phrase_pattern, section_phrases
from pipeline.parse.passage import Span
from pipeline.text.cut_words import join_cut_words, printed_end

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]++|[^\s\p{L}\p{M}\p{N}]")
_PHRASE_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+\*?|[^\s\p{L}\p{M}\p{N}]")
_HINT_LENGTH = 6
# Fewer letters than these are no verb with an ending (`са`, `башы` itself).
_SHORTEST_VERB = 5
# `ал-ынуусу` is a passive, `к-ылууга` is not.
_SHORTEST_STEM = 2
# How far a list goes on behind its first member.
_JOINED_WORDS = 4

_MODALITIES = ("obligation", "prohibition", "permission")


@dataclass(frozen=True, slots=True)
class Norm:
    """What a sentence says of one modality: `obligation`, `prohibition` or `permission`.

    Places are code points of the text, half-open. `bearer` is None where none is named safely; `quantity` is a number
    with its unit and the words that make a bound of it, `unit` the unit alone.
    """

    modality: str
    triggers: tuple[Span, ...]
    bearer: Span | None
    quantity: Span | None
    unit: Span | None


@dataclass(frozen=True, slots=True)
class _Quantity:
    place: Span
    unit: Span
    bound: Span | None


# --- the words, as spaCy finds them ---------------------------------------------------------------------------------


# `обязан*` -> [{"LOWER": {"REGEX": "^обязан"}}], one pattern a token
def _token_patterns(phrase: str) -> list[dict[str, Any]]:
    return [
        {"LOWER": {"REGEX": f"^{regex.escape(token[:-1])}"}} if token.endswith("*") else {"LOWER": token}
        for token in _PHRASE_TOKEN.findall(phrase)
    ]


def _matcher(section: str, keys: tuple[str, ...], lang: str) -> Matcher:
    """Make the matcher of a section's phrases, labelled with their keys."""
    from spacy.matcher import Matcher

    matcher = Matcher(pipeline_for(lang).vocab)
    for key in keys:
        phrases = section_phrases(section, lang)[key]
        # a line end behind a real hyphen is read as a cut word: `онлайн-` + `образовательная`
        joined = [phrase.replace("-", "") for phrase in phrases if "-" in phrase]
        matcher.add(key, [_token_patterns(phrase) for phrase in (*phrases, *joined)])
    return matcher


@cache
def _matchers(lang: str) -> tuple[Matcher, Matcher]:
    """Make the matchers of modal words and of bearers; outside a memory zone, which would forget their labels."""
    return _matcher("modality", _MODALITIES, lang), _matcher("bearers", ("bearer",), lang)


def _longest(matcher: Matcher, doc: Doc) -> list[Tokens]:
    from spacy.util import filter_spans

    return sorted(filter_spans(matcher(doc, as_spans=True)), key=lambda span: int(span.start))


@cache
def _words(section: str, key: str, lang: str) -> frozenset[str]:
    return frozenset(section_phrases(section, lang)[key])


@cache
def _endings(section: str, key: str, lang: str) -> tuple[str, ...]:
    return section_phrases(section, lang)[key]


@cache
def _first_modal_words(lang: str) -> frozenset[str]:
    return frozenset(phrase.split()[0] for key in _MODALITIES for phrase in section_phrases("modality", lang)[key])


def _verb_stands_last(lang: str) -> bool:
    return "last" in _words("grammar", "head", lang)


def _triggers(doc: Doc, lang: str) -> list[tuple[str, Tokens]]:
    """Return the modal words of a sentence and what each says; where verbs stand last, only those that end a clause."""
    found = []
    for span in _longest(_matchers(lang)[0], doc):
        if _verb_stands_last(lang) and not _ends_clause(doc, int(span.end), lang):
            continue
        modality = str(span.label_)
        if modality == "obligation" and _is_negated(doc, int(span.start), lang):
            modality = "prohibition"
        found.append((modality, span))
    return found


def _ends_clause(doc: Doc, at: int, lang: str) -> bool:
    """Tell whether nothing that the word before could belong to follows: `тийиш.`, not `милдеттүү аттестация`."""
    if at >= len(doc):
        return True
    following = doc[at].lower_
    return following in _words("joining_words", "joining", lang) or (not following[0].isalnum() and following != "-")


def _is_negated(doc: Doc, at: int, lang: str) -> bool:
    """Tell whether the verb before an obligation is negated: `каршы келбеши керек`, not `кем болбошу керек`."""
    if at == 0:
        return False
    verb = doc[at - 1].lower_
    if len(verb) < _SHORTEST_VERB or not verb.endswith(_endings("modality", "negated_endings", lang)):
        return False
    return at < 2 or not _bound(lang).fullmatch(f"{doc[at - 2].lower_} {verb}")


def _bearer(doc: Doc, trigger: Tokens, lang: str) -> Tokens | None:
    """Return who is bound: the nearest subject before the trigger, joined ones as one, or None."""
    if _is_passive(doc, trigger, lang):
        return None
    subjects = [span for span in _longest(_matchers(lang)[1], doc) if _is_subject(doc, span, lang)]
    before = [span for span in subjects if span.end <= trigger.start]
    if not before:
        after = [span for span in subjects if span.start == trigger.end]
        found = after[0] if after and not _verb_stands_last(lang) else None
        return _widen(doc, found, len(doc), lang) if found else None
    bearer = before.pop()
    joining = _words("joining_words", "joining", lang)
    while bearer.start and (doc[bearer.start - 1].lower_ in joining):
        if not before or before[-1].end != bearer.start - 1:
            return None
        bearer = doc[before.pop().start : bearer.end]
    return None if _is_of_side_clause(doc, bearer, trigger, lang) else _widen(doc, bearer, int(trigger.start), lang)


def _is_of_side_clause(doc: Doc, bearer: Tokens, trigger: Tokens, lang: str) -> bool:
    """Tell whether a subject is that of a side clause alone, not of the modal word.

    `Если студент не согласен, деканат обязан …`, `Плата, которую вносит студент, должна …`, `Ректор бекиткен план …`.
    """
    if _verb_stands_last(lang):
        is_participle = doc[bearer.end].lower_.endswith(_endings("grammar", "participle_endings", lang))
        return is_participle or _is_conditional(doc[bearer.end : trigger.start], lang)
    clause = doc[: bearer.start].text.rpartition(",")[2]
    opens = _words("grammar", "if", lang) | _words("grammar", "relative", lang)
    return "," in doc[bearer.end : trigger.start].text and not opens.isdisjoint(clause.lower().split())


def _widen(doc: Doc, span: Tokens, stop: int, lang: str) -> Tokens | None:
    """Take in the words before a subject that belong to it; None where words that may belong to it have no clear end.

    `научный работник`, `билим берүү чөйрөсүндөгү орган`, but nobody of `орган юстиции вправе`, `студент билети`.
    """
    start, last = int(span.start), _verb_stands_last(lang)
    while start and _is_attribute(doc[start - 1].lower_, lang):
        start = 0 if last else start - 1
    if last and start < span.start and not _is_one_phrase(doc[start : span.start], lang):
        return None
    below = doc[span.end].lower_ if span.end < len(doc) else ""
    if last:
        ends = not below.endswith(_endings("bearers", "owned_endings", lang))
        ends = ends or below.endswith(_endings("bearers", "object_endings", lang))
    else:
        beside = _words("bearers", "beside", lang) | _words("bearers", "between", lang) | _first_modal_words(lang)
        ends = span.end == stop or not below[:1].isalpha() or below in beside
        ends = ends or below.endswith(_endings("grammar", "verb_endings", lang))
    return doc[start : span.end] if ends else None


def _is_attribute(word: str, lang: str) -> bool:
    return len(word) >= _SHORTEST_VERB and word.endswith(_endings("bearers", "attribute_endings", lang))


def _is_one_phrase(words: Tokens, lang: str) -> bool:
    """Tell whether so few words with no postposition or mark among them begin a sentence as one phrase."""
    beside = _words("bearers", "beside", lang)
    return len(words) <= _JOINED_WORDS and all(word.text.isalpha() and word.lower_ not in beside for word in words)


def _is_subject(doc: Doc, span: Tokens, lang: str) -> bool:
    """Tell whether nothing beside a noun phrase shows that it is no subject, as in `в университет`, `уюмдар менен`."""
    beside = _words("bearers", "beside", lang) | {"-"}
    if not _verb_stands_last(lang):
        return span.start == 0 or doc[span.start - 1].lower_ not in beside
    following = [token.lower_ for token in doc[span.end : span.end + _JOINED_WORDS]]
    if following and (following[0] == "," or following[0] in _words("joining_words", "joining", lang)):
        return beside.isdisjoint(following)
    return not following or following[0] not in beside


def _is_passive(doc: Doc, trigger: Tokens, lang: str) -> bool:
    """Tell whether the verb beside a modal word is passive, so that its subject is not who is bound.

    It stands before the modal word (`чыгарылышы мүмкүн`), or behind it (`может быть отчислен`).
    """
    if _verb_stands_last(lang):
        verb = doc[trigger.start - 1].lower_ if trigger.start else ""
    else:
        words = [token.lower_ for token in doc[trigger.end : trigger.end + 2]]
        verb = words[1] if len(words) == 2 and words[0] in _words("modality", "passive_begins", lang) else ""
    endings = _endings("modality", "passive_endings", lang)
    return any(verb.endswith(ending) and len(verb) >= len(ending) + _SHORTEST_STEM for ending in endings)


# --- numbers with their units ---------------------------------------------------------------------------------------


@cache
def _bound(lang: str) -> regex.Pattern[str]:
    return regex.compile(phrase_pattern("measures", "bound", lang), regex.IGNORECASE)


@cache
def _measure(lang: str) -> regex.Pattern[str]:
    """Compile a number, its unit and its bound: `20 %ынан кем эмес`, `не менее 20 %`, `он төрт күндік мерзімде`."""
    bound, unit = phrase_pattern("measures", "bound", lang), phrase_pattern("measures", "unit", lang)
    qualifier = phrase_pattern("measures", "qualifier", lang)
    numerals = "|".join(
        phrase_pattern("numerals", key, lang) for key, phrases in section_phrases("numerals", lang).items() if phrases
    )
    number = (
        r"(?:(?<![\d\p{L}.,/-])\d{1,6}+(?:[.,]\d{1,3}+)?(?!\d)"
        rf"|(?P<numeral>{numerals})(?:\s++(?&numeral)){{0,3}}+)"
    )
    bracket = r"(?:\s*+\([\p{L}\d\s]{1,40}+\))?"
    openings = [phrase for found in section_phrases("numerals", lang).values() for phrase in found]
    openings += [*section_phrases("measures", lang)["bound"], *digits]
    return regex.compile(
        rf"{beginning_pattern(openings)}(?:(?P<before>{bound})\s++)?(?P<number>{number}){bracket}\s*+(?:{qualifier}\s++)?"
        rf"(?P<unit>{unit})\p{{L}}*+(?:\s++(?P<after>{bound}))?",
        regex.IGNORECASE,
    )


def _quantities(sentence: str, start: int, lang: str) -> list[_Quantity]:
    found = []
    for match in _measure(lang).finditer(sentence):
        side = "before" if match["before"] is not None else "after"
        bound = (start + match.start(side), start + match.end(side)) if match[side] is not None else None
        place, unit = (
            (start + match.start(), start + match.end()),
            (start + match.start("unit"), start + match.end("unit")),
        )
        found.append(_Quantity(place, unit, bound))
    return found


def _nearest(quantities: list[_Quantity], trigger: Span) -> _Quantity | None:
    """Return the quantity that belongs to a trigger: a bound if there is one, and the nearest of these."""
    bounds = [one for one in quantities if one.bound is not None] or quantities
    return min(bounds, key=lambda one: abs(one.place[0] - trigger[0]), default=None)


# --- sentences ------------------------------------------------------------------------------------------------------


@cache
def _hint(lang: str) -> regex.Pattern[str]:
    """Compile how modal and bound words begin: what a sentence without a norm has not."""
    phrases = [phrase for key in _MODALITIES for phrase in section_phrases("modality", lang)[key]]
    phrases += section_phrases("measures", lang)["bound"]
    beginnings = {phrase.partition("*")[0][:_HINT_LENGTH].strip() for phrase in phrases}
    source = "|".join(sorted(r"\s+".join(map(regex.escape, beginning.split())) for beginning in beginnings))
    return regex.compile(rf"(?<!\p{{L}})(?:{source})", regex.IGNORECASE)


def _is_conditional(doc: Doc | Tokens, lang: str) -> bool:
    joining = _words("joining_words", "joining", lang)
    words = [token.lower_ for token in doc if token.lower_ not in joining]
    endings = _endings("grammar", "if_endings", lang)
    return any(
        word in _words("grammar", "if", lang) or (len(word) >= _SHORTEST_VERB and word.endswith(endings))
        for word in words
    )


def _limits_a_participle(following: str, lang: str) -> bool:
    """Tell whether the word behind a bound is a participle: `үч жүз күндүн ичинде төрөлгөн балдар`."""
    word = _TOKEN.match(following.lstrip())
    endings = _endings("grammar", "participle_endings", lang)
    return word is not None and len(word[0]) >= _SHORTEST_VERB and word[0].lower().endswith(endings)


def _norms_of(joined: str, start: int, end: int, lang: str) -> Iterator[Norm]:
    from spacy.tokens import Doc

    sentence = joined[start:end]
    places = [(start + match.start(), start + match.end()) for match in _TOKEN.finditer(sentence)]
    doc = Doc(pipeline_for(lang).vocab, words=[joined[begin:stop] for begin, stop in places])
    quantities = _quantities(sentence, start, lang)
    triggers = _triggers(doc, lang)
    for modality in dict.fromkeys(modality for modality, _ in triggers):
        spans = [span for found, span in triggers if found == modality]
        bearer = _bearer(doc, spans[0], lang)
        yield _norm(modality, [_place(span, places) for span in spans], bearer, places, quantities)
    bounds = [one.bound for one in quantities if one.bound is not None]
    if bounds and not triggers and not _is_conditional(doc, lang):
        at = next(i for i, place in enumerate(places) if place[0] >= bounds[0][0])
        if _limits_a_participle(sentence[bounds[0][1] - start :], lang):
            return
        bearer = _bearer(doc, doc[at : at + 1], lang)
        yield _norm("obligation", bounds, bearer, places, quantities)


def _norm(
    modality: str, triggers: list[Span], bearer: Tokens | None, places: list[Span], quantities: list[_Quantity]
) -> Norm:
    quantity = _nearest(quantities, triggers[0])
    return Norm(
        modality,
        tuple(triggers),
        None if bearer is None else _place(bearer, places),
        None if quantity is None else quantity.place,
        None if quantity is None else quantity.unit,
    )


def _place(span: Tokens, places: list[Span]) -> Span:
    return places[span.start][0], places[span.end - 1][1]


def find_norms(text: str, lang: str) -> list[Norm]:
    """Find the norms of a provision's own words, one for each modality of a sentence, sorted by place.

    A sentence without a modal word is an obligation where it sets a bound in numbers, its words being the trigger.

    >>> text = "Билим берүү уюму кеминде 20 %ынан кем эмесин камсыздоого тийиш."
    >>> [(norm.modality, text[slice(*norm.bearer)]) for norm in find_norms(text, "ky")]
    [('obligation', 'Билим берүү уюму')]
    """
    if not _hint(lang).search(text) and "-\n" not in text:
        return []
    joined = join_cut_words(text)

    def printed(place: Span | None) -> Span | None:
        return None if place is None else (place[0], printed_end(joined, place[1]))

    found = []
    _matchers(lang)
    sentences = [place for place in split_sentences(joined, lang) if _hint(lang).search(joined, *place)]
    with pipeline_for(lang).memory_zone():
        for norm in (norm for place in sentences for norm in _norms_of(joined, *place, lang)):
            triggers = tuple((begin, printed_end(joined, stop)) for begin, stop in norm.triggers)
            found.append(
                Norm(norm.modality, triggers, printed(norm.bearer), printed(norm.quantity), printed(norm.unit))
            )
    return found
