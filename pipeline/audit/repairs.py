"""The published repairs of a source: each replaces what is printed, and does no more than its own rule allows.

A mark must be one that the reader of the source takes away, a correction one that `source.toml` registers beside it.
The other rules may take or give blanks, hyphens and characters without a shape, or turn a letter into the look-alike of
the other script. So a value can't be made to derive by a repair that was made up for it.
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
_HYPHEN, _INVISIBLE = regex.compile(r"[-\u2010\u2011\u00ad]\s*"), regex.compile(r"\p{Cf}+")
# What follows a hyphen at the end of a line, or of a cell beside another.
_END = regex.compile(r"\p{Cf}*(?:[\s\x1c-\x1f]*(?:\n|$)|\s{2}|\t|\s*\|)")
_LINE_END_HYPHEN = "line_end_hyphen"
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
    }
)
_MARK, _LOOK_ALIKE, _CORRECTION = "markdown_mark", "look_alike", "correction"
RULES = frozenset({*_TAKES, _MARK, _LOOK_ALIKE, _CORRECTION})


def _registered(repair: Mapping[str, Any], rules: Sequence[str], printed: Printed) -> list[Edit]:
    """Return what the reader and the corrections do inside a repair, where its rule names them, by place."""
    start, end = repair["char_start"], repair["char_end"]
    edits = [
        *(printed.document.marks if _MARK in rules else ()),
        *(printed.corrections if _CORRECTION in rules else ()),
    ]
    return sorted((edit for edit in edits if start <= edit.start and edit.end <= end), key=lambda edit: edit.start)


def _are_twins(before: str, after: str) -> bool:
    return after in (LATIN_TO_CYRILLIC.get(before), CYRILLIC_TO_LATIN.get(before))


def _may_become(before: str, after: str, rules: Sequence[str]) -> bool:
    """Tell whether rules together may turn one text into another: what none of them takes must stay."""
    for rule in rules:
        if rule in _TAKES:
            takes, gives = _TAKES[rule]
            before, after = takes.sub("", before), takes.sub("", after)
            if gives:
                before, after = before.replace(gives, ""), after.replace(gives, "")
    pairs = list(zip(before, after, strict=False))
    twins = _LOOK_ALIKE in rules
    return len(before) == len(after) and all(one == other or (twins and _are_twins(one, other)) for one, other in pairs)


def _keeps_hyphens(repair: Mapping[str, Any], printed: Printed) -> bool:
    """Tell whether a repair takes no hyphen but those that end a line or a cell."""
    text, marks = printed.document.text, {mark.start for mark in printed.document.marks}
    printed_hyphens = [repair["char_start"] + found.start() + 1 for found in _HYPHEN.finditer(repair["before"])]
    last = sum(end in marks or _END.match(text, end) is not None for end in printed_hyphens)
    return len(printed_hyphens) - len(_HYPHEN.findall(repair["after"])) <= last


def _is_allowed(repair: Mapping[str, Any], rules: Sequence[str], printed: Printed) -> bool:
    before, after = repair["before"], repair["after"]
    if _LINE_END_HYPHEN in rules and not _keeps_hyphens(repair, printed):
        return False
    if len(rules) == 1 and rules[0] in _TAKES:
        takes, gives = _TAKES[rules[0]]
        return after == gives and takes.fullmatch(before) is not None
    done = _registered(repair, rules, printed)
    if not done and set(rules) <= {_MARK, _CORRECTION}:
        return False
    return _may_become(apply_edits(before, done, repair["char_start"]), after, rules)


def _refusal(
    repair: Mapping[str, Any], printed: Printed, field: str, expected: object, found: object
) -> DifferenceError:
    place = printed.place(min(repair["char_start"], len(printed.document.text)))
    row = repair["repair_id"]
    return DifferenceError(table="repairs", row=row, field=field, expected=expected, found=found, place=place)


def _check_rule(repair: Mapping[str, Any], printed: Printed) -> None:
    """Check that a repair does what its rule may do; a merged rule `a+b` may do what its parts may."""
    rules = repair["rule"].split("+")
    if unknown := sorted(set(rules) - RULES):
        raise _refusal(repair, printed, "rule", Said("a rule that is known"), unknown[0])
    if not _is_allowed(repair, rules, printed):
        allowed = Said(f"the printed words {repair['before']!r}, as the rule {repair['rule']} may change them")
        raise _refusal(repair, printed, "after", allowed, repair["after"])


def check_repairs(repairs: Rows, printed: Printed) -> None:
    """Check that each repair names the characters it replaces, keeps to its rule, and meets no other.

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
        if row["repair_id"] != (spelled := f"{row['source_id']}:{start}-{end}"):
            raise _refusal(row, printed, "repair_id", spelled, row["repair_id"])
        _check_rule(row, printed)
        reached = end
