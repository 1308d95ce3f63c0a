"""Each concept through the editions: where it stands in each, and whether it is barred there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.diff.changes import Bars, bars_of, level_of
from pipeline.diff.lenses import View
from pipeline.languages.glossary import load_meanings
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.link.concepts import Concept
from pipeline.link.crosswalk import Edition
from pipeline.link.names.readings import read_name


def lineage_rows(
    concepts: Iterable[Concept], editions: Sequence[Edition], views: Mapping[str, View], bars: Mapping[str, Bars]
) -> list[dict[str, Any]]:
    """Return the rows of `lineage`; `views` are the acts as the lens `distance` sees them."""
    rows = []
    for concept in concepts:
        by_act = {item.act_id: item for item in concept.items}
        for edition in editions:
            item = by_act.get(edition.act_id)
            common = {"concept_id": concept.concept_id, "act_id": edition.act_id}
            if item is None:
                absent = f"{concept.concept_id}..{edition.act_id}"
                rows.append({**common, "lineage_id": absent, "entry_id": None, "level": None, "state": "absent"})
                continue
            forms = {form for _, form in bars_of(item, bars)}
            state = "barred" if forms & views[edition.act_id].forms else "listed"
            for entry_id in item.entry_ids:
                named = {"lineage_id": f"{concept.concept_id}..{entry_id}", "entry_id": entry_id}
                rows.append({**common, **named, "level": level_of(item), "state": state})
    return rows


def concept_rows(concepts: Iterable[Concept]) -> list[dict[str, Any]]:
    """Return the rows of `concepts`."""
    return [
        {
            "concept_id": concept.concept_id,
            **{f"label_{lang}": _label(concept, lang) for lang in LANGUAGES},
            "label_en": _english(concept),
        }
        for concept in concepts
    ]


def member_rows(concepts: Iterable[Concept]) -> list[dict[str, Any]]:
    """Return the rows of `concept_members`."""
    return [
        {"concept_id": concept.concept_id, "entry_id": entry_id}
        for concept in concepts
        for item in concept.items
        for entry_id in item.entry_ids
    ]


def _label(concept: Concept, lang: str) -> str | None:
    """Return the name in a language that the newest edition prints."""
    names = (name for item in reversed(concept.items) for one, name in item.names if one == lang)
    return next(names, None)


def _english(concept: Concept) -> str | None:
    """Return what the glossary calls a concept that one of its meanings covers whole."""
    meanings = load_meanings()
    for item in reversed(concept.items):
        for lang, name in item.names:
            tokens = read_name(name, lang).forms
            if len(tokens) == 1 and len(tokens[0].meanings) == 1:
                return meanings[next(iter(tokens[0].meanings))].label
    return None
