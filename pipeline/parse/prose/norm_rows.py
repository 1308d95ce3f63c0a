"""Spell who must, must not or may do what as rows of `norms`, provision by provision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Cell, Row, Value, Witness
from pipeline.parse.evidence import Evidence
from pipeline.parse.passage import Span, Words
from pipeline.parse.prose.norms import Norm, find_norms
from pipeline.parse.prose.provisions import PartOfProse
from pipeline.parse.prose.quotes import find_quoted


def spell_norms(prose: PartOfProse, act_id: str, evidence: Evidence) -> Iterator[Row]:
    """Spell the norms of one part in one language as rows of `norms`, in print order.

    What stands in quotes (`слова "не менее 20 %" заменить словами …`) is said by another act, or isn't yet.
    """
    for provision in prose.provisions:
        if provision.clause.paragraph.quoted:
            continue
        words = Words.of_spans(evidence.cleaned.text, provision.clause.text)
        quoted = find_quoted(words.text)
        own = (_outside(norm, quoted) for norm in find_norms(words.text, prose.lang))
        for number, norm in enumerate(filter(None, own), 1):
            norm_id = f"{provision.provision_id}:norm-{number}"
            triggers: dict[str, Witness] = {}
            for place in norm.triggers:
                printed = evidence.text(words.spans(*place), prose.lang)
                triggers.setdefault(str(printed.value), printed.witnesses[0])
            values: dict[str, Value] = {"triggers": Value(tuple(triggers), tuple(triggers.values()))}
            for name, span in (("bearer", norm.bearer), ("quantity", norm.quantity), ("unit", norm.unit)):
                if span:
                    values[name] = evidence.text(words.spans(*span), prose.lang)
            cells: dict[str, Cell] = {
                "norm_id": norm_id,
                "act_id": act_id,
                "provision_id": provision.provision_id,
                "lang": prose.lang,
                "modality": norm.modality,
            }
            yield Row("norms", norm_id, cells, values)


def _outside(norm: Norm, quoted: Sequence[Span]) -> Norm | None:
    """Return what a norm says outside of quotes; None where it says nothing there."""

    def is_own(place: Span) -> bool:
        return not any(start <= place[0] and place[1] <= end for start, end in quoted)

    if not (triggers := tuple(filter(is_own, norm.triggers))):
        return None
    if norm.quantity and not is_own(norm.quantity):
        return replace(norm, triggers=triggers, quantity=None, unit=None)
    return replace(norm, triggers=triggers)
