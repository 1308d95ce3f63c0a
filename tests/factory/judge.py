"""Read a file through the whole pipeline and compare what came out with the rows that were put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from pipeline.clean import clean_document
from pipeline.errors import UnreadableSourceError
from pipeline.model import Extraction
from pipeline.parse.source import parse_source
from pipeline.read import read_document
from pipeline.segment import segment_document
from tests.factory.truth import Act, Expected, expect

# What an entry prints that must be equal.
COMPARED = (
    "num",
    "group_num",
    "group_code",
    *(f"{key}_{lang}" for key in ("name", "group_name") for lang in ("ky", "kk", "ru")),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rows of one file came out: exact, wrong (flagged as doubtful or not), missed, invented.

    `missed_silently` are those of a file that nothing warns of, `invented_unflagged` invented ones that look right;
    `doubted` are exact rows that are marked all the same; `right_cells` are rows whose code, names and bars are right,
    whatever their number and group; `differences` say what is wrong, row by row.
    """

    exact: int = 0
    flagged: int = 0
    unflagged: int = 0
    missed: int = 0
    missed_silently: int = 0
    invented: int = 0
    invented_unflagged: int = 0
    doubted: int = 0
    right_cells: int = 0
    differences: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> int:
        """Return how many rows were put in."""
        return self.exact + self.flagged + self.unflagged + self.missed

    @property
    def is_exact(self) -> bool:
        """Tell whether all rows that were put in came out, and no others."""
        return self.exact == self.rows and not self.invented


def add_up(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the sum of verdicts."""
    found = list(verdicts)
    counts = [one.name for one in fields(Verdict) if one.name != "differences"]
    sums = {name: sum(getattr(one, name) for one in found) for name in counts}
    return Verdict(**sums, differences=tuple(text for one in found for text in one.differences))


def read_rows(data: bytes) -> Extraction:
    """Take the bytes of a file through reading, cleaning, segmenting and parsing."""
    cleaned = clean_document(read_document("made", data))
    return parse_source(cleaned, segment_document(cleaned))


def judge(data: bytes, act: Act) -> Verdict:
    """Judge what is read of a file that prints an act."""
    wanted = expect(act)
    try:
        extraction = read_rows(data)
    except UnreadableSourceError as error:
        return Verdict(missed=len(wanted), differences=(f"refused: {error}",))
    return compare(extraction, wanted)


def compare(extraction: Extraction, wanted: Sequence[Expected]) -> Verdict:
    """Compare the entries and restrictions of an extraction with the rows that were put in, by code."""
    bars: defaultdict[str, set[tuple[str | None, str]]] = defaultdict(set)
    for row in extraction.rows:
        if row.table == "restrictions":
            barred_for = row.values.get("qualification")
            bars[str(row.cells["entry_id"])].add(
                (str(barred_for.value) if barred_for else None, str(row.values["form"].value))
            )
    doubts = {one.row_id for one in extraction.findings if one.severity != "info" and one.row_id}
    alarms = any(one.severity != "info" for one in extraction.findings)
    got: defaultdict[str, list[tuple[Expected, bool]]] = defaultdict(list)
    for row in extraction.rows:
        if row.table != "list_entries":
            continue
        entry_id, code = str(row.cells["entry_id"]), str(row.values["code"].value)
        values = frozenset((key, str(row.values[key].value)) for key in COMPARED if key in row.values)
        doubted = bool(row.cells["doubtful"]) or entry_id in doubts
        got[code].append((Expected(code, values, frozenset(bars[entry_id])), doubted))
    counts: defaultdict[str, int] = defaultdict(int)
    differences = []
    for one in wanted:
        if not got[one.code]:
            counts["missed"] += 1
            counts["missed_silently"] += not alarms
            differences.append(f"{one.code}: missed")
            continue
        read, doubted = got[one.code].pop(0)
        counts["right_cells"] += _names(read) == _names(one) and read.restrictions == one.restrictions
        if read == one:
            counts["exact"] += 1
            counts["doubted"] += doubted
        else:
            counts["flagged" if doubted else "unflagged"] += 1
            differences.append(_tell(one, read, doubted))
    left = [one for rows in got.values() for one in rows]
    differences += [f"{read.code}:{_mark(doubted)} invented {sorted(read.values)}" for read, doubted in left]
    counts["invented"], counts["invented_unflagged"] = len(left), sum(not doubted for _, doubted in left)
    return Verdict(**counts, differences=tuple(differences))


def _names(row: Expected) -> frozenset[tuple[str, str]]:
    return frozenset(value for value in row.values if value[0].startswith("name_"))


def _tell(wanted: Expected, read: Expected, doubted: bool) -> str:
    lines = [f"{wanted.code}:{_mark(doubted)}"]
    mine, theirs = dict(read.values), dict(wanted.values)
    lines += [
        f"  {key}: {theirs.get(key)!r} read as {mine.get(key)!r}"
        for key in sorted(mine.keys() | theirs.keys())
        if mine.get(key) != theirs.get(key)
    ]
    if wanted.restrictions != read.restrictions:
        lines.append(f"  bars: {_spell(wanted.restrictions)} read as {_spell(read.restrictions)}")
    return "\n".join(lines)


def _mark(doubted: bool) -> str:
    return " (flagged)" if doubted else ""


def _spell(bars: Iterable[tuple[str | None, str]]) -> str:
    return ", ".join(sorted(f"{qualification or '-'}:{form}" for qualification, form in bars)) or "none"
