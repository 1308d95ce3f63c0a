"""Spell what provisions define as rows: terms with their definitions, and the short names they introduce."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Cell, Finding, Row, Value
from pipeline.parse.evidence import Evidence
from pipeline.parse.passage import Words
from pipeline.parse.prose.provisions import PartOfProse, Provision
from pipeline.parse.prose.terms import find_definitions, opens_glossary


def spell_definitions(prose: PartOfProse, act_id: str, evidence: Evidence, findings: list[Finding]) -> Iterator[Row]:
    """Spell the definitions of one part in one language as rows of `definitions`, in print order.

    A term of which its short name repeats nothing is doubted in `findings`.
    """
    glossaries: set[str] = set()
    for provision in prose.provisions:
        words = Words.of_spans(evidence.cleaned.text, provision.clause.text)
        above = provision.parent.provision_id if provision.parent else None
        found = find_definitions(words.text, prose.lang, in_glossary=above in glossaries)
        if _opens_glossary(provision, prose.lang, evidence):
            # The items of an article's glossary stand beside the paragraph that opens it.
            glossaries |= {provision.provision_id, *([above] if above and provision.clause.kind == "paragraph" else [])}
        for number, one in enumerate(found, 1):
            definition_id = f"{provision.provision_id}:definition-{number}"
            values: dict[str, Value] = {"term": evidence.text(words.spans(*one.term), prose.lang)}
            if one.abbreviation:
                values["abbreviation"] = evidence.text(words.spans(*one.abbreviation), prose.lang)
            if one.definition:
                values["definition"] = evidence.text(words.spans(*one.definition), prose.lang)
            if num := provision.row.values.get("num"):
                values["num"] = num
            if one.unsure:
                piece = values["term"].witnesses[0].pieces[0]
                message = f"the short name {values['abbreviation'].value!r} repeats no word of what it stands for"
                findings.append(
                    Finding("term_unsure", "warning", message, piece.start, piece.end, "definitions", definition_id)
                )
            cells: dict[str, Cell] = {
                "definition_id": definition_id,
                "act_id": act_id,
                "provision_id": provision.provision_id,
                "lang": prose.lang,
                "concept_key": definition_id,
            }
            yield Row("definitions", definition_id, cells, values)


def _opens_glossary(provision: Provision, lang: str, evidence: Evidence) -> bool:
    """Tell whether a provision opens a list of terms, by its heading or its words."""
    words = Words.of_spans(evidence.cleaned.text, (*provision.clause.heading, *provision.clause.text))
    return opens_glossary(words.text, lang)
