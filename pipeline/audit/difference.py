"""The first difference between what is published and what the sources print."""

from __future__ import annotations

from pipeline.errors import VerificationError


class DifferenceError(VerificationError):
    """What was expected and what was found in one field of one row; `place` is the source and line, or the file."""

    def __init__(
        self,
        *,
        expected: object,
        found: object,
        table: str = "",
        row: str = "",
        field: str = "",
        place: str = "",
        advice: str = "",
    ) -> None:
        self.table, self.row, self.field = table, row, field
        self.expected, self.found = _shown(expected), _shown(found)
        where = ".".join(part for part in (table, field) if part)
        where = ", ".join(part for part in (where, f"row {row}" if row else "") if part)
        message = f"expected {self.expected}, found {self.found}"
        super().__init__(f"{where}: {message}" if where else message, place=place, advice=advice)

    def as_dict(self) -> dict[str, str]:
        """Give the difference as plain values, for JSON."""
        names = ("table", "row", "field", "expected", "found", "place", "advice")
        return {name: getattr(self, name) for name in names}


class Said(str):
    """A description that stands in a message as it is; any other value is quoted."""

    __slots__ = ()


def _shown(value: object) -> str:
    if isinstance(value, Said):
        return str(value)
    return repr(value) if isinstance(value, str) else str(value)
