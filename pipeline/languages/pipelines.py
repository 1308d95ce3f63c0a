"""spaCy pipelines made from the vocabularies: one tokenizer and one set of rules for all languages, no models.

A word is split at every hyphen and a number from its sign, alike in every language: `2014-жылдын` is `2014 - жылдын`,
`№354` is `№ 354`. The entities, with what stands in their id, are

    ISSUER FORM ACT_KIND   phrases of the vocabulary: the key of the phrase; an issuer includes the country beside it
    DATE                   what `find_dates` finds: the ISO date
    NUMBER                 what `find_act_numbers` finds: the number as printed

spaCy is imported inside the functions of this file only, so that nothing else of the package waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import find_terms, load_vocabulary, section_phrases

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc, Span

_LABEL_OF_SECTION = {"issuers": "ISSUER", "forms": "FORM", "act_kinds": "ACT_KIND"}
_VALUES, _COUNTRIES = "dates_and_numbers", "countries_of_issuers"

_MARK = r"[-\u2010-\u2015()\[\]{}<>«»“”„\"'/,;:!?…*№§.]"
_OPENING = regex.compile(rf"^{_MARK}")
_CLOSING = regex.compile(rf"{_MARK}$")
# 2014|-|жылдын; 24|/|7; №|354; but 12.10.2015 and 4,5 stay whole
_INSIDE = regex.compile(rf"(?<!\d)[.,]|[.,](?!\d)|(?![.,]){_MARK}")

# one token of a phrase, as the tokenizer below splits it
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+\*?|[^\s\p{L}\p{M}\p{N}]")

_TokenPattern = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entity:
    """What is named at `start..end` (code points, half-open): a label, and the key or value it stands for."""

    label: str
    key: str
    start: int
    end: int


def _tokenizer_of(nlp: Language) -> Tokenizer:
    from spacy.tokenizer import Tokenizer

    return Tokenizer(
        nlp.vocab, prefix_search=_OPENING.search, suffix_search=_CLOSING.search, infix_finditer=_INSIDE.finditer
    )


def _blank_language(lang: str) -> Language:
    """Make an empty pipeline with our tokenizer; a language that spaCy has no class for (Kazakh) gets one."""
    from spacy.attrs import IS_SPACE, LOWER, NORM
    from spacy.language import Language
    from spacy.util import get_lang_class, registry

    try:
        language = get_lang_class(lang)
    except ImportError:
        language = type(load_vocabulary(lang).name, (Language,), {"lang": lang})
        registry.languages.register(lang, func=language)
    nlp = language(create_tokenizer=_tokenizer_of)
    # A new word costs a call for each of its attributes: keep those that the patterns ask for, and what spaCy needs.
    words: Any = nlp.vocab  # its type stub leaves the getters out
    words.lex_attr_getters = {name: words.lex_attr_getters[name] for name in (LOWER, NORM, IS_SPACE)}
    return nlp


# `күндүзгү-сырттан (кеч*)` -> күндүзгү - сырттан ( кеч.. ), white space between any two of them
def _token_patterns(phrase: str) -> list[_TokenPattern]:
    patterns: list[_TokenPattern] = []
    for token in _TOKEN.findall(phrase):
        if patterns:
            patterns.append({"IS_SPACE": True, "OP": "*"})
        stem = token.removesuffix("*")
        patterns.append({"LOWER": stem} if stem == token else {"LOWER": {"REGEX": rf"^{regex.escape(stem)}\w*$"}})
    return patterns


def _ruler_patterns(lang: str) -> Iterator[_TokenPattern]:
    for section, label in _LABEL_OF_SECTION.items():
        for key, phrases in section_phrases(section, lang).items():
            for phrase in phrases:
                yield {"label": label, "pattern": _token_patterns(phrase), "id": key}


def _values_in(doc: Doc) -> Iterator[Span]:
    found = [("DATE", match.value.isoformat(), match.start, match.end) for match in find_dates(doc.text)]
    found += [("NUMBER", match.num, match.start, match.end) for match in find_act_numbers(doc.text)]
    for label, key, start, end in found:
        # "expand" gives a span for every offset inside the text: it is None only for an empty one
        span = doc.char_span(start, end, label=label, span_id=key, alignment_mode="expand")
        if span is not None:
            yield span


def _add_values(doc: Doc) -> Doc:
    from spacy.util import filter_spans

    doc.set_ents(filter_spans(_values_in(doc)))
    return doc


def _country_beside(issuer: Span, countries: list[Span], side: str) -> Span | None:
    """Find the country on that side of the issuer, with nothing but white space between the two."""
    for country in countries:
        first, second = (country, issuer) if side == "before" else (issuer, country)
        if first.end <= second.start and all(token.is_space for token in issuer.doc[first.end : second.start]):
            return country
    return None


def _widen_issuers(doc: Doc, lang: str) -> Doc:
    from spacy.tokens import Span
    from spacy.util import filter_spans

    terms = find_terms("country", doc.text, lang)
    spans = [doc.char_span(term.start, term.end, alignment_mode="expand") for term in terms]
    countries = [span for span in spans if span is not None]
    side = load_vocabulary(lang).country_side
    entities: list[Span] = []
    for entity in doc.ents:
        country = _country_beside(entity, countries, side) if entity.label_ == "ISSUER" else None
        if country is None:
            entities.append(entity)
        else:
            start, end = min(entity.start, country.start), max(entity.end, country.end)
            entities.append(Span(doc, start, end, label=entity.label, span_id=entity.ent_id_))
    doc.set_ents(filter_spans(entities))
    return doc


@cache
def _register_components() -> None:
    from spacy.language import Language

    @Language.component(_VALUES)
    def add_values(doc: Doc) -> Doc:
        return _add_values(doc)

    @Language.factory(_COUNTRIES)
    def widen_issuers(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        return partial(_widen_issuers, lang=str(nlp.lang))


@cache
def pipeline_for(lang: str) -> Language:
    """Build the spaCy pipeline of a language, once. Raises UnknownVocabularyError for a language without vocabulary."""
    load_vocabulary(lang)
    _register_components()
    nlp = _blank_language(lang)
    nlp.add_pipe(_VALUES)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(list(_ruler_patterns(lang)))  # type: ignore[attr-defined]
    nlp.add_pipe(_COUNTRIES)
    return nlp


def find_entities(text: str, lang: str) -> list[Entity]:
    """Find issuers, forms of study, kinds of act, dates and act numbers, sorted by place and without overlap.

    Entities end at the bounds of words. Raises UnknownVocabularyError for a language without vocabulary.

    >>> entities = find_entities("КР Өкмөтүнүн 2014-жылдын 26-июнундагы № 354 токтому", "ky")
    >>> [(entity.label, entity.key) for entity in entities]
    [('ISSUER', 'government'), ('DATE', '2014-06-26'), ('NUMBER', '354'), ('ACT_KIND', 'decree')]
    """
    nlp = pipeline_for(lang)
    # The zone forgets the words of this text, so that memory stays flat in the number of texts.
    with nlp.memory_zone():
        return [Entity(entity.label_, entity.ent_id_, entity.start_char, entity.end_char) for entity in nlp(text).ents]
