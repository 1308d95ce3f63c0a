"""diff, lineage: what changed from edition to edition."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import MOST_ROWS, Json, Out, Sources
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_table, print_wrapped, visible

if TYPE_CHECKING:
    from pipeline.browse.tell_diff import Shown

_COLOURS = {"no_longer_barred": "green", "newly_barred": "red", "restriction_removed": "green"}
_COLOURS |= {"restriction_added": "red", "added": "green", "removed": "red"}


class LensName(StrEnum):
    """What counts as barred."""

    AS_PRINTED = "as_printed"
    DISTANCE = "distance"


class Level(StrEnum):
    """A level of education."""

    INITIAL_VOCATIONAL = "initial_vocational"
    SECONDARY_VOCATIONAL = "secondary_vocational"
    HIGHER = "higher"


class Form(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"


@app.command(
    epilog="\b\nExamples:\n  tizmek diff ID_OF_AN_ACT ID_OF_ANOTHER\n"
    "  tizmek diff OLDER NEWER --lens distance --kind no_longer_barred\n"
    "  tizmek diff FIRST SECOND THIRD --lens distance --format csv"
)
def diff(
    acts: Annotated[
        list[str],
        typer.Argument(
            metavar="LEFT RIGHT...", help="Acts with lists: ids, numbers, or parts of ids. Each step is told."
        ),
    ],
    lens: Annotated[
        LensName | None, typer.Option("--lens", help="What became of the bars, as a lens sees them.")
    ] = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only this level of education.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="K", help="Only this kind of change, for example removed; may be repeated."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Count exact links only.")] = False,
    generous: Annotated[bool, typer.Option("--generous", help="Count close links as the same.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Also what stayed the same.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How to print it.")] = Form.TABLE,
    out: Out = Path("extracted"),
    sources: Sources = Path("sources"),
) -> None:
    """Tell what changed from one act's lists to another's: names, codes, levels, bars.

    Any two acts with lists can be compared, in either order. With a lens, what became of each bar is told, and the
    provisions that this rests on. Counts say how many rows could be read otherwise by a close link.
    """
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.find_act import find_act
    from pipeline.browse.tell_diff import show_step, tell_ground
    from pipeline.diff.lenses import Lens
    from pipeline.diff.readings import Reading
    from pipeline.diff.steps import diff_editions

    if len(acts) < 2:
        raise typer.BadParameter("name two acts or more", param_hint="LEFT RIGHT...")
    if strict and generous:
        raise typer.BadParameter("choose one of --strict and --generous")
    _check_kinds(kind or (), lens)
    chosen: Lens | None = lens.value if lens else None
    reading: Reading = "strict" if strict else "generous" if generous else "told"
    with refuse_damaged(out):
        ids = [find_act(one, out) for one in acts]
        steps = [
            show_step(diff_editions(one, other, out, sources, chosen, reading), out, level, kind or (), every=every)
            for one, other in pairwise(ids)
        ]
        grounds = [tuple(tell_ground(one.step, out)) for one in steps]
    _print_steps(steps, grounds, form)


def _check_kinds(kinds: Sequence[str], lens: LensName | None) -> None:
    from pipeline.browse.tell_diff import CHANGE_KINDS, LENS_KINDS

    known = LENS_KINDS if lens else CHANGE_KINDS
    for one in kinds:
        if one not in known:
            table = f"the lens {lens.value}" if lens else "changes without a lens"
            raise typer.BadParameter(
                f"{one!r} is no kind of {table}: there are {', '.join(known)}", param_hint="--kind"
            )


def _print_steps(steps: Sequence[Shown], grounds: Sequence[Sequence[str]], form: Form) -> None:
    from pipeline.browse.tell_diff import as_markdown

    if form is Form.JSON:
        print_json([one.as_dict() for one in steps])
        return
    for number, (one, ground) in enumerate(zip(steps, grounds, strict=True)):
        if form is Form.MD:
            for line in as_markdown(one, ground):
                typer.echo(visible(line))
        else:
            _print_step(one, ground, form, first=not number)


def _print_step(shown: Shown, ground: Sequence[str], form: Form, *, first: bool) -> None:
    """Print a step: its rows on standard output, what it is and its counts on standard error."""
    from pipeline.browse.tell_diff import cells_of, columns_of, head_of, tell_counts, tell_reading
    from pipeline.diff.steps import kind_of

    typer.echo(visible(head_of(shown.step)), err=True)
    if form is Form.CSV:
        _print_csv(shown, with_head=first)
    elif shown.shown:
        colours = [_COLOURS.get(kind_of(row), "") for row in shown.shown]
        print_table(columns_of(shown.step), cells_of(shown), colours)
    sys.stdout.flush()
    for line in (*ground, *tell_counts(shown), tell_reading(shown.step)):
        typer.echo(visible(line), err=True)


def _print_csv(shown: Shown, *, with_head: bool) -> None:
    """Print the rows with all columns of their table."""
    from pipeline.contract import load_schema

    columns = [*load_schema("lens_changes" if shown.step.lens else "changes").names, "close_to"]
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    if with_head:
        writer.writeheader()
    for row in shown.shown:
        flags = {name: str(cell).lower() for name, cell in row.items() if isinstance(cell, bool)}
        writer.writerow({**row, **flags, "close_to": " ".join(shown.step.close_to(row))})


@app.command(
    epilog="\b\nExamples:\n  tizmek lineage фармация\n  tizmek lineage nursing --json\n  tizmek lineage A_CODE"
)
def lineage(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='A name or a part of it, in any language; a code, an id; a "phrase".'),
    ],
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=MOST_ROWS, help="How many at most.")] = 20,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """Follow specialties through the editions: where each stands, whether it is barred, and what links its entries.

    Barred means: may not be studied at a distance. Letter case, endings, ё and letters of the wrong script make no
    difference.
    """
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.lineage import find_concepts_named, find_names_like
    from pipeline.browse.tell_lineage import COLUMNS, table_of, tell_story

    with refuse_damaged(out):
        found = find_concepts_named(words, out)
        near = [] if found else find_names_like(words, out)
    shown = found[:limit]
    if as_json:
        print_json([story.as_dict() for story in shown])
    elif sys.stdout.isatty():
        print_wrapped(line for story in shown for line in tell_story(story))
    else:
        print_table(COLUMNS, table_of(shown))
        sys.stdout.flush()
        for doubt in dict.fromkeys(doubt for story in shown for doubt in story.doubts):
            typer.echo(visible(f"in doubt: {doubt}"), err=True)
    more = f", the likest {limit} shown (--limit)" if len(found) > limit else ""
    typer.echo(f"{len(found)} concept{'' if len(found) == 1 else 's'}{more}", err=True)
    if near:
        typer.echo(visible(f"did you mean {' or '.join(map(repr, near))}?"), err=True)
