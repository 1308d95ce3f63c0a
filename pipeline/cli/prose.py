"""prose: what became of the points of one act in another."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Json, Out
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_wrapped


@app.command(
    epilog="\b\nExamples:\n  tizmek prose ID_OF_A_MODEL ID_OF_ITS_COPY\n"
    "  tizmek prose ID_OF_A_MODEL ID_OF_ITS_COPY --lang ky --left-part annex-1 --all"
)
def prose(
    left: Annotated[str, typer.Argument(metavar="LEFT", help="The id of an act, or a part of it that only it has.")],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="The act that may have taken words over from it.")],
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="The language: ky, kk or ru; the first of both.")
    ] = None,
    left_part: Annotated[
        str | None,
        typer.Option(
            "--left-part",
            metavar="PART",
            help="`body` or an annex; the one named for the other act if this one has it, else the longest.",
        ),
    ] = None,
    right_part: Annotated[
        str | None, typer.Option("--right-part", metavar="PART", help="The same for the act on the right.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also what was adopted word for word; --json always gives it.")
    ] = False,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """Tell which points of one act another adopted, adapted or left out, and what it added.

    Sentences are matched by their words, wherever they stand; what went and came is shown word by word. `same words` is
    the share of them that stand on both sides, endings included: of the point's own and of those of the sentences that
    answer it. `split` and `merged` name points that together hold the words of one.
    """
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.both_acts import read_both
    from pipeline.browse.find_act import find_act
    from pipeline.browse.tell_prose import prose_as_dict, tell_both, tell_prose
    from pipeline.diff.prose import diff_prose

    with refuse_damaged(out):
        both = read_both((find_act(left, out), find_act(right, out)), out, lang, (left_part, right_part))
    changes = diff_prose(both.left.provisions, both.right.provisions)
    if as_json:
        print_json(prose_as_dict(both, changes))
    else:
        print_wrapped(chain(tell_both(both), tell_prose(changes, every=every)))
