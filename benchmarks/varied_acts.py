"""Acts that differ from the committed ones as another decree would: another year and number, fewer rows, other names.

An act of `sources/` is the pattern. A row whose line is followed by another row stands on one line for certain; only
such rows are touched, and in every language at once. The same seed gives the same bytes.
"""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# "0401002 Емдеу жұмысы", "510400 Физика Сырттан,", "34<tab>570500<tab>Көркөм сүрөт искусствосу"
ROW = re.compile(r"(?P<head>\s*(?:\d{1,3}\t)?(?P<code>\d{6,7})\b)(?P<rest>.*\S.*)")
# "kg-2025-oshtu-124-ib": the year, and the number with what may stand before it
SOURCE_ID = re.compile(r"^[a-z]{2}-(?P<year>\d{4})-(?:[a-z]+-)?(?P<number>\d+)(?:-[a-z]+)?$")
BACK = 9  # years a varied act may be older than its pattern; later would overtake its own amendments


@dataclass(frozen=True, slots=True)
class Pattern:
    """A committed act to vary."""

    source_id: str
    file: str
    licence: str
    text: str


def read_patterns(sources: Path) -> list[Pattern]:
    """Read every committed source whose id names a year and a number; the others aren't acts."""
    patterns = []
    for metadata in sorted(sources.glob("*/source.toml")):
        if SOURCE_ID.match(metadata.parent.name):
            known = tomllib.loads(metadata.read_text(encoding="utf-8"))
            text = (metadata.parent / known["file"]).read_bytes().decode("utf-8")
            patterns.append(Pattern(metadata.parent.name, known["file"], known["licence"], text))
    return patterns


def find_single_line_rows(lines: list[str]) -> dict[str, list[int]]:
    """Map each code whose rows, wherever printed, are each followed by another row to the indexes of its lines."""
    rows = [(index, ROW.match(line)) for index, line in enumerate(lines) if line.strip()]
    found: dict[str, list[int]] = {}
    wrapped: set[str] = set()
    for (index, row), (_, following) in zip(rows, [*rows[1:], (0, None)], strict=True):
        if row:
            found.setdefault(row["code"], []).append(index)
            if not following:
                wrapped.add(row["code"])
    return {code: indexes for code, indexes in found.items() if code not in wrapped}


def change_identity(text: str, year: str, number: str, new_year: str, new_number: str) -> str:
    """Give an act another year and number, in its annex headings too, letter-spaced ones included."""
    text = re.sub(rf"((?:№|\bN)\s*){number}\b", rf"\g<1>{new_number}", text)
    spaced = r"[ \u00a0]?".join(year)
    return re.sub(rf"\b{spaced}(?=[-\s]*(?:ж|года))", new_year, text)


def exchange_names(lines: list[str], left: list[int], right: list[int]) -> None:
    """Let the rows of two codes trade all that follows the code, place by place; codes and numbers stay in order."""
    for one, other in zip(left, right, strict=True):
        mine, yours = ROW.match(lines[one]), ROW.match(lines[other])
        if mine and yours:
            lines[one], lines[other] = mine["head"] + yours["rest"], yours["head"] + mine["rest"]


def vary_rows(text: str, chance: random.Random) -> str:
    """Drop some rows and let some neighbours exchange their names."""
    lines = text.split("\n")
    rows = find_single_line_rows(lines)
    gone = set(chance.sample(list(rows), k=chance.randrange(len(rows) // 5 + 1)))
    kept = [indexes for code, indexes in rows.items() if code not in gone]
    for left, right in zip(kept[::2], kept[1::2], strict=False):
        if len(left) == len(right) and chance.random() < 0.3:
            exchange_names(lines, left, right)
    dropped = {index for code in gone for index in rows[code]}
    return "\n".join(line for index, line in enumerate(lines) if index not in dropped)


def vary_acts(sources: Path, count: int, seed: int) -> Iterator[tuple[str, Pattern, str]]:
    """Yield `count` acts as (source id, pattern, text), the patterns in turn, no two with the same year and number."""
    patterns, chance = read_patterns(sources), random.Random(seed)
    taken: set[tuple[str, int, int]] = set()
    while len(taken) < count:
        pattern = patterns[len(taken) % len(patterns)]
        known = SOURCE_ID.match(pattern.source_id)
        if known is None:
            raise ValueError(f"{pattern.source_id} names no year and number")
        year, number = int(known["year"]) - chance.randrange(BACK + 1), chance.randrange(1000, 10000)
        if (pattern.source_id, year, number) in taken:
            continue
        taken.add((pattern.source_id, year, number))
        text = change_identity(pattern.text, known["year"], known["number"], str(year), str(number))
        source_id = pattern.source_id.replace(known["year"], str(year), 1).replace(
            f"-{known['number']}", f"-{number}", 1
        )
        yield source_id, pattern, vary_rows(text, chance)


def write_act(folder: Path, source_id: str, pattern: Pattern, text: str) -> int:
    """Write one varied act as a source of its own and return the bytes of its text."""
    note = f"made from {pattern.source_id} to measure with; it was never in force"
    return write_text(folder / source_id, pattern.file, text, pattern.licence, note)


def write_text(home: Path, file: str, text: str, licence: str, note: str) -> int:
    """Write a text as the source of a folder and return its bytes."""
    raw = text.encode()
    home.mkdir(parents=True)
    (home / file).write_bytes(raw)
    (home / "source.toml").write_text(
        f'file = "{file}"\nsha256 = "{hashlib.sha256(raw).hexdigest()}"\nlicence = "{licence}"\nnote = "{note}"\n',
        encoding="utf-8",
    )
    return len(raw)
