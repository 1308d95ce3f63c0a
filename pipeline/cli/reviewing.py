"""review: what a person may decide about two entries, and what a decision would do."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.confirm import is_confirmed
from pipeline.cli.days import day_of
from pipeline.cli.endings import NOT_WRITTEN
from pipeline.cli.options import Json, Out, Sources
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_table, print_wrapped, visible

if TYPE_CHECKING:
    from pipeline.diff.decide import Learned
    from pipeline.diff.row_difference import Difference
    from pipeline.link.names.decided import Expired
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

    Decisions that have expired come first: they quote an entry or a name that is no longer printed, and a build stops
    at them. A decision is shown with all that it would change in the comparison before its line is written to
    decisions/crosswalk.csv beside the sources, in the place of one that has expired. The tables change with the next
    build.
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
    from pipeline.browse.review import COLUMNS, group_expired, read_candidates, table_of, tell_rivals

    expired, aside = _find_expired(out, sources)
    with refuse_damaged(out):
        acts = (find_act(pair[0], out), find_act(pair[1], out)) if pair else None
        groups = [*group_expired(expired, acts), *read_candidates(out, sources, acts, aside)]
    if as_json:
        print_json([group.as_dict() for group in groups])
    elif sys.stdout.isatty():
        print_wrapped(tell_rivals(groups))
    else:
        print_table(COLUMNS, table_of(groups))
    sys.stdout.flush()
    if count := sum(len(group.expired) for group in groups):
        told = f"{_counted(count, 'expired decision')}: decide the pair again with --decide, or delete the line"
        typer.echo(told, err=True)
    if aside:
        told = f"left aside until the next build: candidates of {', '.join(sorted(aside))}, whose text was changed"
        typer.echo(visible(told), err=True)
    causes = Counter[str]()
    for group in groups:
        if group.candidates:
            causes[group.cause] += len(group.candidates)
    told = ", ".join(f"{count} {cause}" for cause, count in causes.most_common())
    typer.echo(f"{_counted(causes.total(), 'candidate')}{f': {told}' if told else ''}", err=True)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _find_expired(out: Path, sources: Path) -> tuple[list[Expired], frozenset[str]]:
    """List the decisions that have expired, and, if any has, the acts with candidates whose text was changed since."""
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.cli.printed_now import read_now
    from pipeline.diff.decide import find_expired
    from pipeline.published import rows
    from pipeline.read.decisions import read_decisions
    from pipeline.read.registry import find_sources

    if not (decisions := read_decisions(sources)):
        return [], frozenset()
    registered = find_sources(sources)
    with refuse_damaged(out):
        now = read_now(out, registered)
        expired = find_expired(decisions, now.learned)
        candidates = rows("crosswalk_candidates", out) if expired else []
    return expired, now.acts & {row[side] for row in candidates for side in ("left_act_id", "right_act_id")}


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
    return {
        "left_entry_id": decide[0],
        "right_entry_id": decide[1],
        "relation": relation,
        "close_kind": close_kind.value if close_kind else None,
        "reason": (reason or "").strip(),
        "decided_by": (by or "").strip(),
        "decided_on": day_of(on),
    }


def _decide(cells: dict[str, Any], out: Path, sources: Path, *, yes: bool, as_json: bool) -> None:
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.cli.printed_now import read_now
    from pipeline.diff.decide import find_expired, is_published, refuse_beside, what_if
    from pipeline.read.decisions import read_decisions, read_editions
    from pipeline.read.registry import find_sources
    from pipeline.write.decisions import add_decision

    registered = find_sources(sources)
    with refuse_damaged(out):
        now = read_now(out, registered)
        known = read_decisions(sources)
        expired = find_expired(known, now.learned)
        decision = _decision_of(cells, expired, now.learned, out, sources)
        changed = what_if(decision, known, now.learned, read_editions(sources))
        warnings = _warnings(now.changed, is_published(known, out), out, sources)
    replaced = next((one for one in expired if one.decision.pair == decision.pair), None)
    for told in (*warnings, *_tell_expired(expired, replaced)):
        typer.echo(visible(told), err=True)
    if not as_json:
        _show_decision(decision, changed)
    written = yes or is_confirmed("Write this decision?")
    if written:
        path = add_decision(sources, decision, lambda found: refuse_beside(decision, found, now.learned))
        typer.echo(visible(f"written to {path}; build to publish what it changes"), err=True)
    if as_json:
        rows = [{**asdict(one), "sign": one.sign} for one in changed]
        old = asdict(replaced) if replaced else None
        print_json({"decision": asdict(decision), "replaces": old, "written": written, "rows": rows})
    if not written:
        typer.echo("nothing was written (--yes writes it)", err=True)
        raise typer.Exit(NOT_WRITTEN)


def _decision_of(
    cells: dict[str, Any], expired: Sequence[Expired], learned: Learned, out: Path, sources: Path
) -> Decision:
    """Return the decision about two entries, with the names that are printed now."""
    from pipeline.audit.find_row import find_row
    from pipeline.diff.decide import names_of
    from pipeline.errors import DecisionError
    from pipeline.read.decisions import FILE, Decision

    asked = [cells[side] for side in ("left_entry_id", "right_entry_id")]
    for one in expired:
        if one.decision.pair == set(asked) and None in (one.left.printed, one.right.printed):
            advice = "delete that line, and decide about the entries that are printed now"
            raise DecisionError(str(one.fault), place=one.decision.place, advice=advice)
    known = {row["entry_id"] for row in learned["list_entries"]}
    left, right = (one if one in known else find_row(one, "list_entries", out)[1] for one in asked)
    names = names_of(left, right, learned)
    cells |= {"left_entry_id": left, "right_entry_id": right, "left_name": names[0], "right_name": names[1]}
    return Decision(**cells, place=str(sources / FILE))


def _warnings(changed: Sequence[str], is_published: bool, out: Path, sources: Path) -> Iterator[str]:
    from pipeline.read.decisions import FILE

    if changed:
        yield f"warning: {', '.join(changed)} changed since {out} was built; what the sources print now is compared"
    elif not is_published:
        yield f"warning: {out} was built with other decisions than those in {sources / FILE}"


def _tell_expired(expired: Sequence[Expired], replaced: Expired | None) -> Iterator[str]:
    """Tell which line a decision replaces, and which others are left aside in what is shown."""
    from pipeline.browse.review import tell_decision

    if replaced:
        yield f"replaces {tell_decision(replaced)}: {replaced.fault}"
    if others := [one.decision.place for one in expired if one is not replaced]:
        yield f"warning: left aside, but a build stops at what has expired: {', '.join(others)} (see tizmek review)"


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
