"""Tables of other shapes: columns that are not published, names before codes, both in one cell, marks for each form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.factory.constructs import LOW_PAGE, Construct
from tests.factory.layouts.pdf import Style
from tests.factory.rows import Shape
from tests.factory.truth import FORMS, Sheet, TableRow

Heads = dict[str, str]
Change = Callable[[Sheet], Sheet]
QUALIFICATION: Heads = {"ky": "Квалификациясы", "kk": "Біліктілігі", "ru": "Квалификация"}
TERM: Heads = {"ky": "Окутуунун мөөнөтү", "kk": "Оқу мерзімі", "ru": "Срок обучения"}
AREA: Heads = {"ky": "Тармактын аталышы", "kk": "Сала атауы", "ru": "Область образования"}
FORMER: Heads = {"ky": "Мурунку коду", "kk": "Бұрынғы коды", "ru": "Прежний код"}
CODE_AND_NAME: Heads = {
    "ky": "Адистиктин коду жана аталышы",
    "kk": "Мамандықтың коды мен атауы",
    "ru": "Код и наименование специальности",
}
FULL_TIME: Heads = {"ky": "Күндүзгү", "kk": "Күндізгі", "ru": "Очная"}
HOLDERS: dict[str, tuple[str, ...]] = {
    "ky": ("Инженер", "Техник-технолог", "Мугалим"),
    "kk": ("Инженер", "Техник-технолог", "Мұғалім"),
    "ru": ("Инженер", "Техник-технолог", "Учитель"),
}


def _change_rows(sheet: Sheet, change: Callable[[int, TableRow], tuple[str, ...]], columns: tuple[str, ...]) -> Sheet:
    """Give each row other cells; what goes across the table still does."""
    rows = []
    for at, row in enumerate(sheet.rows):
        cells = (row.cells[0], *[""] * (len(columns) - 1)) if row.spread else change(at, row)
        rows.append(replace(row, cells=cells))
    return replace(sheet, rows=tuple(rows), columns=columns)


def add_column(at: int | None, heads: Heads, cell: Callable[[int, Sheet], str]) -> Change:
    """Return the change that adds a column before the one at `at`, or as the last."""

    def change(sheet: Sheet) -> Sheet:
        place = len(sheet.columns) if at is None else at

        def cells(number: int, row: TableRow) -> tuple[str, ...]:
            added = heads[sheet.lang] if row.kind == "header" else cell(number, sheet) if row.kind == "entry" else ""
            return (*row.cells[:place], added, *row.cells[place:])

        return _change_rows(sheet, cells, (*sheet.columns[:place], "form", *sheet.columns[place:]))

    return change


def holder(number: int, sheet: Sheet) -> str:
    """Return the qualification of an entry."""
    return HOLDERS[sheet.lang][number % 3]


def years(number: int, _: Sheet) -> str:
    """Return the term of study of an entry."""
    return str(3 + number % 3)


def former_code(number: int, _: Sheet) -> str:
    """Return a code that is none of the act's."""
    return f"9{number % 10}99{number % 90 + 10}"


def name_first(sheet: Sheet) -> Sheet:
    """Print the names before the code."""
    code = sheet.columns.index("code")
    names = sheet.columns.count("name")
    order = [*range(code), *range(code + 1, code + 1 + names), code, *range(code + 1 + names, len(sheet.columns))]
    return _change_rows(
        sheet, lambda _, row: tuple(row.cells[at] for at in order), tuple(sheet.columns[at] for at in order)
    )


def code_in_name(sheet: Sheet) -> Sheet:
    """Print code and name in one cell."""
    code = sheet.columns.index("code")

    def cells(_: int, row: TableRow) -> tuple[str, ...]:
        joined = CODE_AND_NAME[sheet.lang] if row.kind == "header" else " ".join(row.cells[code : code + 2]).strip()
        return (*row.cells[:code], joined, *row.cells[code + 2 :])

    return _change_rows(sheet, cells, (*sheet.columns[:code], *sheet.columns[code + 1 :]))


def area_column(sheet: Sheet) -> Sheet:
    """Print the headings of groups in a column of their own, in the first row of each."""
    rows: list[TableRow] = []
    area = ""
    for row in sheet.rows:
        if row.kind == "group":
            area = row.cells[0]
        else:
            rows.append(replace(row, cells=(AREA[sheet.lang] if row.kind == "header" else area, *row.cells)))
            area = ""
    return replace(sheet, rows=tuple(rows), columns=("form", *sheet.columns))


def number_columns(sheet: Sheet) -> Sheet:
    """Print a row below the header that numbers the columns."""
    header = [row for row in sheet.rows if row.kind == "header"]
    numbers = TableRow("note", tuple(str(at) for at in range(1, len(sheet.columns) + 1)))
    return replace(sheet, rows=(*header, numbers, *sheet.rows[len(header) :]))


def forms_as_columns(barred: str, other: str, full_time: str = "") -> Change:
    """Return the change that prints a column for each form, and one for full-time study where it has a mark."""

    def change(sheet: Sheet) -> Sheet:
        words = FORMS[sheet.lang]
        first = len(sheet.columns) - 1

        def cells(_: int, row: TableRow) -> tuple[str, ...]:
            if row.kind == "header":
                marks = [word[:1].upper() + word[1:] for word in words.values()]
                return (*row.cells[:first], *([FULL_TIME[sheet.lang]] if full_time else []), *marks)
            if row.kind != "entry":
                return (*row.cells[:first], *[""] * (len(words) + bool(full_time)))
            parts = [part.strip().lower() for part in row.cells[first].split(",")]
            marks = [barred if word in parts else other for word in words.values()]
            return (*row.cells[:first], *([full_time] if full_time else []), *marks)

        return _change_rows(sheet, cells, (*sheet.columns[:first], *["form"] * (len(words) + bool(full_time))))

    return change


def in_turn(*changes: Change) -> Callable[[Sheet, int], Sheet]:
    """Return the changes, one after the other, as a construct takes them."""

    def damage(sheet: Sheet, _: int) -> Sheet:
        for change in changes:
            sheet = change(sheet)
        return sheet

    return damage


NO_FORMS, LETTERED = Shape(columns="none"), Shape(columns="none", system="lettered")
with_qualification, with_term = add_column(None, QUALIFICATION, holder), add_column(None, TERM, years)
SHAPES = (
    Construct("a column of qualifications", NO_FORMS, damage=in_turn(with_qualification)),
    Construct("qualifications before forms", Shape(), damage=in_turn(add_column(2, QUALIFICATION, holder))),
    Construct(
        "qualifications and terms, groups with codes",
        Shape(columns="none", groups="coded"),
        damage=in_turn(with_qualification, with_term, number_columns),
    ),
    Construct("names before codes", NO_FORMS, damage=in_turn(name_first, with_term)),
    Construct("numbers, names before codes, forms", Shape(numbered=True), damage=in_turn(name_first)),
    Construct(
        "names before codes, the header on the first page",
        NO_FORMS,
        damage=in_turn(name_first, with_qualification),
        style=Style(height=LOW_PAGE),
        formats=("PDF ruled",),
    ),
    Construct("former codes", NO_FORMS, damage=in_turn(add_column(0, FORMER, former_code))),
    Construct("former codes behind the names, forms", Shape(), damage=in_turn(add_column(2, FORMER, former_code))),
    Construct("code and name in one cell", LETTERED, damage=in_turn(code_in_name, with_qualification)),
    Construct("code and name in one cell, forms", Shape(system="lettered"), damage=in_turn(code_in_name)),
    Construct("a column of groups", Shape(columns="none", groups="named"), damage=in_turn(area_column)),
    Construct(
        "a column of groups, numbers, code and name in one cell",
        Shape(columns="none", groups="named", numbered=True, system="lettered"),
        damage=in_turn(code_in_name, area_column),
    ),
    Construct("a column for each form", Shape(), damage=in_turn(forms_as_columns("+", ""))),
    Construct("a column for each form, full-time too", Shape(), damage=in_turn(forms_as_columns("-", "+", "+"))),
    Construct(
        "names in two languages before codes, qualifications",
        NO_FORMS,
        two_languages=True,
        damage=in_turn(name_first, with_qualification),
    ),
    Construct(
        "names in two languages, a column for each form",
        Shape(),
        two_languages=True,
        damage=in_turn(forms_as_columns("+", "-")),
    ),
)
