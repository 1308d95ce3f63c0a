"""The published repairs of a source: each replaces what is printed, and does no more than its own rule allows.

A mark must be one that the reader of the source takes away, a correction one that `source.toml` registers beside it.
The other rules may take or give blanks, hyphens and characters without a shape, take the mark of a note, or turn a
letter into the look-alike of the other script. So a value can't be made to derive by a repair that was made up for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import regex

from pipeline.audit.difference import DifferenceError, Said
from pipeline.audit.printed import Printed
from pipeline.clean.cleaned import apply_edits
from pipeline.model import Edit
from pipeline.text.look_alikes import CYRILLIC_TO_LATIN, LATIN_TO_CYRILLIC

Rows = Sequence[Mapping[str, Any]]
# `str.isspace` takes the separators of old terminals for blanks too.
_LINE_END, _BLANKS = regex.compile(r"[\s\x1c-\x1f]*\n[\s\x1c-\x1f]*"), regex.compile(r"[\s\x1c-\x1f]+")
_HYPHEN, _INVISIBLE = regex.compile(r"[-\u2010\u2011\u00ad]"), regex.compile(r"\p{Cf}+")
_SHAPELESS = regex.compile(r"(?!\u00ad)\p{Cf}")
_TOKEN = regex.compile(r"[\s\x1c-\x1f]+|.", regex.DOTALL)
_BEHIND_HYPHEN, _NOTHING = regex.compile(r".*[-\u2010\u2011\u00ad]\s+", regex.DOTALL), regex.compile(r"(?!)")
# What may follow a hyphen that ends a line or a cell.
_AT_END = regex.compile(r"[\s\x1c-\x1f\p{Cf}]*(?:\n|$)")
_LINE_END_HYPHEN, _NOTE_MARK = "line_end_hyphen", "note_mark"
# " *)", "¹": what marks a note, and each of its characters
_NOTE, _OF_NOTE = regex.compile(r" ?(?:\*{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\)?"), regex.compile(r"[ *⁰¹²³⁴⁵⁶⁷⁸⁹)]")
# What a rule takes, whole, and what it puts there.
_TAKES: Mapping[str, tuple[regex.Pattern[str], str]] = MappingProxyType(
    {
        "line_join": (_LINE_END, " "),
        "mid_word_join": (_LINE_END, ""),
        _LINE_END_HYPHEN: (_HYPHEN, ""),
        "white_space": (_BLANKS, " "),
        "blank_before_mark": (_BLANKS, ""),
        "letter_spacing": (_BLANKS, ""),
        "split_word": (_BLANKS, ""),
        "blank_before_hyphen": (_BLANKS, ""),
        "blank_beside_hyphen": (_BLANKS, ""),
        "invisible_character": (_INVISIBLE, ""),
        _NOTE_MARK: (_OF_NOTE, ""),
    }
)
_LOOK_ALIKE, _CORRECTION = "look_alike", "correction"
# The rules of a reader's marks: what is no word of the act, and the gaps that part its columns.
_MARKS = frozenset({"markdown_mark", "column_gap"})
RULES = frozenset({*_TAKES, *_MARKS, _LOOK_ALIKE, _CORRECTION})


def _registered(repair: Mapping[str, Any], rules: Sequence[str], printed: Printed) -> list[Edit]:
    """Return what the reader and the corrections do inside a repair, where its rule names them, by place."""
    start, end = repair["char_start"], repair["char_end"]
    edits = [
        *(mark for mark in printed.document.marks if mark.rule in rules),
        *(printed.corrections if _CORRECTION in rules else ()),
    ]
    return sorted((edit for edit in edits if start <= edit.start and edit.end <= end), key=lambda edit: edit.start)


def _readings(token: regex.Match[str], rules: Sequence[str], ends: bool) -> set[str]:
    """Return what rules may make of one token of the print: a run of blanks, a hyphen, a character.

    `ends` tells that a cell ends behind the last token, as a line ends behind a newline.
    """
    printed, text = token.group(), token.string
    readings = {printed}
    if _LOOK_ALIKE in rules:
        readings |= {twin for twins in (LATIN_TO_CYRILLIC, CYRILLIC_TO_LATIN) if (twin := twins.get(printed))}
    for rule in rules:
        takes, gives = _TAKES.get(rule, (_NOTHING, ""))
        if rule == _LINE_END_HYPHEN:
            ends_line = _AT_END.match(text, token.end()) and (ends or "\n" in text[token.end() :])
            allowed = ends_line if takes.fullmatch(printed) else _BEHIND_HYPHEN.fullmatch(text, 0, token.end())
        else:
            allowed = takes.fullmatch(printed)
        readings |= {gives} if allowed else set()
    return readings


def _may_become(before: str, after: str, rules: Sequence[str], ends: bool) -> bool:
    """Tell whether rules together may turn one text into another, token by token: nothing is added or moved."""
    if "invisible_character" in rules:
        before = _SHAPELESS.sub("", before)
    tokens = _TOKEN.finditer(before)
    sources = ("|".join(map(regex.escape, sorted(_readings(token, rules, ends)))) for token in tokens)
    return regex.fullmatch("".join(f"(?:{source})" for source in sources), after) is not None


def _is_allowed(repair: Mapping[str, Any], rules: Sequence[str], printed: Printed, cell_ends: frozenset[int]) -> bool:
    before, after = repair["before"], repair["after"]
    ends = any(end in cell_ends for end in range(repair["char_start"] + 1, repair["char_end"] + 1))
    done = _registered(repair, rules, printed)
    if before == after or (not done and set(rules) <= {*_MARKS, _CORRECTION}):
        return False
    if _NOTE_MARK in rules and not _NOTE.search(before):
        return False
    if len(rules) == 1 and rules[0] in _TAKES and _TAKES[rules[0]][1] != after:
        return False
    return _may_become(apply_edits(before, done, repair["char_start"]), after, rules, ends)


def _refusal(
    repair: Mapping[str, Any], printed: Printed, field: str, expected: object, found: object
) -> DifferenceError:
    place = printed.place(min(repair["char_start"], len(printed.document.text)))
    row = repair["repair_id"]
    return DifferenceError(table="repairs", row=row, field=field, expected=expected, found=found, place=place)


def _check_rule(repair: Mapping[str, Any], printed: Printed, cell_ends: frozenset[int]) -> None:
    """Check that a repair does what its rule may do; a merged rule `a+b` may do what its parts may."""
    rules = repair["rule"].split("+")
    if unknown := sorted(set(rules) - RULES):
        raise _refusal(repair, printed, "rule", Said("a rule that is known"), unknown[0])
    if not _is_allowed(repair, rules, printed, cell_ends):
        allowed = Said(f"the printed words {repair['before']!r}, as the rule {repair['rule']} may change them")
        raise _refusal(repair, printed, "after", allowed, repair["after"])


def check_repairs(repairs: Rows, provenance: Rows, printed: Printed) -> None:
    """Check that each repair names the characters it replaces, keeps to its rule, and meets no other.

    A hyphen may be taken where a line ends, or a piece of `provenance`: that is where a cell of a table ends.

    Raises VerificationError for the first that doesn't.
    """
    reached, cell_ends = 0, frozenset(row["char_end"] for row in provenance)
    for row in sorted(repairs, key=lambda row: (row["char_start"], row["char_end"])):
        start, end = row["char_start"], row["char_end"]
        if (found := printed.quote(start, end)) != row["before"]:
            raise _refusal(row, printed, "before", row["before"], found)
        if start < reached or end < start:
            raise _refusal(
                row, printed, "char_start", Said("repairs that don't overlap"), f"{start}..{end} after {reached}"
            )
        if row["repair_id"] != (spelled := f"{row['source_id']}:{start}-{end}"):
            raise _refusal(row, printed, "repair_id", spelled, row["repair_id"])
        _check_rule(row, printed, cell_ends)
        reached = end
