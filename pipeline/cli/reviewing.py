"""review: what a person may decide about two entries, and what a decision would do."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.endings import NOT_WRITTEN
from pipeline.cli.options import Json, Out, Sources
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_table, print_wrapped, visible

if TYPE_CHECKING:
    from pipeline.diff.decide import Difference
    from pipeline.read.decisions import Decision


class CloseKindName(StrEnum):
    """The right entry seen from the left."""

    BROADER = "broader"
    NARROWER = "narrower"
    OVERLAP = "overlap"


@app.command(
    epilog="\b\nExamples:\n  tizmek review\n  tizmek review --pair ID_OF_AN_ACT ID_OF_ANOTHER\n"
    "  tizmek review --decide LEFT_ENTRY RIGHT_ENTRY close --close-kind overlap \\\n"
    '    --reason "one is for bachelors, one for specialists" --by linguist'
)
def review(
    pair: Annotated[
        tuple[str, str] | None, typer.Option("--pair", metavar="LEFT RIGHT", help="Only between these two acts.")
    ] = None,
    decide: Annotated[
        tuple[str, str, str] | None,
        typer.Option("--decide", metavar="LEFT RIGHT RELATION", help="Two entries, and exact, close or rejected."),
    ] = None,
    close_kind: Annotated[
        CloseKindName | None, typer.Option("--close-kind", help="For close: the right entry seen from the left.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it was decided so.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="ROLE", help="Who decided, by role: linguist.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day; today unless it is named.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the decision without asking.")] = False,
    out: Out = Path("extracted"),
    sources: Sources = Path("sources"),
    as_json: Json = False,
) -> None:
    """Show the pairs of entries that nobody decided, rivals together, with their printed lines; decide one of them.

    A decision is shown with all that it would change in the comparison before its line is written to
    decisions/crosswalk.csv beside the sources. The tables change with the next build.
    """
    if decide is None:
        _refuse_alone({"--close-kind": close_kind, "--reason": reason, "--by": by, "--on": on, "--yes": yes or None})
        _show_candidates(pair, out, sources, as_json=as_json)
        return
    if pair is not None:
        raise typer.BadParameter("--pair chooses what to show; it can't stand beside --decide")
    _decide(_words_of(decide, close_kind, reason, by, on), out, sources, yes=yes, as_json=as_json)


def _refuse_alone(options: dict[str, object]) -> None:
    for name, value in options.items():
        if value is not None:
            raise typer.BadParameter(f"{name} belongs to a decision: name the entries with --decide")


def _show_candidates(pair: tuple[str, str] | None, out: Path, sources: Path, *, as_json: bool) -> None:
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.find_act import find_act
    from pipeline.browse.review import COLUMNS, read_candidates, table_of, tell_rivals

    with refuse_damaged(out):
        acts = (find_act(pair[0], out), find_act(pair[1], out)) if pair else None
        groups = read_candidates(out, sources, acts)
    if as_json:
        print_json([group.as_dict() for group in groups])
    elif sys.stdout.isatty():
        print_wrapped(tell_rivals(groups))
    else:
        print_table(COLUMNS, table_of(groups))
    causes = Counter[str]()
    for group in groups:
        causes[group.cause] += len(group.candidates)
    told = ", ".join(f"{count} {cause}" for cause, count in causes.most_common())
    counted = f"{causes.total()} candidate{'' if causes.total() == 1 else 's'}"
    typer.echo(f"{counted}{f': {told}' if told else ''}", err=True)


def _words_of(
    decide: tuple[str, str, str], close_kind: CloseKindName | None, reason: str | None, by: str | None, on: str | None
) -> dict[str, Any]:
    """Check the words of a decision; return its cells, but for the names. Raises BadParameter."""
    from pipeline.read.decisions import RELATIONS

    relation = decide[2]
    if relation not in RELATIONS:
        raise typer.BadParameter(f"{relation!r} is none of {', '.join(RELATIONS)}", param_hint="--decide")
    if (relation == "close") != (close_kind is not None):
        raise typer.BadParameter("close needs it, exact and rejected have none", param_hint="--close-kind")
    for option, words in (("--reason", reason), ("--by", by)):
        if not words or not words.strip() or not words.strip().isprintable():
            raise typer.BadParameter("a decision needs it, in one line of text", param_hint=option)
    try:
        day = date.fromisoformat(on) if on else datetime.now().astimezone().date()
    except ValueError as error:
        raise typer.BadParameter(f"expected a date such as 2026-11-20, found {on!r}", param_hint="--on") from error
    return {
        "left_entry_id": decide[0],
        "right_entry_id": decide[1],
        "relation": relation,
        "close_kind": close_kind.value if close_kind else None,
        "reason": (reason or "").strip(),
        "decided_by": (by or "").strip(),
        "decided_on": day,
    }


def _decide(cells: dict[str, Any], out: Path, sources: Path, *, yes: bool, as_json: bool) -> None:
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.audit.find_row import find_row
    from pipeline.diff.decide import is_published, names_of, what_if
    from pipeline.read.decisions import FILE, Decision, read_decisions, read_editions
    from pipeline.write.decisions import add_decision

    with refuse_damaged(out):
        left, right = (find_row(cells[side], "list_entries", out)[1] for side in ("left_entry_id", "right_entry_id"))
        names = names_of(left, right, out)
        known = read_decisions(sources)
        cells |= {"left_entry_id": left, "right_entry_id": right, "left_name": names[0], "right_name": names[1]}
        decision = Decision(**cells, place=str(sources / FILE))
        changed = what_if(decision, known, out, read_editions(sources))
        if not is_published(known, out):
            typer.echo(
                visible(f"warning: {out} was built with other decisions than those in {sources / FILE}"), err=True
            )
    if not as_json:
        _show_decision(decision, changed)
    written = yes or _is_confirmed()
    if written:
        path = add_decision(sources, decision)
        typer.echo(visible(f"written to {path}; build to publish what it changes"), err=True)
    if as_json:
        told = {"decision": {**asdict(decision), "place": str(sources / FILE)}, "written": written}
        print_json({**told, "rows": [{**asdict(one), "sign": one.sign} for one in changed]})
    if not written:
        typer.echo("nothing was written (--yes writes it)", err=True)
        raise typer.Exit(NOT_WRITTEN)


def _show_decision(decision: Decision, changed: Sequence[Difference]) -> None:
    kind = f" {decision.close_kind}" if decision.close_kind else ""
    told = f"{decision.left_name} ({decision.left_entry_id}) and {decision.right_name} ({decision.right_entry_id})"
    typer.echo(visible(f"{told}: {decision.relation}{kind}, {decision.reason} ({decision.decided_by})"), err=True)
    if changed:
        colours = [{"+": "green", "-": "red", "~": "yellow"}[one.sign] for one in changed]
        print_table(("table", "sign", "row", "what"), [_cells(one) for one in changed], colours)
    sys.stdout.flush()
    counts = Counter(one.table for one in changed)
    told = ", ".join(f"{count} of {table}" for table, count in counts.items()) or "none"
    typer.echo(f"rows that would change: {told}", err=True)


def _cells(one: Difference) -> tuple[str, str, str, str]:
    if one.before and one.after:
        what = "; ".join(f"{name}: {one.before[name]} -> {one.after[name]}" for name in one.fields)
    else:
        row = one.after or one.before or {}
        telling = ("relation", "cause", "kind", "lens", "change", "state", "before", "after", "evidence", "concept_id")
        what = "; ".join(f"{name}: {row[name]}" for name in telling if row.get(name) is not None)
    return one.table, one.sign, one.row_id, what


def _is_confirmed() -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm("Write this decision?", err=True)
