"""Make one act of its sources.

Each part of an act has one witness: each list a source, each language of its prose a source. The better witness is
believed; what it doesn't print, another gives, and what another prints otherwise is a finding at its place there. A
place that prints the same is a further witness of the value.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import cast

from pipeline.join.apart import tell_apart
from pipeline.join.evidence import keep_evidence
from pipeline.join.lists import join_lists
from pipeline.join.numbers import renumber
from pipeline.join.prose import join_prose
from pipeline.join.rows import merge_rows
from pipeline.join.told import Told
from pipeline.join.witness import Row, Witness, rank
from pipeline.model import COPY_SET_ASIDE
from pipeline.write.act_ids import rename_act
from pipeline.write.chunk import Chunk

_ASIDE = (
    "all that is read of this source, better sources print too, and these were read whole: its gaps are none of the act"
)
_OF_NO_ACT = {"act_id": None, "table_name": None, "row_id": None}


def join_sources(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the acts that sources with one act id print, the oldest edition first.

    Sources that print one state of one act give one chunk. The oldest edition keeps the id, of those as old that of the
    first source; another (another edition, or the act of another body that numbers alike) gets `<act_id>~<its first
    source>`, and a finding says why.
    """
    if len(chunks) == 1:
        return list(chunks)
    states: list[tuple[str, list[Witness]]] = []
    for witness in sorted(map(Witness, chunks), key=_amended_on):
        whys = [_tell_apart(state, witness) for _, state in states]
        if None in whys:
            states[whys.index(None)][1].append(witness)
        else:
            states.append((str(whys[0]) if whys else "", [witness]))
    act_id, keeper = str(chunks[0]["acts"][0]["act_id"]), states[0][1][0].source_id
    joined = [(why, state[0].source_id, _join(state)) for why, state in states]
    return [
        chunk if source_id == keeper else rename_act(chunk, f"{act_id}~{source_id}", keeper, why)
        for why, source_id, chunk in joined
    ]


def _amended_on(witness: Witness) -> date:
    """Return the day of the newest amendment in the text of a source, the first of all days where it has none."""
    return cast("date | None", witness.act.get("consolidated_to")) or date.min


def _tell_apart(state: Sequence[Witness], witness: Witness) -> str | None:
    return next(filter(None, (tell_apart(one, witness) for one in state)), None)


def _join(state: Sequence[Witness]) -> Chunk:
    """Join the sources of one state of an act into one chunk, in the order of their ids."""
    if len(state) == 1:
        return state[0].chunk
    witnesses = list[Witness]()
    for one in sorted(state, key=rank):
        witnesses.append(renumber(one, witnesses))
    act, told = _join_acts(witnesses)
    lists, prose = join_lists(witnesses), join_prose(witnesses)
    facts: Chunk = {
        **prose.rows,
        "acts": [act],
        "lists": lists.lists,
        "list_entries": lists.entries,
        "restrictions": lists.restrictions,
    }
    joined = Witness(facts).rows
    kept = {witness: keep_evidence(witness, joined, prose.believed) for witness in witnesses}
    proofs = {witness: evidence["provenance"] for witness, evidence in kept.items()}
    aside = _find_aside(witnesses, proofs, joined["list_entries"])
    for one in aside:
        kept[one]["findings"] = [row | _OF_NO_ACT for row in kept[one]["findings"]]
        told.append(Told(one, COPY_SET_ASIDE, "info", _ASIDE, "acts", str(act["act_id"])))
    act |= _count_unread([one for one in witnesses if one not in aside])
    state = sorted(witnesses, key=lambda one: one.source_id)
    evidence = [kept[one] for one in state]
    rows = map(Told.as_row, (*told, *lists.told, *prose.told))
    found = {row["finding_id"]: row for row in rows}.values()
    return {
        **facts,
        "sources": [row for witness in state for row in witness.chunk["sources"]],
        **{table: list(chain(*(one[table] for one in evidence))) for table in evidence[0]},
        "findings": [*chain(*(one["findings"] for one in evidence)), *found],
    }


def _find_aside(
    witnesses: Sequence[Witness], proofs: Mapping[Witness, Sequence[Row]], entries: Container[str]
) -> list[Witness]:
    """Return the sources, worse than the best, that print nothing but what the others, which were read whole, print.

    An entry that was left out, with none of its places among the proofs, is more than the others print.
    """
    best, *others = witnesses
    aside, proven = list[Witness](), set[tuple[object, ...]]()
    for one in witnesses:
        keys = {(place["table_name"], place["row_id"], place["field"]) for place in proofs[one]}
        printed = keys <= proven and all(entry_id in entries for entry_id in one.rows["list_entries"])
        if one in others and printed and (one.standing, one.doubts) > (best.standing, best.doubts):
            aside.append(one)
        proven |= keys
    return aside if not any(any(one.standing) for one in witnesses if one not in aside) else []


def _join_acts(witnesses: Sequence[Witness]) -> tuple[dict[str, object], list[Told]]:
    row, told = merge_rows("acts", str(witnesses[0].act["act_id"]), witnesses)
    return row | {"source_ids": tuple(sorted(one.source_id for one in witnesses))}, told


def _count_unread(witnesses: Sequence[Witness]) -> dict[str, object]:
    whole = all(one.act["completeness"] == "complete" for one in witnesses)
    return {
        "completeness": "complete" if whole else "incomplete",
        "unexplained_char_count": sum(int(one.act["unexplained_char_count"]) for one in witnesses),
    }
