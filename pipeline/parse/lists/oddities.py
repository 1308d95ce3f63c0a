"""Find what the lists of an act print oddly. Nothing is mended here: each oddity is a finding beside its row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.model import Finding, Row, Severity, Value
from pipeline.text.codes import field_digits, field_of, is_group_code, is_member

LANGS = ("ky", "kk", "ru")
OF_A_GROUP = ("group_num", "group_code", *(f"group_name_{lang}" for lang in LANGS))
# The letters that number the items of every list: some leave out ё, з, й, о, ч, ъ, ы and ь.
COUNTING = "абвгдежиклмнпрстуфхцшщэюя"
# A digit that all but this share of a list's codes have at one place is the list's pattern, from so many codes on.
OFF_PATTERN_SHARE, PATTERN_CODES = 0.03, 30
# A list with more names in small letters than this share writes them so.
SMALL_SHARE = 0.25
# A list with more descents than this share of its rows isn't ordered by code at all.
UNORDERED_SHARE = 0.2


def find_oddities(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield what is odd in the lists of one act, `rows` being its `lists` and `list_entries` in order."""
    lists: dict[str, list[Row]] = {row.row_id: [] for row in rows if row.table == "lists"}
    for row in rows:
        if row.table == "list_entries":
            lists[str(row.cells["list_id"])].append(row)
    yield from _odd_list_numbers([row for row in rows if row.table == "lists"])
    for list_id, entries in lists.items():
        yield from _groups_missing(entries)
        yield from _odd_group_numbers(entries)
        yield from _odd_codes(list_id, entries)
        yield from _repeated_names(entries)
        yield from _cut_names(entries)
    entries = [entry for of_list in lists.values() for entry in of_list]
    yield from _odd_entry_numbers(entries)
    yield from _codes_with_two_names(entries)
    yield from _groups_named_two_ways(list(lists.values()))


def finding_at(value: Value, code: str, severity: Severity, message: str, row: Row | None = None) -> Finding:
    """Make a finding about a value, where its first witness prints it."""
    pieces = value.witnesses[0].pieces
    table, row_id = (row.table, row.row_id) if row else (None, None)
    return Finding(code, severity, message, pieces[0].start, pieces[-1].end, table, row_id)


def _text(row: Row, column: str) -> str:
    value = row.values.get(column)
    return str(value.value) if value else ""


def _groups(entries: Sequence[Row], column: str) -> list[tuple[Row, Value]]:
    """Return each group's first entry with the group's value of a column, in order."""
    found: list[tuple[Row, Value]] = []
    for entry in entries:
        value = entry.values.get(column)
        if value and (not found or found[-1][1].witnesses[0].pieces[0] != value.witnesses[0].pieces[0]):
            found.append((entry, value))
    return found


def _odd_group_numbers(entries: Sequence[Row]) -> Iterator[Finding]:
    numbers = [
        (value, int(str(value.value))) for _, value in _groups(entries, "group_num") if str(value.value).isdigit()
    ]
    for (_, before), (value, number) in pairwise(numbers):
        if number == before:
            yield finding_at(value, "group_number_repeated", "warning", f"group number {number} is used twice")
        elif number != before + 1:
            gap = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
            message = (
                f"group {number} follows group {before}: {gap} missing"
                if number > before
                else (f"group {number} follows group {before}")
            )
            yield finding_at(value, "group_number_missing", "warning", message)


def _odd_list_numbers(lists: Sequence[Row]) -> Iterator[Finding]:
    """Yield the lists of a part whose numbers don't count up by one: a list between them was not found."""
    for before, after in pairwise(lists):
        one, two = before.values.get("num"), after.values.get("num")
        if before.cells.get("part") == after.cells.get("part") and one and two:
            numbers = str(one.value), str(two.value)
            if all(map(str.isdigit, numbers)) and int(numbers[1]) > int(numbers[0]) + 1:
                message = f"list {numbers[1]} follows list {numbers[0]}: a list between them was not found"
                yield finding_at(two, "list_number_missing", "error", message, after)


def _groups_missing(entries: Sequence[Row]) -> Iterator[Finding]:
    """Yield the first entry without a group, where most entries of the list have one."""
    columns = [f"group_name_{lang}" for lang in LANGS]
    without = [entry for entry in entries if not any(column in entry.values for column in columns)]
    if without and len(without) < len(entries) / 2:
        message = f"{len(without)} entries stand under no group, the other {len(entries) - len(without)} do"
        yield finding_at(without[0].values["code"], "group_missing", "warning", message, without[0])


def _odd_entry_numbers(entries: Sequence[Row]) -> Iterator[Finding]:
    """Yield running numbers that don't count up by one; the first of a list, a group or a point may begin anew at 1."""
    last: dict[str, int] = {}  # of each point: 3 of "1." behind "1.1", "1.2", "1.3"
    before, group_before = None, None
    for entry in entries:
        value = entry.values.get("num")
        place = _place(str(value.value)) if value else None
        if not value or not place:
            continue
        (point, number), printed = place, str(value.value)
        group = (entry.cells["list_id"], *(_text(entry, name) for name in OF_A_GROUP))
        begins = number == 1 and (group != group_before or point not in last)
        if before is not None and not begins:
            if printed == before:
                yield finding_at(value, "entry_number_repeated", "warning", f"number {printed} is used twice", entry)
            elif number != last.get(point, 0) + 1:
                message = f"number {printed} follows number {before}"
                yield finding_at(value, "entry_number_missing", "warning", message, entry)
        last[point] = number
        before, group_before = printed, group


def _place(printed: str) -> tuple[str, int] | None:
    """Return the point that a number is of, and its place there; None for a letter that lists may leave out.

    >>> _place("12"), _place("1.3"), _place("б"), _place("з")
    (('', 12), ('1', 3), ('', 2), None)
    """
    point, _, last = printed.rpartition(".")
    if last.isdecimal():
        return point, int(last)
    return ("", COUNTING.index(last) + 1) if len(printed) == 1 and last in COUNTING else None


def _odd_codes(list_id: str, entries: Sequence[Row]) -> Iterator[Finding]:
    codes = [_text(entry, "code") for entry in entries]
    seen: Counter[str] = Counter()
    descents = [i for i in range(1, len(codes)) if len(codes[i]) == len(codes[i - 1]) and codes[i] < codes[i - 1]]
    ordered = len(descents) <= UNORDERED_SHARE * len(codes)
    pattern = _pattern_of(codes)
    for i, (entry, code) in enumerate(zip(entries, codes, strict=True)):
        value = entry.values["code"]
        seen[code] += 1
        if seen[code] > 1:
            yield finding_at(value, "code_repeated", "warning", f"{code} stands {seen[code]} times in the list", entry)
        if i in descents and ordered:
            yield finding_at(value, "code_out_of_order", "info", f"{code} follows {codes[i - 1]}", entry)
        off = [k + 1 for k, digit in pattern.items() if k >= len(code) or code[k] != digit]
        if off or (pattern and len(code) != _usual_length(codes)):
            shape = "".join(pattern.get(k, "#") for k in range(_usual_length(codes)))
            message = f"{code} is off the pattern {shape} of the list's other codes"
            yield finding_at(value, "code_off_pattern", "warning", message, entry)
        group = _text(entry, "group_code")
        if group and not is_member(code, group):
            message = f"{code} stands in the group {group}"
            yield finding_at(value, "code_outside_group", "warning", message, entry)


def _usual_length(codes: Sequence[str]) -> int:
    return Counter(map(len, codes)).most_common(1)[0][0]


def _pattern_of(codes: Sequence[str]) -> dict[int, str]:
    """Return the digits that (almost) all codes of a list have at the same place, but for the field's own digits."""
    if len(codes) < PATTERN_CODES:
        return {}
    length = _usual_length(codes)
    pattern = {}
    for k in range(2, length):
        digit, count = Counter(code[k] for code in codes if len(code) > k).most_common(1)[0]
        if count >= (1 - OFF_PATTERN_SHARE) * len(codes):
            pattern[k] = digit
    return pattern


def _repeated_names(entries: Sequence[Row]) -> Iterator[Finding]:
    """Yield names that stand under two codes of one list."""
    for lang in LANGS:
        first: dict[str, Row] = {}
        for entry in entries:
            name = _text(entry, f"name_{lang}")
            if not name:
                continue
            before = first.setdefault(name.lower(), entry)
            if _text(before, "code") != _text(entry, "code"):
                message = f"{name!r} stands under {_text(before, 'code')} and {_text(entry, 'code')}"
                yield finding_at(entry.values[f"name_{lang}"], "name_with_two_codes", "info", message, entry)


def _cut_names(entries: Sequence[Row]) -> Iterator[Finding]:
    """Yield names that begin with a small letter where nearly all of the list begin with a capital one."""
    for lang in LANGS:
        names = [(entry, value) for entry in entries if (value := entry.values.get(f"name_{lang}"))]
        small = [(entry, value) for entry, value in names if str(value.value)[:1].islower()]
        if len(small) <= SMALL_SHARE * len(names):
            for entry, value in small:
                message = f"{value.value!r} begins with a small letter: its first words may stand elsewhere"
                yield finding_at(value, "name_begins_small", "warning", message, entry)


def _codes_with_two_names(entries: Sequence[Row]) -> Iterator[Finding]:
    for lang in LANGS:
        names: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            code, name = _text(entry, "code"), _text(entry, f"name_{lang}")
            if not name:
                continue
            if names[code] and name not in names[code]:
                others = ", ".join(repr(other) for other in names[code])
                message = f"{code} is {name!r} here and {others} before"
                yield finding_at(entry.values[f"name_{lang}"], "code_with_two_names", "warning", message, entry)
            if name not in names[code]:
                names[code].append(name)


def _groups_named_two_ways(lists: Iterable[Sequence[Row]]) -> Iterator[Finding]:
    """Yield groups that two lists of an act name differently, a group known by its code or by its members' digits."""
    names: dict[tuple[str, str], str] = {}
    for entries in lists:
        digits = field_digits([_text(entry, "code") for entry in entries])
        for lang in LANGS:
            for entry, value in _groups(entries, f"group_name_{lang}"):
                pieces = value.witnesses[0].pieces
                members = [e for e in entries if _is_in(e, f"group_name_{lang}", pieces[0].start)]
                keys = {_text(e, "group_code") or field_of(_text(e, "code"), digits) for e in members}
                if len(keys) != 1:
                    continue
                group = keys.pop()
                key = (lang, group[:2] + group[2:].rstrip("0.") if is_group_code(group) else group)
                known = names.setdefault(key, str(value.value))
                if known.lower() != str(value.value).lower():
                    message = f"the group {key[1]} is {value.value!r} here and {known!r} before"
                    yield finding_at(value, "group_named_two_ways", "warning", message, entry)


def _is_in(entry: Row, column: str, start: int) -> bool:
    value = entry.values.get(column)
    return value is not None and value.witnesses[0].pieces[0].start == start
