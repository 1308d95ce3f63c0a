"""What changed in a release, in words: why, in which tables, and the facts themselves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

CHANGES_TEXT = "changes.md"
CAUSES = {
    "program_changed": "the program reads it otherwise",
    "correction_changed": "a correction changed",
    "source_changed": "the source's file changed",
    "law_changed": "the law changed: a new or amended act",
    "source_removed": "the source was removed",
    "decision_changed": "a decision changed",
}
# The facts that are told one by one; of more than so many in one table, only how many.
_FACTS = ("acts", "lists", "list_entries", "restrictions", "definitions", "amendments")
_MOST = 40
_MOST_LETTERS = 160
_KINDS = ("added", "removed", "changed", "rekeyed")

Changes = Sequence[Mapping[str, Any]]


def write_changes_text(folder: Path, release: int, changes: Changes) -> None:
    """Write what changed in a release into its folder as Markdown, in UTF-8 with LF."""
    text = "\n".join(tell_changes(release, changes)) + "\n"
    (folder / CHANGES_TEXT).write_text(text, encoding="utf-8", newline="\n")


def tell_changes(release: int, changes: Changes) -> Iterator[str]:
    """Yield the lines of the Markdown."""
    yield f"# Release {release}"
    yield ""
    if release == 1:
        yield "The first release: all its rows are new."
        return
    yield f"{len(changes)} rows differ from those of the release before."
    yield from _tell_causes(changes)
    yield from _tell_tables(changes)
    for table in _FACTS:
        yield from _tell_facts(table, [row for row in changes if row["table_name"] == table])


def tell_change(row: Mapping[str, Any]) -> str:
    """Tell one change in one line."""
    causes = ", ".join(cause.replace("_", " ") for cause in row["causes"])
    of = f": {', '.join(row['source_ids'])}" if row["source_ids"] else ""
    return f"`{row['row_id']}` {_what(row)} ({causes}{of})"


def _tell_causes(changes: Changes) -> Iterator[str]:
    yield "\n## Why\n\n| cause | sources | rows |\n|---|---|---:|"
    for cause, words in CAUSES.items():
        rows = [row for row in changes if cause in row["causes"]]
        if rows:
            sources = sorted({source for row in rows for source in row["source_ids"]})
            yield f"| {words} | {', '.join(sources)} | {len(rows)} |"


def _tell_tables(changes: Changes) -> Iterator[str]:
    yield f"\n## Where\n\n| table | {' | '.join(_KINDS)} |\n|---|{'---:|' * len(_KINDS)}"
    counts = Counter((row["table_name"], row["kind"]) for row in changes)
    for table in dict.fromkeys(row["table_name"] for row in changes):
        yield f"| {table} | {' | '.join(str(counts[table, kind]) for kind in _KINDS)} |"


def _tell_facts(table: str, rows: Changes) -> Iterator[str]:
    if not rows:
        return
    yield f"\n## {table}\n"
    yield from (f"- {tell_change(row)}" for row in rows[:_MOST])
    if len(rows) > _MOST:
        yield f"- and {len(rows) - _MOST} more: see changes.parquet"


def _what(row: Mapping[str, Any]) -> str:
    if row["kind"] == "rekeyed":
        return f"was `{row['old_row_id']}`"
    if row["kind"] != "changed":
        return str(row["kind"])
    before, after = json.loads(row["before"]), json.loads(row["after"])
    return "; ".join(f"{name}: {_cell(before[name])} -> {_cell(after[name])}" for name in row["fields"])


def _cell(value: object) -> str:
    told = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return told if len(told) <= _MOST_LETTERS else f"{told[:_MOST_LETTERS]}…"
