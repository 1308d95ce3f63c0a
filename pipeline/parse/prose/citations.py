"""Spell the mentions of other acts as rows of `citations`: in the provisions of an act, or in a text that is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from pipeline.languages.vocabulary import LANGUAGES, find_terms
from pipeline.model import Cell, Row, Value, Witness
from pipeline.parse.evidence import Evidence
from pipeline.parse.passage import Passage, Words
from pipeline.parse.prose.mentions import Mention, find_mentions
from pipeline.parse.prose.policies import POLICIES, approves_what_follows
from pipeline.parse.prose.provisions import PartOfProse, Provision
from pipeline.segment import Layout
from pipeline.text.stems import stem_of

_WORD = regex.compile(r"[\p{L}\d]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an act is told from others by: its number, its date, its titles; `approving` ones name what it approves."""

    number: str | None
    day: date | None
    titles: frozenset[str]
    approving: frozenset[str]

    @staticmethod
    def of(number: str | None, day: date | None, titles: Iterable[str]) -> Identity:
        """Make the identity of an act from its titles as printed."""
        printed = tuple(titles)
        approving = (title for title in printed if any(term.key == "approved" for term in find_terms("annex", title)))
        return Identity(number, day, frozenset(map(fold_title, printed)), frozenset(map(_stem_title, approving)))

    def is_named_by(self, mention: Mention, words: Words) -> bool:
        """Tell whether a mention names this very act: by its number, with its date or none, or by its title alone."""
        number = "".join(words.text[slice(*mention.number)].split()) if mention.number else None
        if number or mention.date:
            return number == self.number and mention.date is not None and mention.date.value == self.day
        if mention.title is None:
            return False
        title = words.text[slice(*mention.title)]
        if fold_title(title) in self.titles:
            return True
        return _is_policy(mention) and any(_stem_title(title) in own for own in self.approving)


def fold_title(title: str) -> str:
    """Return a title without its blanks, marks and letter case."""
    return "".join(filter(str.isalnum, title)).casefold()


def _stem_title(title: str) -> str:
    """Return the stems of a title's words: it is the same in all its cases."""
    words = _WORD.findall(title.casefold())
    return f" {' '.join(stem_of(word) or word for word in words)} "


def _is_policy(mention: Mention) -> bool:
    return mention.kind is not None and mention.kind.key in POLICIES


def cite_in_prose(prose: PartOfProse, act_id: str, source_id: str, own: Identity, evidence: Evidence) -> Iterator[Row]:
    """Spell the acts that one part in one language cites, in print order; the act itself, `own`, is none of them."""
    for provision in prose.provisions:
        words = Words.of_spans(evidence.cleaned.text, (*provision.clause.heading, *provision.clause.text))
        place = source_id + provision.provision_id.removeprefix(act_id)
        found = [
            (one, lang)
            for one, lang in _find(words.text, prose.lang)
            if not own.is_named_by(one, words) and not _is_approved_above(one, words.text, provision, evidence)
        ]
        cells: dict[str, Cell] = {"source_id": source_id, "act_id": act_id, "provision_id": provision.provision_id}
        yield from _spell_all(found, words, place, cells, evidence)


def _is_approved_above(mention: Mention, text: str, provision: Provision, evidence: Evidence) -> bool:
    """Tell whether a policy is an item of what the words above it approve."""
    if not _is_policy(mention) or provision.parent is None or any(map(str.isalnum, text[: mention.start])):
        return False
    above = Words.of_spans(evidence.cleaned.text, provision.parent.clause.text).text
    return approves_what_follows(above, str(provision.row.cells["lang"]))


def cite_in_article(layout: Layout, source_id: str, evidence: Evidence) -> Iterator[Row]:
    """Spell the acts that a text which is no act cites, language by language."""
    for lang in (lang for lang in layout.languages if lang in LANGUAGES):
        words = Passage(layout.stream(lang))
        cells: dict[str, Cell] = {"source_id": source_id, "act_id": None, "provision_id": None}
        yield from _spell_all(_find(words.text, lang), words, f"{source_id}:{lang}", cells, evidence)


def _find(text: str, lang: str) -> list[tuple[Mention, str]]:
    """Return the mentions in a text, in order, each with its language: the text's own, or that of its title."""
    found = [(mention, lang) for mention in find_mentions(text, lang)]
    for other in LANGUAGES:
        taken = [(mention.start, mention.end) for mention, _ in found]
        found += [
            (mention, other)
            for mention in (find_mentions(text, other) if other != lang else ())
            if mention.title and all(mention.end <= start or end <= mention.start for start, end in taken)
        ]
    return sorted(found, key=lambda one: one[0].start)


def _spell_all(
    mentions: Sequence[tuple[Mention, str]], words: Words, place: str, cells: dict[str, Cell], evidence: Evidence
) -> Iterator[Row]:
    for number, (mention, lang) in enumerate(mentions, 1):
        citation_id = f"{place}:citation-{number}"
        values: dict[str, Value] = {}
        if mention.kind:
            kind = words.spans(mention.kind.start, mention.kind.end)
            values["cited_kind"] = evidence.fact(mention.kind.key, kind, lang)
        if title := mention.title or mention.name:
            values["cited_title"] = evidence.text(words.spans(*title), lang)
        if mention.number:
            values["cited_number"] = evidence.number(words.spans(*mention.number), lang)
        if mention.date:
            spans = words.spans(mention.date.start, mention.date.end)
            values["cited_date"] = evidence.fact(mention.date.value, spans, lang)
        if mention.locators:
            values["cited_locator"] = _locators(mention, words, lang, evidence)
        empty: dict[str, Cell] = {} if mention.locators else {"cited_locator": ()}
        yield Row("citations", citation_id, {"citation_id": citation_id, **cells, "lang": lang, **empty}, values)


def _locators(mention: Mention, words: Words, lang: str, evidence: Evidence) -> Value:
    items: dict[str, Witness] = {}
    for locator in mention.locators:
        printed = evidence.text(words.spans(locator.start, locator.end), lang)
        items.setdefault(f"{locator.unit} {printed.value}", printed.witnesses[0])
    return Value(tuple(items), tuple(items.values()))
