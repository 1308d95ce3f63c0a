"""Find the act that an id, a part of an id, or a number means."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import UnknownIdError
from pipeline.published import rows

# More acts than this are not named one by one.
_NAMED = 12
_SUGGESTED = 3


def _listed(act_ids: Sequence[str]) -> str:
    return ", ".join(act_ids) if len(act_ids) <= _NAMED else "too many to name: tizmek tables acts"


def find_act(asked: str, out: Path) -> str:
    """Return the id of the one act of the published folder `out` that is asked for.

    Its id does, else its number, else a part of its id. Raises UnknownIdError where no act fits, or several do.
    """
    numbers: dict[str, str | None] = {row["act_id"]: row["number"] for row in rows("acts", out)}
    if asked in numbers:
        return asked
    found = [act_id for act_id, number in numbers.items() if number == asked] if asked else []
    found = found or [act_id for act_id in numbers if asked and asked.lower() in act_id]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownIdError(f"{asked!r} fits {len(found)} acts", place=str(out), advice=_listed(found))
    near = difflib.get_close_matches(asked, numbers, n=_SUGGESTED)
    advice = f"the closest are {', '.join(near)}" if near else f"there are {_listed(list(numbers)) or 'none'}"
    raise UnknownIdError(f"no act has the id {asked!r}", place=str(out), advice=advice)
