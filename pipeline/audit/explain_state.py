"""What makes a concept barred in an edition: the bars that count there, and the entries of the concept with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.audit.explanation import ShownRestriction, ShownState
from pipeline.audit.report import Told
from pipeline.diff.lenses import view_act
from pipeline.published import rows


def show_state(row: Mapping[str, Any], out: Path) -> ShownState | None:
    """Show what the state of a row of `lineage` stands on; None where the concept is absent.

    The state is the concept's in the edition: of all its entries there, not of the entry in the row alone.
    """
    if row["entry_id"] is None:
        return None
    concept = rows("lineage", out, concept_id=row["concept_id"], act_id=row["act_id"])
    barred = rows("restrictions", out, act_id=row["act_id"])
    counted = view_act("distance", barred, ()).forms
    own = {one["entry_id"] for one in concept}
    bars = [one for one in barred if one["entry_id"] in own and one["form"] in counted]
    return ShownState(
        row["state"],
        row["act_id"],
        tuple(sorted(counted)),
        tuple(dict.fromkeys(one["entry_id"] for one in bars)),
        tuple(ShownRestriction(one["restriction_id"], one["qualification"], one["form"]) for one in bars),
    )


def tell_state(shown: ShownState) -> Iterator[Told]:
    """Yield the lines of a state: whose it is, what counts there, and the bars that it stands on."""
    counts = f"the form that counts is {' or '.join(shown.forms)}" if shown.forms else "no form counts"
    stands = "it stands on" if shown.bars else "none of its entries there is barred from that"
    yield "around", ""
    yield "head", f"{shown.state} is the state of the concept in {shown.act_id}, where {counts}; {stands}"
    for bar in shown.bars:
        yield "value", f"  {bar.restriction_id}"
