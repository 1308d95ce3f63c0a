"""A step of a diff in words and cells: what kind of step it is, its differences, its counts with their doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.diff.changes import is_repealed_by
from pipeline.diff.steps import SAME, Step, day_of, kind_of
from pipeline.published import rows

Row = Mapping[str, Any]
CHANGE_KINDS = (
    "removed",
    "added",
    "renamed",
    "recoded",
    "moved",
    "level_changed",
    "split",
    "merged",
    "restriction_removed",
    "restriction_added",
    "kept",
)
LENS_KINDS = ("no_longer_barred", "newly_barred", "kept_barred", "never")
_WORDS = {
    "no_longer_barred": "no longer barred",
    "newly_barred": "newly barred",
    "kept_barred": "barred in both",
    "never": "barred in neither",
    "kept": "kept name, code and group",
    "level_changed": "moved to another level",
    "moved": "moved to another group",
    "restriction_added": "restrictions added",
    "restriction_removed": "restrictions removed",
}
# Findings about an entry that make what is told of it doubtful.
_DOUBTED = ("links_disagree", "cell_empty")
_LENS_COLUMNS = ("left_barred", "right_barred")
_CHANGE_COLUMNS = ("form", "before", "after")


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a kind there are, of how many specialties, and how many rest on a close link or could."""

    kind: str
    rows: int
    specialties: int
    close: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A step, its rows that were asked for, those of them that are shown, and the names of the entries.

    `doubts` say where a third edition links the entries of these rows otherwise, and which of them print an empty cell;
    `notes` what must be known to read the counts.
    """

    step: Step
    counted: tuple[Row, ...]
    shown: tuple[Row, ...]
    names: Mapping[str, str]
    doubts: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> tuple[Count, ...]:
        """The rows of each kind, counted."""
        found = Counter(kind_of(row) for row in self.counted)
        close = Counter(kind_of(row) for row in self.counted if self.step.close_to(row))
        printed = Counter(kind for kind, _ in {(kind_of(row), _specialty(row)) for row in self.counted})
        order = LENS_KINDS if self.step.lens else CHANGE_KINDS
        return tuple(Count(kind, found[kind], printed[kind], close[kind]) for kind in order if found[kind])

    def as_dict(self) -> dict[str, Any]:
        """Give the step as plain values, for JSON."""
        step = self.step
        return {
            "left_act_id": step.left["act_id"],
            "right_act_id": step.right["act_id"],
            "step": step.kind,
            "backwards": step.backwards,
            "lens": step.lens,
            "reading": step.reading,
            "rests_on_left": step.rests_on[0],
            "rests_on": step.rests_on[1],
            "notes": list(self.notes),
            "doubts": list(self.doubts),
            "counts": [asdict(one) for one in self.counts],
            "rows": [{**row, "close_to": list(step.close_to(row))} for row in self.shown],
        }


def show_step(
    step: Step, out: Path, level: str | None = None, kinds: Sequence[str] = (), *, every: bool = False
) -> Shown:
    """Choose the rows of a level and of some kinds; what stayed the same is shown by its kind or with `every`."""
    counted = tuple(
        row
        for row in step.rows
        if (level is None or level in row["level"].split("+")) and (not kinds or kind_of(row) in kinds)
    )
    shown = tuple(row for row in counted if every or kinds or kind_of(row) not in SAME)
    acts = {step.left["act_id"], step.right["act_id"]}
    names = {key: name for act_id in acts for key, name in _names(act_id, out)}
    return Shown(step, counted, shown, names, tuple(_doubts(counted, out)), tuple(_notes(step, out, level)))


def _specialty(row: Row) -> tuple[str | None, str | None]:
    return row["left_entry_id"], row["right_entry_id"]


def _doubts(counted: Iterable[Row], out: Path) -> Iterator[str]:
    entries = {entry_id for row in counted for entry_id in _specialty(row)}
    for code in _DOUBTED:
        for row in rows("findings", out, code=code):
            if row["row_id"] in entries:
                yield f"{row['row_id']}: {row['message']}"


def _notes(step: Step, out: Path, level: str | None) -> Iterator[str]:
    """Yield what the counts of a step don't show: levels that one act has no list of, and that none was repealed."""
    acts = step.left, step.right
    if acts[0]["act_id"] == acts[1]["act_id"]:
        return
    levels = [_levels(act["act_id"], out) for act in acts]
    for act, own, others in zip(acts, levels, levels[::-1], strict=True):
        for one in sorted(own - others if others else ()):
            if level in (None, one):
                yield f"only {act['act_id']} prints a list for {one}: what it bars there has no counterpart to be found"
    older, newer = acts[::-1] if step.backwards else acts
    if step.kind == "change" and not is_repealed_by(older, newer):
        yield (
            f"{older['act_id']} doesn't print that {newer['act_id']} repealed it: "
            "what it alone prints may still be in force"
        )


def _levels(act_id: str, out: Path) -> set[str]:
    return {str(level) for row in rows("lists", out, act_id=act_id) for level in row["education_levels"]}


def _names(act_id: str, out: Path) -> Iterator[tuple[str, str]]:
    for row in rows("list_entries", out, act_id=act_id):
        printed = (row[f"name_{lang}"] for lang in ("ky", "kk", "ru") if row[f"name_{lang}"])
        yield row["entry_id"], next(printed, "")


def columns_of(step: Step) -> tuple[str, ...]:
    """Name the columns that a step is shown in."""
    named: tuple[str, ...]
    if step.lens:
        named = ("change", "level", "qualification", "code", "name", *_LENS_COLUMNS)
    else:
        named = ("kind", "level", "qualification", *_CHANGE_COLUMNS)
    return (*named, "left_entry_id", "right_entry_id", "close_to")


def cells_of(shown: Shown) -> Iterator[list[Any]]:
    """Yield the cells of each row that is shown, in the order of the columns."""
    for row in shown.shown:
        name = shown.names.get(row["left_entry_id"] or row["right_entry_id"])
        told = {**row, "name": name, "close_to": shown.step.close_to(row)}
        yield [told[column] for column in columns_of(shown.step)]


def head_of(step: Step) -> str:
    """Say what a step is: a change of one country's law, or a comparison of two countries."""
    one, other = step.left, step.right
    if one["act_id"] == other["act_id"]:
        return f"no step: {one['act_id']} beside itself"
    sides = [f"{act['act_id']} ({act['jurisdiction'] or 'no country named'}, {day_of(act)})" for act in (one, other)]
    if step.kind == "change":
        backwards = ", read backwards: the newer act comes first" if step.backwards else ""
        return f"change: {' to '.join(sides)}, law of one country{backwards}"
    countries = "two countries" if one["jurisdiction"] and other["jurisdiction"] else "not law of one country"
    return f"comparison: {' and '.join(sides)}, {countries}: nothing was changed from one to the other"


def tell_counts(shown: Shown) -> Iterator[str]:
    """Yield the counts of a step in words, each with its doubt: `55 no longer barred, of which 4 ...`."""
    if not shown.counts:
        yield "0 differences"
    for one in shown.counts:
        words = _WORDS.get(one.kind, one.kind)
        several = f" ({one.specialties} specialties)" if shown.step.lens and one.specialties != one.rows else ""
        yield f"{one.rows} {words}{several}{_doubt(shown.step, one)}"
    yield from (f"note: {note}" for note in shown.notes)
    yield from (f"in doubt: {doubt}" for doubt in shown.doubts)


def _doubt(step: Step, count: Count) -> str:
    if not count.close:
        return ""
    if step.reading == "generous" or count.kind in ("split", "merged"):
        which = "" if count.close == count.rows else f"of which {count.close} "
        return f", {which}by close link{'s' if count.close > 1 else ''}"
    return f", of which {count.close} {'has' if count.close == 1 else 'have'} a close counterpart"


def tell_ground(step: Step, out: Path) -> Iterator[str]:
    """Yield the provisions that the lens of a step rests on, in both acts, with their first words."""
    if step.lens is None or not step.rows:
        return
    for act, provision_id in zip((step.left, step.right), step.rests_on, strict=True):
        if provision_id is None:
            yield f"the lens {step.lens} rests on no provision that was found in {act['act_id']}"
            continue
        (row,) = rows("provisions", out, provision_id=provision_id)
        words = " ".join((row["text"] or "").split())
        yield f"the lens {step.lens} rests on {provision_id}: {words}"


def tell_reading(step: Step) -> str:
    """Say how close links are read."""
    if step.reading == "strict":
        return "strict: only exact links count"
    if step.reading == "generous":
        return "generous: what has no exact counterpart is read by its nearest close one"
    return "close links are told, not counted (--strict, --generous)"


def as_markdown(shown: Shown, ground: Iterable[str]) -> Iterator[str]:
    """Yield a step as lines of Markdown: heading, ground, table, counts."""
    step = shown.step
    yield f"## {step.left['act_id']} to {step.right['act_id']}"
    yield from ("", f"{head_of(step)}. {tell_reading(step)}.", "")
    yield from (f"- {_escaped(line)}" for line in ground)
    columns = columns_of(step)
    yield from ("", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}")
    for cells in cells_of(shown):
        yield f"| {' | '.join(_escaped(_plain(cell)) for cell in cells)} |"
    yield ""
    yield from (f"- {line}" for line in tell_counts(shown))


def _plain(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    return ", ".join(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
