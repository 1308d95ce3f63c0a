"""act, align, search: acts to read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import MOST_ROWS, Json, Out
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_table, print_wrapped


@app.command(
    epilog="\b\nExamples:\n  tizmek act ID_OF_AN_ACT\n  tizmek act ID_OF_AN_ACT --lang ru --point 7\n"
    "  tizmek act ID_OF_AN_ACT --point IV --json"
)
def act(
    act_id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an act, its number, or a part of its id that only it has.")
    ],
    point: Annotated[
        str | None,
        typer.Option("--point", metavar="N", help="Only the points (else chapters, else subpoints) with this number."),
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="LANG", help="The language: ky, kk or ru.")] = None,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """Print an act to read: head, points, what changed them, what they cite."""
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.act import read_act
    from pipeline.browse.find_act import find_act
    from pipeline.browse.tell_act import tell_act

    with refuse_damaged(out):
        text = read_act(find_act(act_id, out), out, lang, point)
    if as_json:
        print_json(text.as_dict())
    else:
        print_wrapped(tell_act(text))


@app.command(
    epilog="\b\nExamples:\n  tizmek align ID_OF_AN_ACT ID_OF_ANOTHER\n"
    "  tizmek align ID_OF_AN_ACT ID_OF_IT --left-lang ky --right-lang ru --all"
)
def align(
    left: Annotated[str, typer.Argument(metavar="LEFT", help="The id of an act, or a part of it that only it has.")],
    right: Annotated[
        str, typer.Argument(metavar="RIGHT", help="The act to put beside it; the same for two languages.")
    ],
    left_lang: Annotated[str | None, typer.Option("--left-lang", metavar="LANG", help="Language on the left.")] = None,
    right_lang: Annotated[
        str | None, typer.Option("--right-lang", metavar="LANG", help="Language on the right.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also the pairs in which nothing differs.")] = False,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """Put two acts, or two files or languages of one, side by side: what one lacks, and what they say differently."""
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.act import read_act
    from pipeline.browse.find_act import find_act
    from pipeline.link.acts import align_acts

    with refuse_damaged(out):
        sides = [
            read_act(find_act(one, out), out, lang).provisions for one, lang in ((left, left_lang), (right, right_lang))
        ]
    pairs = align_acts(*sides)
    told = [pair for pair in pairs if every or pair.differences or not (pair.left and pair.right)]
    rows = [
        {
            "left": pair.left["provision_id"] if pair.left else None,
            "right": pair.right["provision_id"] if pair.right else None,
            "method": pair.method,
            "score": round(pair.score, 3),
            "differences": list(pair.differences),
        }
        for pair in told
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(("left", "right", "method", "score", "differences"), [list(row.values()) for row in rows])
    typer.echo(f"{len(pairs)} pairs, {len(told)} shown", err=True)


@app.command(
    epilog="\b\nExamples:\n  tizmek search окутуу онлайн\n  tizmek search '\"жол берилбеген\"' --lang ky\n"
    "  tizmek search 5600 --act ID_OF_AN_ACT"
)
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words, codes, or a "phrase" in quotes.')],
    lang: Annotated[str | None, typer.Option("--lang", metavar="LANG", help="Only texts in this language.")] = None,
    act_id: Annotated[str | None, typer.Option("--act", metavar="ID", help="Only this act.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=MOST_ROWS, help="How many at most.")] = 20,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """Find provisions, terms, lists and entries that have all these words.

    Letter case, endings, ё and letters of the wrong script make no difference; у also finds ү, н finds ң and so on.
    """
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.find_act import find_act
    from pipeline.browse.search import search as search_folder
    from pipeline.browse.search import tell_count, tell_results

    with refuse_damaged(out):
        only = None if act_id is None else find_act(act_id, out)
        results = search_folder(words, out, act_id=only, lang=lang, limit=limit)
    if as_json:
        print_json([result.as_dict() for result in results.best])
    elif sys.stdout.isatty():
        print_wrapped(tell_results(results))
    else:
        body = [(one.passage.row_id, one.passage.lang, one.passage.what, one.words) for one in results.best]
        print_table(("id", "lang", "what", "words"), body)
    typer.echo(tell_count(results), err=True)
