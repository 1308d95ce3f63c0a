"""The findings of the comparison in words, for a researcher: every number with the query that gives it.

The report is told from the published tables alone, so that `verify` can tell it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.diff.answers import Block, write_markdown
from pipeline.diff.report.between import in_short, tell_between
from pipeline.diff.report.certificates import tell_certificates
from pipeline.diff.report.each import tell_each
from pipeline.diff.report.views import Editions, Read
from pipeline.diff.report.ways import tell_open, tell_ways
from pipeline.published import rows

_INTRO = """\
# The editions compared

What the tables of this folder say about the lists of specialties of several acts. A value in bold and each row of a
table is what a query gives: (q1) names the query, at the end of this page; all run in DuckDB from the folder above this
one. Names stand as the acts print them.

- A *specialty* is what an act prints under one code and name for one level. It may print it in several lists, an
  *entry* in each.
- *Barred* means what the lens `distance` sees: barred online where the act bars that, else barred from correspondence
  study. What is not barred is not therefore permitted: the act lists it for another form of study, prints an empty
  cell, or doesn't list it.
- A *case* is one specialty for one qualification, or for all of them where the acts name none. A specialty without
  qualifications has one case for each qualification of its counterpart.
- Two specialties are linked as *exact* (the same) or *close* (near: broader, narrower or overlapping). A case is *kept
  barred* only by an exact link of one level. How many of the other cases have *a close counterpart*, and may be the
  same after all, is said beside them."""


def tell_folder(folder: Path) -> str:
    """Return the report of the tables in a folder."""
    return tell_editions(lambda table: rows(table, folder))


def tell_editions(read: Read) -> str:
    """Return the report as Markdown; `read` gives the rows of a published table by its name."""
    return write_markdown(_chapters(Editions(read)))


def _chapters(editions: Editions) -> Iterator[Block]:
    yield _INTRO
    if not editions.acts:
        yield _nothing(editions)
        yield from tell_certificates(editions)
        return
    if editions.pairs:
        yield "## In short"
        yield from (in_short(editions, pair) for pair in editions.pairs)
    yield from tell_each(editions)
    yield from tell_certificates(editions)
    if not editions.pairs:
        yield "There is one edition, and nothing to compare it with."
        return
    for pair in editions.pairs:
        yield from tell_between(editions, pair)
    yield from tell_ways(editions)
    yield from tell_open(editions)


def _nothing(editions: Editions) -> str:
    """Say why no edition was compared."""
    acts = {row["act_id"] for row in editions.read("lists")}
    if not acts:
        return "No act of this release prints a list of specialties: there is nothing to compare."
    return (
        f"{len(acts)} acts of this release print lists; they were not compared: their lists are empty, or they are "
        "more than are compared each with each. Those to compare can be named in `sources/decisions/editions.csv`."
    )
