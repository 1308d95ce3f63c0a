"""What stands below a provision: the acts that changed it and the acts it names, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.browse.points import Row

# What was changed is named where the note doesn't stand below it.
_WHOLES = ("act", "annex")


def _named(number: str | None, date: object) -> str:
    return " ".join(str(part) for part in (date, f"№ {number}" if number else None) if part)


def _change(amendment: Row, named: bool) -> str:
    kind = str(amendment["kind"]).replace("_", " ")
    if not named or amendment["target_kind"] in _WHOLES:
        return kind
    return " ".join(part for part in (amendment["target_kind"], amendment["target_num"]) if part) + f": {kind}"


def tell_amendments(amendments: Iterable[Row], *, named: bool = False) -> Iterator[str]:
    """Yield a note for each change, with all acts that made it; `named` notes say what was changed.

    `[amended 2019-10-24 № 572, 2020-05-20 № 262]`. Where the editors name no act, the note is in their words.
    """
    changes: dict[str, dict[str, None]] = {}
    for amendment in amendments:
        change, by = _change(amendment, named), _named(amendment["by_number"], amendment["by_date"])
        if not by:
            change, by = f"{change}:", amendment["note"]
        changes.setdefault(change, {})[by] = None
    for change, acts in changes.items():
        yield f"[{change} {', '.join(acts)}]"


def _citation(citation: Row) -> str:
    title = f"“{citation['cited_title']}”" if citation["cited_title"] else ""
    act = " ".join(
        part
        for part in (
            citation["cited_kind"].replace("_", " "),
            title,
            f"№ {citation['cited_number']}" if citation["cited_number"] else "",
            str(citation["cited_date"] or ""),
        )
        if part
    )
    where = ", ".join([act, *citation["cited_locator"]])
    resolved = f" → {citation['resolved_act_id']}" if citation["resolved_act_id"] else ""
    return f"cites {where}{resolved}"


def tell_citations(citations: Iterable[Row]) -> Iterator[str]:
    """Yield a line for each act that is named: `cites decree № 77 2025-02-17, article 3 → kg-2025-77`."""
    yield from dict.fromkeys(map(_citation, citations))
