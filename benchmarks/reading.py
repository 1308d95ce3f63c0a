"""What it takes to read a table from PDF, Word, HTML and a scan, beside the usual way: `python -m benchmarks.reading`.

`PDF to facts` goes on from what was read to the rows of the data: it is cleaned, segmented, parsed and linked, too.

The same bytes, in turns (ours, the peer's, ours, the peer's …), each in this process, without the guard around it; the
programs that it starts count too. The ratio is that of the least seconds either took. `--check` ends with 1 when a
ratio is over its limit. camelot and tabula are asked in an environment of their own, where there is one: see
benchmarks.asked. What isn't installed is told and not measured.

Memory is what a process of its own takes at most that reads dense pages of prose.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.asked import Asked
from benchmarks.measure import machine, markdown_table

if TYPE_CHECKING:
    from pipeline.read.kinds import Kind

ROWS, TURNS = 1_500, 5
# How much of the time of the programs of another environment ours may take.
PEERS = {"tabula-py": 0.09, "camelot-py": 0.03}
# A scan has so many rows, on one page.
SCANNED_ROWS = 24
# Pages of prose, lines on each, and how many times the memory of pdfplumber ours may be.
PAGES, LINES, MEMORY = (30, 120), 62, 2.0
PROSE = "Бул тизмек Кыргыз Республикасынын Мыйзамына ылайык иштелип чыкты жана билим берүү уюмдары үчүн милдеттүү"
# What makes the table the list of an act.
ACT = """\
КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮНҮН ТОКТОМУ
2015-жылдын 3-мартында № 94
Адистиктердин тизмегин бекитүү жөнүндө

Сырттан окутууга жол берилбеген адистиктердин тизмеги
"""
HEAD = ("Коду", "Адистиктин аталышы", "Наименование специальности", "Окутуунун формасы")
NAMES = ("Дарылоо иши", "Жалпы практикадагы дарыгер", "Фармация"), ("Лечебное дело", "Врач общей практики", "Фармация")


@dataclass(frozen=True, slots=True)
class Duel:
    """Two ways to read the same bytes, each telling its seconds, and the share of the other that ours may take."""

    name: str
    peer: str
    ours: Callable[[], float]
    theirs: Callable[[], float]
    limit: float
    turns: int = TURNS


def table_rows(count: int = ROWS) -> list[tuple[str, ...]]:
    """Make the rows of a table."""
    rows = [(str(100_101 + at), NAMES[0][at % 3], NAMES[1][at % 3], "Сырттан, экстернат") for at in range(count)]
    return [HEAD, *rows]


def _paper(unit: str) -> Any:
    """Return an empty PDF with a font that has the letters of Kyrgyz."""
    import matplotlib as mpl
    from fpdf import FPDF

    paper = FPDF(format="A4", unit=unit)
    paper.set_auto_page_break(unit == "mm", 20)
    paper.add_font("D", "", Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    paper.set_font("D", size=8)
    return paper


def make_prose(pages: int) -> bytes:
    """Lay dense pages of prose out as a PDF, no two lines the same."""
    paper = _paper("pt")
    for page in range(pages):
        paper.add_page()
        for line in range(LINES):
            at = (7 * line + page) % 90
            paper.text(40, 50 + 12 * line, f"{page}.{line}. {PROSE[at:]} {PROSE[:at]}")
    return bytes(paper.output())


def make_pdf(rows: int = ROWS, above: str = "") -> bytes:
    """Lay the table out as a ruled PDF, below the lines of a text."""
    paper = _paper("mm")
    paper.add_page()
    for line in above.splitlines():
        paper.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    with paper.table(col_widths=(18, 60, 60, 45), first_row_as_headings=False, text_align="LEFT") as table:
        for cells in table_rows(rows):
            table.row(cells)
    return bytes(paper.output())


def make_docx() -> bytes:
    """Lay the table out as a Word file."""
    import docx

    made = docx.Document()
    rows = table_rows()
    table = made.add_table(len(rows), len(HEAD))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def make_page() -> bytes:
    """Lay the table out as a page."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table_rows())
    return f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>".encode()


def scan_duels() -> list[Duel]:
    """Pair our reading of a scanned page with Tesseract's alone, where it is installed."""
    if not shutil.which("tesseract"):
        return []
    from pipeline.read.kinds import reader_of
    from tests.factory.layouts.scan import Scanner, scan_pages, write_scan

    table, scanner = make_pdf(SCANNED_ROWS), Scanner(angle=0.7)
    scan, file = write_scan(table, scanner, 1), io.BytesIO()
    scan_pages(table, scanner, 1)[0].save(file, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", "kir", "--dpi", "300", "tsv"]

    def recognize() -> object:
        # one thread, as ours: several wait for each other, and that counts as work
        threads = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        return subprocess.run(command, input=file.getvalue(), capture_output=True, check=True, env=threads).stdout

    def ours() -> object:
        return reader_of("scanned_pdf")("bench", scan, "bench")

    return [Duel("scan", "tesseract, one language, one thread", timed(ours), timed(recognize), 1.15)]


def asked_duels(asked: Asked, folder: Path, pdf: bytes, ours: Callable[[], float]) -> Iterator[Duel]:
    """Pair our reading of a PDF with the programs of another environment."""
    path = folder / "table.pdf"
    path.write_bytes(pdf)

    def seconds(program: str) -> float:
        return asked.ask(program, str(path), ruled=True)[1]

    for program, limit in PEERS.items():
        if program in asked.versions:
            told = f"{program} {asked.versions[program]}, ruled tables"
            yield Duel("PDF", told, ours, partial(seconds, program), limit, turns=2)


def duels(asked: Asked, folder: Path) -> list[Duel]:
    """Make the files and pair the readers."""
    import docx
    import pandas as pd
    import pdfplumber
    import pypdfium2

    from pipeline.clean import clean_document
    from pipeline.link.languages import link_languages
    from pipeline.parse.source import parse_source
    from pipeline.read.kinds import reader_of
    from pipeline.segment import segment_document

    pdf, act, word, page = make_pdf(), make_pdf(above=ACT), make_docx(), make_page()

    def extract_tables(data: bytes) -> object:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [one.extract_tables() for one in document.pages]

    def plain_text(data: bytes) -> object:
        document = pypdfium2.PdfDocument(data)
        return [document[at].get_textpage().get_text_range() for at in range(len(document))]

    def facts() -> object:
        cleaned = clean_document(reader_of("pdf")("bench", act, "bench"))
        return link_languages(parse_source(cleaned, segment_document(cleaned)))

    def walk_cells() -> object:
        return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(word)).tables[0].rows]

    def read_html() -> object:
        return pd.read_html(io.StringIO(page.decode()))

    def ours(kind: Kind, data: bytes) -> Callable[[], float]:
        return timed(lambda: reader_of(kind)("bench", data, "bench"))

    return [
        *scan_duels(),
        Duel("PDF", "pdfplumber, extract_tables", ours("pdf", pdf), timed(partial(extract_tables, pdf)), 0.15),
        Duel("PDF", "pypdfium2, plain text", ours("pdf", pdf), timed(partial(plain_text, pdf)), 5.0),
        Duel("PDF to facts", "pdfplumber, extract_tables", timed(facts), timed(partial(extract_tables, act)), 0.15),
        Duel("PDF to facts", "pypdfium2, plain text", timed(facts), timed(partial(plain_text, act)), 5.0),
        *asked_duels(asked, folder, pdf, ours("pdf", pdf)),
        Duel("DOCX", "python-docx, all cells", ours("docx", word), timed(walk_cells), 0.25),
        Duel("HTML", "pandas.read_html", ours("html", page), timed(read_html), 0.4),
    ]


def read_file(reader: str, path: Path) -> None:
    """Read a PDF with one of the readers, keeping what it says; print the most memory it took, in bytes."""
    if reader == "ours":
        from pipeline.read.kinds import reader_of

        reader_of("pdf")("bench", path.read_bytes(), "bench")
    else:
        import pdfplumber

        with pdfplumber.open(path) as document:
            found = []
            for page in document.pages:
                found.append(page.extract_words())
                page.close()
    # what getrusage tells begins with what the parent took
    status = Path("/proc/self/status").read_text("ascii")
    print(1024 * int(status.split("VmHWM:")[1].split()[0]))


def peaks(pages: int) -> tuple[float, float]:
    """Measure how many megabytes a process takes at most that reads so many pages, ours and pdfplumber; on Linux."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dense.pdf"
        path.write_bytes(make_prose(pages))
        command = [sys.executable, "-m", "benchmarks.reading", "--read"]
        told = [subprocess.check_output([*command, reader, str(path)]) for reader in ("ours", "pdfplumber")]
    return int(told[0]) / 1e6, int(told[1]) / 1e6


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return a turn that tells the seconds that processors worked for this process and those that it starts."""

    def turn() -> float:
        start = _worked()
        work()
        return _worked() - start

    return turn


def _worked() -> float:
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def measure_speed(python: str | None) -> bool:
    """Let the readers take turns, print the table, and tell whether a limit was missed."""
    rows, missed = [], False
    asked = Asked(python)
    with tempfile.TemporaryDirectory() as folder:
        for duel in duels(asked, Path(folder)):
            turns = [(duel.ours(), duel.theirs()) for _ in range(duel.turns)]
            ours, theirs = (min(turn[side] for turn in turns) for side in (0, 1))
            missed |= ours > duel.limit * theirs
            ratio = f"{ours / theirs:.2f}" + ("" if ours <= duel.limit * theirs else " **missed**")
            rows.append([duel.name, duel.peer, f"{ours:.2f}", f"{theirs:.2f}", ratio, f"{duel.limit:g}"])
    asked.close()
    print(f"A table of {ROWS} rows and {len(HEAD)} columns; {machine()}\n")
    print(markdown_table(["format", "peer", "ours, s", "peer, s", "ratio", "limit"], rows))
    if away := [program for program in PEERS if program not in asked.versions]:
        print(f"\nNot installed, so not measured: {', '.join(away)}.")
    return missed


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="end with 1 when a ratio is over its limit")
    parser.add_argument("--read", nargs=2, metavar=("READER", "FILE"), help="read one file, for the measure of memory")
    parser.add_argument("--peers-python", help="interpreter that has camelot-py and tabula-py (see benchmarks.asked)")
    arguments = parser.parse_args()
    if arguments.read:
        read_file(arguments.read[0], Path(arguments.read[1]))
        return
    missed = measure_speed(arguments.peers_python)
    rows = []
    for pages in PAGES:
        ours, theirs = peaks(pages)
        missed |= ours > MEMORY * theirs
        ratio = f"{ours / theirs:.1f}" + ("" if ours <= MEMORY * theirs else " **missed**")
        rows.append([str(pages), f"{ours:.0f}", f"{theirs:.0f}", ratio, f"{MEMORY:g}"])
    print(f"\nPages of prose, {LINES} lines each: the most memory of a process that reads them\n")
    print(markdown_table(["pages", "ours, MB", "pdfplumber, extract_words, MB", "ratio", "limit"], rows))
    if arguments.check and missed:
        sys.exit(1)


if __name__ == "__main__":
    main()
