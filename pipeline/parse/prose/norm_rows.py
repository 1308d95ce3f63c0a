"""Spell who must, must not or may do what as rows of `norms`, provision by provision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Cell, Row, Value, Witness
from pipeline.parse.evidence import Evidence
from pipeline.parse.passage import Span, Words
from pipeline.parse.prose.norms import find_norms
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
        own = (norm for norm in find_norms(words.text, prose.lang) if not _is_within(norm.triggers, quoted))
        for number, norm in enumerate(own, 1):
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


def _is_within(places: Sequence[Span], quoted: Sequence[Span]) -> bool:
    return all(any(start <= place[0] and place[1] <= end for start, end in quoted) for place in places)
