"""What stands beside a recognized entry makes it doubtful: a line that became nothing, a name in another language."""

from __future__ import annotations

from pipeline.model import Cell, Document, Line, Piece, Place, Places, Row, Value, Witness
from pipeline.parse.unclear import doubt_recognized

ACT = Row("acts", "a", {"act_id": "a"}, {})
SURE, UNSURE = 0.97, 0.4


def doubted(*printed: tuple[str, str, float | None], left_out: str = "") -> dict[str, list[str]]:
    """Recognize words, each as a column (`` for none), a text and how sure it is; return what is told of each entry.

    A word of the column `code` begins an entry; a `group_name_ky` is that of the entries below it. The word `left_out`
    heads a column that goes down to the end, and is not published.
    """
    text = "\n".join(word for _, word, _ in printed)
    places, entries, group, at = [], [], {}, 0
    for column, word, sureness in printed:
        piece = Piece(at, at + len(word))
        places.append(Place(piece.start, piece.end, 1, (0.0, 0.0, 1.0, 1.0), sureness))
        value = Value(word, (Witness((piece,), column.rpartition("_")[2] or None),))
        at += len(word) + 1
        if column == "group_name_ky":
            group = {column: value}
        elif column == "code":
            cells: dict[str, Cell] = {"entry_id": word, "list_id": "l", "doubtful": False}
            entries.append(Row("list_entries", word, cells, {column: value, **group}))
        elif column:
            entries[-1].values[column] = value
    line = Line(1, 0, len(text))
    document = Document("s", "image/png", "unicode", "scan", text, (line,), places=Places(places))
    begin = text.find(left_out)
    columns = [([(begin, begin + len(left_out))], [(len(text) - 1, len(text))])] if left_out else []
    rows, findings = doubt_recognized(entries, ACT, document, columns)
    told: dict[str, list[str]] = {row.row_id: [] for row in rows}
    for one in findings:
        told[str(one.row_id)].append(one.message)
    assert {row.row_id for row in rows if row.cells["doubtful"]} == {key for key, found in told.items() if found}
    return told


def named(code: str, name: str, sure: float | None = SURE) -> tuple[tuple[str, str, float | None], ...]:
    return ("code", code, sure), ("name_ky", name, sure)


# letters set apart were read as other ones: no group begins there, and the rows below it stay in the one before
def test_a_line_that_became_nothing_may_be_the_name_of_a_group() -> None:
    group = ("group_name_ky", "Илимдер", SURE)
    other = ("group_name_ky", "Транспорт", SURE)
    lines = [group, *named("510100", "Математика"), ("", "эзрхитеаектура", UNSURE)]
    lines += [*named("510200", "Физика"), *named("510300", "Химия"), other, *named("510400", "Экономика")]
    told = doubted(*lines)
    assert {code for code, found in told.items() if found} == {"510100", "510200", "510300"}
    assert all("'эзрхитеаектура'" in found[0] for found in told.values() if found)


# what is read surely and is of no row is told elsewhere: the head of a table on its next page, the number of a page
def test_sure_lines_and_numbers_between_entries_doubt_nothing() -> None:
    lines = [*named("510100", "Математика"), ("", "Коду", SURE), ("", "2", UNSURE), *named("510200", "Физика")]
    assert not any(doubted(*lines).values())


def test_lines_of_a_text_layer_doubt_nothing() -> None:
    lines = [*named("510100", "Математика", None), ("", "эзрхитеаектура", None), *named("510200", "Физика", None)]
    assert not any(doubted(*lines).values())


# both words are known, so that nothing but the other language tells
def test_a_name_that_the_other_language_takes_for_a_misreading_is_doubted() -> None:
    wrong = (*named("560001", "Дарылоо иши"), ("name_ru", "Лечебное тело", SURE))
    right = (*named("560002", "Дарылоо иши"), ("name_ru", "Лечебное дело", SURE))
    told = doubted(*wrong, *right)
    assert told["560001"] == ["'тело' may be 'дело': that is what the name in another language means"]
    assert told["560002"] == []


# what a text layer prints is no matter of reading
def test_a_name_of_a_text_layer_is_left_to_the_reader() -> None:
    assert not any(doubted(*named("560001", "Дарылоо иши", None), ("name_ru", "Лечебное тело", None)).values())


# the column may be one of numbers or forms, whose header was misread
def test_a_column_left_out_below_an_unclear_header_doubts_its_rows() -> None:
    rows = [*named("560001", "Дарылоо иши"), *named("560002", "Педиатрия")]
    assert all(doubted(("", "Форсты", SURE), *rows, left_out="Форсты").values())
    assert all(doubted(("", "Эскертүү", UNSURE), *rows, left_out="Эскертүү").values())
    assert not any(doubted(("", "Эскертүү", SURE), *rows, left_out="Эскертүү").values())
    assert not any(doubted(("", "Форсты", None), *rows, left_out="Форсты").values())
