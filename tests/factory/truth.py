"""What an act of the factory says, however it is laid out: its head, its list, and the rows to be read from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

Columns = Literal["none", "one", "qualifications"]
Groups = Literal["none", "named", "numbered", "coded", "numbered_coded"]
Kind = Literal["header", "group", "entry", "note"]

# The words of each language's forms of study, as a cell prints them.
FORMS: dict[str, dict[str, str]] = {
    "ky": {
        "evening": "күндүзгү-сырттан (кечки)",
        "correspondence": "сырттан",
        "externat": "экстернат",
        "online": "онлайн",
    },
    "kk": {"evening": "кешкі", "correspondence": "сырттай", "externat": "экстернат", "online": "онлайн"},
    "ru": {"evening": "очно-заочная", "correspondence": "заочная", "externat": "экстернат", "online": "онлайн"},
}
QUALIFICATIONS: dict[str, dict[str, str]] = {
    "ky": {"bachelor": "бакалавр", "master": "магистр", "specialist": "адис"},
    "kk": {"bachelor": "бакалавр", "master": "магистр", "specialist": "маман"},
    "ru": {"bachelor": "бакалавр", "master": "магистр", "specialist": "специалист"},
}
CODE_HEAD = {"ky": "Коду", "kk": "Коды", "ru": "Код"}
NAME_HEAD = {"ky": "Адистиктин аталышы", "kk": "Мамандықтың атауы", "ru": "Наименование специальности"}
FORMS_HEAD = {"ky": "Окутуунун формалары", "kk": "Оқыту нысандары", "ru": "Формы обучения"}
CONTINUATION = {"ky": "таблицанын уландысы", "kk": "кестенің жалғасы", "ru": "продолжение таблицы"}
NOTE = {
    "ky": "Эскертүү: тизмек жыл сайын такталып турат.",
    "kk": "Ескерту: тізбе жыл сайын нақтыланып отырады.",
    "ru": "Примечание: перечень ежегодно уточняется.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list: its code, a name for each language, the barred forms of each cell, its running number."""

    code: str
    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...] = ()
    num: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries below one heading; a list without groups is one group without a heading."""

    entries: tuple[Entry, ...]
    names: tuple[str, ...] = ()
    num: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a list, in paragraphs, and the forms that its title bars."""

    paragraphs: tuple[tuple[str, ...], ...]
    barred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An act with one list. `langs` are those of its name columns, the first that of the act.

    `qualifications` head the form columns; without them there is one column for all (`columns` "one") or none.
    """

    head: Head
    langs: tuple[str, ...]
    columns: Columns
    groups: tuple[Group, ...]
    qualifications: tuple[str, ...] = ()
    numbered: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of all groups."""
        return tuple(entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry as it must be read: what list_entries and restrictions hold of it."""

    code: str
    values: frozenset[tuple[str, str]]
    restrictions: frozenset[tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to lay out: its cells by column; `spread` tells that the first cell's text goes across the table."""

    kind: Kind
    cells: tuple[str, ...]
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """An act as it is printed: paragraphs of lines, the table, paragraphs below.

    `merged` is where the second header row's columns begin: those before it go down over both header rows.
    """

    above: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]
    below: tuple[tuple[str, ...], ...]
    lang: str
    merged: int | None = None
    columns: tuple[str, ...] = field(default=())


def expect(act: Act) -> tuple[Expected, ...]:
    """Return the rows that must be read from any layout of an act."""
    return tuple(_expect_entry(act, group, entry) for group in act.groups for entry in group.entries)


def _expect_entry(act: Act, group: Group, entry: Entry) -> Expected:
    values = {(f"name_{lang}", name) for lang, name in zip(act.langs, entry.names, strict=True)}
    values |= {(f"group_name_{lang}", name) for lang, name in zip(act.langs, group.names, strict=False)}
    values |= {(key, value) for key, value in (("group_num", group.num), ("group_code", group.code)) if value}
    values |= {("num", entry.num)} if entry.num else set()
    named: tuple[str | None, ...] = act.qualifications or (None,)
    bars = (
        {(None, form) for form in act.head.barred}
        if act.columns == "none"
        else {(one, form) for one, cell in zip(named, entry.cells, strict=True) for form in cell}
    )
    return Expected(entry.code, frozenset(values), frozenset(bars))


def in_capitals(act: Act) -> Act:
    """Return an act whose groups are headed in capitals."""
    return replace(
        act, groups=tuple(replace(group, names=tuple(name.upper() for name in group.names)) for group in act.groups)
    )


def print_cell(forms: tuple[str, ...], lang: str) -> str:
    """Spell the forms of a cell: `Күндүзгү-сырттан (кечки), экстернат`."""
    text = ", ".join(FORMS[lang][form] for form in forms)
    return text[:1].upper() + text[1:]


def _header_rows(act: Act, *, divided: bool) -> Iterator[TableRow]:
    lang = act.langs[0]
    first = ["№"] if act.numbered else []
    first += [CODE_HEAD[lang], *(NAME_HEAD[one] for one in act.langs)]
    named = [QUALIFICATIONS[lang][one] for one in act.qualifications]
    if act.columns == "none":
        yield TableRow("header", tuple(first))
    elif act.columns == "one":
        yield TableRow("header", (*first, FORMS_HEAD[lang]))
    elif divided:
        yield TableRow("header", (*first, FORMS_HEAD[lang], *[""] * (len(named) - 1)))
        yield TableRow("header", (*[""] * len(first), *named))
    else:
        yield TableRow("header", (*first, *named))


def _group_row(act: Act, group: Group, width: int) -> TableRow:
    """Print a group's heading: across the table, or with its code and a name for each language in their columns."""
    number = f"{group.num}. " if group.num else ""
    if len(group.names) == 1 and not group.code:
        return TableRow("group", (number + group.names[0], *[""] * (width - 1)), spread=True)
    if act.numbered or (group.num and group.code):
        lead = (number.strip(), group.code or "") if act.numbered else (f"{number}{group.code or ''}".strip(),)
    else:
        lead = (group.code or number.strip(),)
    cells = (*lead, *group.names)
    return TableRow("group", (*cells, *[""] * (width - len(cells))))


def print_act(act: Act, *, divided: bool = False, note: bool = False) -> Sheet:
    """Print an act's list as a table; `divided` heads forms by one cell above the qualifications, `note` adds a row."""
    lang = act.langs[0]
    rows = list(_header_rows(act, divided=divided))
    width = len(rows[0].cells)
    merged = width - len(act.qualifications) if len(rows) > 1 else None
    for group in act.groups:
        if group.names:
            rows.append(_group_row(act, group, width))
        for entry in group.entries:
            lead = (f"{entry.num}", entry.code) if entry.num else (entry.code,)
            rows.append(TableRow("entry", (*lead, *entry.names, *(print_cell(cell, lang) for cell in entry.cells))))
    if note:
        rows.append(TableRow("note", (NOTE[lang], *[""] * (width - 1)), spread=True))
    kinds = (*(("num",) if act.numbered else ()), "code", *("name" for _ in act.langs))
    return Sheet(act.head.paragraphs, tuple(rows), (), lang, merged, (*kinds, *["form"] * (width - len(kinds))))
