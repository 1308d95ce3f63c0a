"""The same sources give the same bytes, by however many workers, in whatever order, wherever the program runs.

A seed is one of the surroundings: a hash seed, a locale and a time zone. A process of its own makes the tables there of
a small act in each format, by each number of workers and in each order of the sources: as registered sources, whose
folders come to be in that order, and of files named in that order. Files that take LibreOffice or Tesseract seconds are
among the sources in the first order.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path

from pipeline.build import build_sources, extract_files
from tests.endurance.world import tables_of
from tests.factory.layouts import docx, html, pdf, scan, text
from tests.factory.layouts.converted import office_files
from tests.factory.rows import Shape, make_act
from tests.factory.truth import Sheet, print_act
from tests.releases.acts import DECREE, register

WORKERS, ORDERS = (1, 2, 4), 10
SURROUNDINGS = tuple(
    {"PYTHONHASHSEED": hashes, "LC_ALL": locale, "TZ": zone}
    for hashes, locale, zone in product(("0", "1"), ("C", "C.UTF-8"), ("UTC", "Asia/Bishkek"))
)
_ROOT = Path(__file__).resolve().parents[2]


def run(seed: int, orders: int = ORDERS, workers: Sequence[int] = WORKERS, *, slow: bool = True) -> str | None:
    """Make the tables in the surroundings of a seed; return which are others than those made here."""
    surroundings = SURROUNDINGS[seed % len(SURROUNDINGS)]
    files = _files(slow=slow)
    wanted = _wanted(files)
    command = [sys.executable, "-m", "tests.endurance.same", str(files), str(orders), *map(str, workers)]
    told = subprocess.check_output(command, env={**os.environ, **surroundings}, cwd=_ROOT, text=True)
    lines = [line.split() for line in told.splitlines()]
    wrong = [f"{what} {jobs} workers, order {order}" for what, jobs, order, found in lines if found != wanted[what]]
    if len(lines) != 2 * len(workers) * orders:
        wrong.append(f"{len(lines)} builds")
    return f"{surroundings}: {', '.join(wrong)}" if wrong else None


@cache
def _files(*, slow: bool) -> Path:
    """Write a small act in each format into a folder that goes with this process; the slow ones into `slow` there."""
    home = Path(tempfile.mkdtemp(prefix="tizmek-endurance-"))
    atexit.register(shutil.rmtree, home)
    (home / "slow").mkdir()
    for name, data in {**_quick(), **(_slow() if slow else {})}.items():
        (home / name).write_bytes(data)
    return home


def _sheet(number: int) -> Sheet:
    return print_act(make_act(number, Shape(langs=("ky", "ru"), groups="named", entries=3)))


def _quick() -> dict[str, bytes]:
    return {
        "text.txt": DECREE.format(number=12).encode(),
        "columns.txt": text.write_columns(_sheet(1)),
        "markdown.md": f"# Токтом\n\n{DECREE.format(number=13)}".encode(),
        "page.html": html.write_table(_sheet(2)),
        "word.docx": docx.write_table(_sheet(3)),
        "ruled.pdf": pdf.write_pdf(_sheet(4), pdf.Style(ruled=True)),
    }


def _slow() -> dict[str, bytes]:
    words = {
        "odt": docx.write_table(_sheet(5)),
        "rtf": docx.write_table(_sheet(6)),
        "doc": docx.write_paragraphs(_sheet(7)),
    }
    made = {kind: office_files({kind: data}, kind) for kind, data in words.items()}
    found = {f"slow/{kind}.{kind}": files[kind] for kind, files in made.items() if files}
    if shutil.which("tesseract"):
        found["slow/scan.png"] = scan.write_scan(
            pdf.write_pdf(_sheet(8), pdf.Style(ruled=True)), scan.Scanner(), 0, "PNG"
        )
    return found


@cache
def _wanted(folder: Path) -> dict[str, str]:
    """Return the hashes of what is made here, by one worker, the sources in the order of their names."""
    quick, slow = _files_in(folder)
    return {"quick": built(quick, 1), "all": built([*quick, *slow], 1), "files": extracted(quick, 1)}


def _files_in(folder: Path) -> tuple[list[Path], list[Path]]:
    quick = sorted(path for path in folder.iterdir() if path.is_file())
    return quick, sorted((folder / "slow").iterdir())


def built(files: Sequence[Path], jobs: int) -> str:
    """Register files in their order, build them, and hash the tables."""
    with tempfile.TemporaryDirectory() as folder:
        sources, out = Path(folder, "sources"), Path(folder, "out")
        for file in files:
            register(sources, file.stem, file.read_bytes())
        build_sources(sources, out, jobs)
        return _hash_of(out)


def extracted(files: Sequence[Path], jobs: int) -> str:
    """Extract files in their order, and hash the tables."""
    with tempfile.TemporaryDirectory() as folder:
        extract_files(files, Path(folder, "out"), jobs)
        return _hash_of(Path(folder, "out"))


def _hash_of(out: Path) -> str:
    digest = hashlib.sha256()
    for name, data in tables_of(out).items():
        digest.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def _made(folder: Path, orders: int, workers: Sequence[int]) -> Iterator[str]:
    quick, slow = _files_in(folder)
    for jobs, order in product(workers, range(orders)):
        files = random.Random(order).sample(quick, len(quick))
        more = random.Random(order).sample(slow, len(slow)) if order == 0 else []
        yield f"{'all' if more else 'quick'} {jobs} {order} {built([*more, *files], jobs)}"
        yield f"files {jobs} {order} {extracted(files, jobs)}"


def main() -> None:
    """Make the tables of the files in a folder, in so many orders, by so many workers; tell the hash of each."""
    for line in _made(Path(sys.argv[1]), int(sys.argv[2]), tuple(map(int, sys.argv[3:]))):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
