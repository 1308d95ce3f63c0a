"""One source against what is published about it: how it was read, and the fate of each of its characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import regex

from pipeline.audit.difference import DifferenceError, Said
from pipeline.audit.printed import Printed

Rows = Sequence[Mapping[str, Any]]
_NOT_BLANK, _WORD = regex.compile(r"\S"), regex.compile(r"[\p{L}\p{N}]")
_REGISTERED = ("sha256", "licence", "origin_url", "retrieved_on")


def check_source(source: Mapping[str, Any], printed: Printed) -> None:
    """Compare the file of a source with its row.

    Raises VerificationError for another size or reading, and for another hash, licence, origin or day than the
    source.toml beside it registers.
    """
    document = printed.document
    found = {
        "byte_count": printed.byte_count,
        "reader": document.reader,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "page_count": document.page_count,
        "line_count": len(document.lines),
        "char_count": len(document.text),
    }
    # A file that was extracted by its name alone isn't registered, whatever lies beside it.
    if printed.registration and PurePosixPath(source["path"]).parent.name:
        found |= {field: printed.registration.get(field) for field in _REGISTERED}
    for field, value in found.items():
        if source[field] != value:
            raise DifferenceError(
                table="sources",
                row=source["source_id"],
                field=field,
                expected=source[field],
                found=value,
                place=str(printed.path),
            )


def check_ledger(ledger: Rows, source_id: str, printed: Printed) -> int:
    """Check that each character that isn't blank stands in one row; return how many of them are unexplained.

    Raises VerificationError for the first character in no row or in two, and for a value without its row.
    """
    text, reached = printed.document.text, 0
    for row in [*ledger, None]:
        start, end = (row["char_start"], row["char_end"]) if row else (len(text), len(text))
        if missed := _NOT_BLANK.search(text, reached, max(reached, start)):
            raise _ledger_error(source_id, printed, missed.start(), "a row that holds it", "none")
        if start < reached or end < start or end > len(text):
            raise _ledger_error(source_id, printed, start, "a row of its own inside the source", f"{start}..{end}")
        if row and row["fate"] == "value" and row["row_id"] is None:
            raise _ledger_error(source_id, printed, start, "the row it was read into", "none")
        if row and row["rule"] == "separator" and (word := _WORD.search(text, start, end)):
            raise _ledger_error(source_id, printed, word.start(), "another rule than a separator's", "separator")
        reached = end
    left = (row for row in ledger if row["fate"] == "unexplained")
    return sum(len("".join(printed.quote(row["char_start"], row["char_end"]).split())) for row in left)


def _ledger_error(source_id: str, printed: Printed, at: int, expected: str, found: str) -> DifferenceError:
    character = printed.quote(at, at + 1)
    return DifferenceError(
        table="ledger",
        row=f"{source_id} · {at}",
        expected=Said(f"{expected} for the character {character!r}"),
        found=Said(found),
        place=printed.place(at),
    )
