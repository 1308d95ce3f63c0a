"""How the rows of a table differ from those of an earlier one, key by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
# A key of several columns is told as one word.
BETWEEN = ".."


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a table that comes (`before` is none), goes (`after` is none) or changes."""

    table: str
    row_id: str
    before: Row | None
    after: Row | None

    @property
    def sign(self) -> str:
        """`+` for a row that comes, `-` for one that goes, `~` for one that changes."""
        return "~" if self.before and self.after else "+" if self.after else "-"

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that change, in a row that stays; one that only one side has changes where it holds a value."""
        if not (self.before and self.after):
            return ()
        names = dict.fromkeys((*self.before, *self.after))
        return tuple(name for name in names if self.before.get(name) != self.after.get(name))


def find_differences(
    table: str, key: Sequence[str], before: Iterable[Row], after: Iterable[Row]
) -> Iterator[Difference]:
    """Yield the rows that differ, by their keys, in the order of these."""
    old, new = ({tuple(row[name] for name in key): row for row in side} for side in (before, after))
    for row_key in sorted(old.keys() | new.keys()):
        if old.get(row_key) != new.get(row_key):
            yield Difference(table, BETWEEN.join(map(str, row_key)), old.get(row_key), new.get(row_key))
