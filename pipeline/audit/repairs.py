"""The published repairs of a source: each replaces what is printed, and none changes more than the contract allows.

A repair may take or give blanks, hyphens and characters without a shape, take the marks of the format, and turn a
letter into the look-alike of the other script. Any other change of a word must be a correction that `source.toml`
registers beside the source. So a value can't be made to derive by a repair that was made up for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import regex

from pipeline.audit.difference import DifferenceError, Said
from pipeline.audit.printed import Printed
from pipeline.errors import SourceMetadataError
from pipeline.read.registry import METADATA
from pipeline.text.look_alikes import LATIN_TO_CYRILLIC

Rows = Sequence[Mapping[str, Any]]
# "-\n", " ", "\u00ad": what a repair may take from a word or put between words.
_FREE = regex.compile(r"[\s\p{Cf}\u2010\u2011-]+")
# "**", "## ", "\\", "> ", "<br>": what Markdown and HTML add to the words.
_MARKS = regex.compile(r"</?[A-Za-z][^<>]*>|[*_#>\\`]+")
_LOOK_ALIKES = str.maketrans(LATIN_TO_CYRILLIC)
MARK_RULE, LOOK_ALIKE_RULE, CORRECTION_RULE = "markdown_mark", "look_alike", "correction"


def _corrections(home: Path) -> tuple[tuple[str, str], ...]:
    """List the corrections registered beside a source as pairs (expected, replacement)."""
    path = home / METADATA
    if not path.is_file():
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple((one["expect"], one["replace"]) for one in table.get("corrections", []))
    except (ValueError, KeyError, TypeError) as error:
        raise SourceMetadataError(f"can't read the corrections: {error}", place=str(path)) from error


def _kept(text: str, rules: Sequence[str]) -> str:
    """Return what of a text no repair of these rules may change."""
    if MARK_RULE in rules:
        text = _MARKS.sub("", text)
    if LOOK_ALIKE_RULE in rules:
        text = text.translate(_LOOK_ALIKES)
    return _FREE.sub("", text)


def _refusal(
    repair: Mapping[str, Any], printed: Printed, field: str, expected: object, found: object
) -> DifferenceError:
    place = printed.place(min(repair["char_start"], len(printed.document.text)))
    row = repair["repair_id"]
    return DifferenceError(table="repairs", row=row, field=field, expected=expected, found=found, place=place)


def _check_boundary(repair: Mapping[str, Any], printed: Printed) -> None:
    """Check that a repair stays inside the cleaning boundary of the contract."""
    rules, before = repair["rule"].split("+"), repair["before"]
    if CORRECTION_RULE in rules:
        for expected, replacement in _corrections(printed.path.parent):
            before = before.replace(expected, replacement)
    if _kept(before, rules) != _kept(repair["after"], rules):
        allowed = Said(f"the printed words {before!r}, as the rule {repair['rule']} may change them")
        raise _refusal(repair, printed, "after", allowed, repair["after"])


def check_repairs(repairs: Rows, printed: Printed) -> None:
    """Check that each repair names the characters it replaces, changes no word, and meets no other.

    Raises VerificationError for the first that doesn't.
    """
    reached = 0
    for row in sorted(repairs, key=lambda row: (row["char_start"], row["char_end"])):
        start, end = row["char_start"], row["char_end"]
        if (found := printed.quote(start, end)) != row["before"]:
            raise _refusal(row, printed, "before", row["before"], found)
        if start < reached or end < start:
            raise _refusal(
                row, printed, "char_start", Said("repairs that don't overlap"), f"{start}..{end} after {reached}"
            )
        _check_boundary(row, printed)
        reached = end
