"""How many rows come out right: `python -m benchmarks.accuracy`.

Lays acts with known rows out in every format (see tests/factory), reads each file through the whole pipeline and with
other programs, and writes docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.asked import Asked
from benchmarks.measure import machine
from benchmarks.peers import Count, Peer, count_rows, find_peers, find_recognizers
from tests.factory.constructs import CONSTRUCTS, LAYOUTS, SCANS, Construct, Layout, Made
from tests.factory.judge import Verdict, add_up, judge
from tests.factory.layouts.converted import BROWSERS, OFFICE, browser_pdf, find_program, office_files
from tests.factory.layouts.docx import write_table as write_docx
from tests.factory.layouts.html import write_table as write_html

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
OFFICE_LAYOUT = "PDF by LibreOffice"
BROWSER_LAYOUT = "PDF by Chromium"
MEANING = """\
The files are made by `tests/factory`: acts whose rows are known, because they were put in. A name is made of one to
three phrases of the glossary in the language of the act; codes, groups, forms and numbers are drawn with a seed. They
hold nothing of a committed source, and no figure here tells how well a source of your own will be read.

- **exact**: code, name in each language, running number, group (its number, code and name) and every barred form of
  every qualification are what was put in. One wrong character makes a row wrong.
- **flagged** and **unflagged** are rows that are wrong. A flagged one is marked in the data (`doubtful`, or a finding
  that names it), an unflagged one looks right and is not.
- **missed**: no row with that code. **invented**: a row with a code that was not put in, or put in once and read twice.
- **doubted**: exact rows that are marked all the same.
- The other programs give cells, not rows. A script makes rows of these: it is told what each column holds, joins the
  lines of a cell by a blank (by nothing behind a hyphen), and parts forms at commas. A row of theirs is exact when its
  code, names and cells are right; its group is not asked for, and they have no way to doubt.
"""


@dataclass
class Tally:
    """What was counted of one construct in one layout."""

    ours: list[Verdict] = field(default_factory=list)
    theirs: defaultdict[str, list[Count]] = field(default_factory=lambda: defaultdict(list))


Tallies = dict[tuple[str, str], Tally]


def _converted(construct: Construct) -> bool:
    """Tell whether a construct is one of the list itself, that a program can lay out."""
    return construct.style is None and not (construct.tracked or construct.automatic or construct.merged)


def make_files(seeds: range, entries: int, scans: Sequence[Layout] = ()) -> Iterator[Made]:
    """Yield the files of every construct in every layout, those that other programs convert at the end."""
    for construct in CONSTRUCTS:
        for layout in (layout for layout in (*LAYOUTS, *scans) if layout.prints(construct)):
            for seed in seeds:
                act, sheet = construct.make(seed, entries)
                yield Made(construct, layout, seed, act, sheet, layout.write(sheet, construct, seed))
    yield from _office_files(seeds, entries)
    yield from _browser_files(seeds, entries)


def _office_files(seeds: range, entries: int) -> Iterator[Made]:
    if not find_program(OFFICE):
        return
    layout = Layout(OFFICE_LAYOUT, "PDF ruled", lambda sheet, one, _: write_docx(sheet, one.cut))
    made = [
        Made(construct, layout, seed, act, sheet, layout.write(sheet, construct, seed))
        for construct in CONSTRUCTS
        if _converted(construct)
        for seed in seeds
        for act, sheet in [construct.make(seed, entries)]
    ]
    pdfs = office_files({f"f{at}": one.data for at, one in enumerate(made)}, "pdf")
    yield from (replace(one, data=pdfs[f"f{at}"]) for at, one in enumerate(made))


def _browser_files(seeds: range, entries: int) -> Iterator[Made]:
    if not find_program(BROWSERS):
        return
    layout = Layout(BROWSER_LAYOUT, "PDF ruled", lambda sheet, one, _: write_html(sheet, one.cut))
    for construct in (one for one in CONSTRUCTS if _converted(one)):
        for seed in seeds:
            act, sheet = construct.make(seed, entries)
            if data := browser_pdf(layout.write(sheet, construct, seed)):
                yield Made(construct, layout, seed, act, sheet, data)


def measure(files: Iterable[Made], peers: Sequence[Peer], tell: Callable[[str], None]) -> Tallies:
    """Read every file and count."""
    tallies: Tallies = {}
    for made in files:
        tally = tallies.setdefault((made.construct.name, made.layout.name), Tally())
        verdict = judge(made.data, made.act)
        tally.ours.append(verdict)
        for difference in verdict.differences:
            tell(f"{made.construct.name} / {made.layout.name} / seed {made.seed}: {difference}")
        if made.layout.format.startswith("PDF"):
            for peer in find_recognizers() if made.layout.scanned else peers:
                rows = peer.read(made.data, made.sheet, made.layout.format == "PDF ruled")
                tally.theirs[peer.name].append(count_rows(rows, made.act))
    return tallies


def _ours(verdicts: Iterable[Verdict]) -> list[str]:
    one = add_up(verdicts)
    share = f"{100 * one.exact / one.rows:.1f} %" if one.rows else "-"
    counts = (one.exact, one.flagged, one.unflagged, one.missed, one.invented, one.doubted)
    return [str(one.rows), share, *map(str, counts)]


def _theirs(counts: Iterable[Count]) -> str:
    found = list(counts)
    rows, exact = sum(one.rows for one in found), sum(one.exact for one in found)
    missed, invented = sum(one.missed for one in found), sum(one.invented for one in found)
    return f"{100 * exact / rows:.1f} %, {missed}, {invented}" if rows else "-"


HEAD = ("rows", "exact, %", "exact", "flagged", "unflagged", "missed", "invented", "doubted")


def _table(first: Sequence[str], head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    marks = [":---"] * len(first) + ["---:"] * (len(head))
    return "\n".join("| " + " | ".join(line) + " |" for line in ([*first, *head], marks, *rows))


def _sum_of_layouts(tallies: Tallies, names: Sequence[str]) -> str:
    rows = []
    for layout in names:
        of = [tally for (_, name), tally in tallies.items() if name == layout]
        rows.append([layout, *_ours(verdict for tally in of for verdict in tally.ours)])
    rows.append(["all", *_ours(verdict for tally in tallies.values() for verdict in tally.ours)])
    return _table(["layout"], HEAD, rows)


def _sum_of_peers(tallies: Tallies, names: Sequence[str], peers: Sequence[Peer]) -> str:
    """Compare the programs on the same PDFs: exact rows in per cent, missed, invented."""
    rows = []
    for layout in names:
        of = [tally for (_, name), tally in tallies.items() if name == layout]
        ours = add_up(verdict for tally in of for verdict in tally.ours)
        counts = f"{ours.missed}, {ours.invented}"
        own = [f"{100 * exact / ours.rows:.1f} %, {counts}" for exact in (ours.exact, ours.right_cells)]
        theirs = (_theirs(count for tally in of for count in tally.theirs[peer.name]) for peer in peers)
        rows.append([layout, str(ours.rows), *own, *theirs])
    return _table(["layout"], ["rows", "tizmek", "tizmek, cells only", *(peer.name for peer in peers)], rows)


def _sum_of_scans(tallies: Tallies, names: Sequence[str]) -> Iterator[str]:
    """Yield the same table for scans, where they were measured."""
    scans = [layout.name for layout in SCANS if layout.name in names]
    if scans:
        yield "## The same scans read by others"
        yield "Exact rows in per cent, rows missed, rows invented, as above."
        yield _sum_of_peers(tallies, scans, find_recognizers())


def _constructs(tallies: Tallies, layout: str, peers: Sequence[Peer]) -> str:
    with_peers = peers if layout.startswith("PDF") else ()
    rows = [
        [construct, *_ours(tally.ours), *(_theirs(tally.theirs[peer.name]) for peer in with_peers)]
        for (construct, name), tally in tallies.items()
        if name == layout
    ]
    return _table(["construct"], [*HEAD, *(peer.name for peer in with_peers)], rows)


def report(tallies: Tallies, peers: Sequence[Peer], missing: Sequence[str], how: str) -> str:
    """Spell the page: what the figures mean, the sums, and a table for each layout."""
    names = list(dict.fromkeys(name for _, name in tallies))
    libraries = ("pypdfium2", "lxml", "python-docx", "fpdf2")
    versions = ", ".join(f"{one} {importlib.metadata.version(one)}" for one in libraries)
    parts = [
        "# How many rows come out right",
        f"`make accuracy` writes this page. {how} Measured with {machine()} ({platform.machine()}); {versions}.",
        *([f"Not installed where this was measured, so not in the tables: {', '.join(missing)}."] if missing else []),
        MEANING,
        "## By layout",
        _sum_of_layouts(tallies, names),
        "## The same PDFs read by others",
        "Exact rows in per cent, rows missed, rows invented; `cells only` asks of us no more than of the others.",
        _sum_of_peers(tallies, [name for name in names if name.startswith("PDF")], peers),
        *_sum_of_scans(tallies, names),
        "## By construct",
        *(part for name in names for part in (f"### {name}", _constructs(tallies, name, peers))),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def main() -> int:
    """Measure, print the page and write it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--seeds", type=int, default=3, help="acts for each construct and layout (default 3)")
    options.add_argument("--first-seed", type=int, default=100)
    options.add_argument("--entries", type=int, default=24, help="rows of each act (default 24)")
    options.add_argument("--out", type=Path, default=PAGE, help="the page to write")
    options.add_argument("--differences", action="store_true", help="print each row that is wrong")
    options.add_argument("--scans", action="store_true", help="measure scans as well, which takes seconds a page")
    options.add_argument("--peers-python", help="interpreter that has camelot-py and tabula-py (see benchmarks.asked)")
    chosen = options.parse_args()
    asked = Asked(chosen.peers_python)
    peers, missing = find_peers(asked)
    missing += [names[0] for names in (OFFICE, BROWSERS) if not find_program(names)]
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
    tell: Callable[[str], None] = print if chosen.differences else lambda _: None
    tallies = measure(make_files(seeds, chosen.entries, SCANS if chosen.scans else ()), peers, tell)
    asked.close()
    how = (
        f"Each construct was laid out {chosen.seeds} times with {chosen.entries} rows, seeds from {chosen.first_seed}."
    )
    page = report(tallies, peers, missing, how)
    chosen.out.write_text(page, encoding="utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
