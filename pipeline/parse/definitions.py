"""Spell what provisions define as rows: terms with their definitions, and the short names they introduce."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Cell, Row, Value
from pipeline.parse.evidence import Evidence
from pipeline.parse.passage import Words
from pipeline.parse.provisions import PartOfProse, Provision
from pipeline.parse.terms import find_definitions, opens_glossary


def spell_definitions(prose: PartOfProse, act_id: str, evidence: Evidence) -> Iterator[Row]:
    """Spell the definitions of one part in one language as rows of `definitions`, in print order."""
    for provision in prose.provisions:
        words = Words(evidence.cleaned.text, provision.clause.text)
        found = find_definitions(words.text, prose.lang, in_glossary=_is_in_glossary(provision, prose.lang, evidence))
        for number, one in enumerate(found, 1):
            definition_id = f"{provision.provision_id}:definition-{number}"
            values: dict[str, Value] = {"term": evidence.text(words.spans(*one.term), prose.lang)}
            if one.abbreviation:
                values["abbreviation"] = evidence.text(words.spans(*one.abbreviation), prose.lang)
            if one.definition:
                values["definition"] = evidence.text(words.spans(*one.definition), prose.lang)
            if num := provision.row.values.get("num"):
                values["num"] = num
            cells: dict[str, Cell] = {
                "definition_id": definition_id,
                "act_id": act_id,
                "provision_id": provision.provision_id,
                "lang": prose.lang,
                "concept_key": definition_id.replace(f"{act_id}:{prose.lang}:", f"{act_id}:", 1),
            }
            yield Row("definitions", definition_id, cells, values)


def _is_in_glossary(provision: Provision, lang: str, evidence: Evidence) -> bool:
    """Tell whether the provision above one opens a list of terms, by its heading or its words."""
    above = provision.parent
    if above is None:
        return False
    words = Words(evidence.cleaned.text, (*above.clause.heading, *above.clause.text))
    return opens_glossary(words.text, lang)
