"""How much room the lines of a page leave: to the edge of their column, not to that of the page."""

import pytest

from pipeline.model import Document, Line, Place, Places
from pipeline.segment.extents import measure_lines

WRAPPED = "окуу жана билим"

# Columns as their page, left and right edge, and how far from the right edge each of their lines ends; the last line of
# a column ends its sentence. What is expected is that distance.
ALONE = (1, 40, 540, [0, 0, 0, 0, 0, 60])
LEFT = (1, 40, 275, [0, 0, 0, 0, 0, 60])
RIGHT = (1, 315, 550, [0, 0, 0, 0, 0, 90])
NARROW = (2, 100, 480, [0, 0, 0, 0, 0, 30])
RAGGED = (1, 40, 540, [15, 0, 30, 8, 22, 200])
# too few lines to tell an edge: they end where those do that begin at the same place
LAST = (2, 40, 540, [0, 300])


def draw(*columns: tuple[int, int, int, list[int]]) -> Document:
    """Return a document whose lines have one word at each end, ten points high, set below each other by twelve."""
    text, lines, places = "", list[Line](), list[Place]()
    for page, left, right, rooms in columns:
        for at, room in enumerate(rooms):
            words = WRAPPED + ("" if at < len(rooms) - 1 else ".")
            start, top = len(text), 50.0 + 12 * at
            text += words + "\n"
            end, last = len(text) - 1, start + words.rindex(" ") + 1
            lines.append(Line(len(lines) + 1, start, end, page))
            places.append(Place(start, start + 4, page, (left, top, left + 20.0, top + 10)))
            places.append(Place(last, end, page, (right - room - 25.0, top, float(right - room), top + 10)))
    return Document("x", "application/pdf", "", "pdf", text, tuple(lines), places=Places(places))


@pytest.mark.parametrize(
    "columns",
    [[ALONE], [LEFT, RIGHT], [ALONE, NARROW], [RAGGED], [ALONE, LAST], [LEFT, RIGHT, (2, 315, 550, [40, 70])]],
    ids=["one", "side by side", "page of another width", "set to one side", "a last page", "a last column"],
)
def test_room_is_left_to_the_edge_of_the_column(columns: list[tuple[int, int, int, list[int]]]) -> None:
    extents = measure_lines(draw(*columns))
    assert [one.room for one in extents.values()] == [room for *_, rooms in columns for room in rooms]
    assert {one.opening for one in extents.values()} == {23.0}


# two wide lines of a heading stand above the left one of two columns
def test_lines_above_a_column_do_not_widen_it() -> None:
    page, left, right, rooms = LEFT
    extents = measure_lines(draw((page, left, right, [-200, -180, *rooms]), RIGHT))
    assert [one.room for one in extents.values()][2:8] == rooms


def test_a_text_without_places_has_no_extents() -> None:
    document = Document("x", "text/plain", "utf-8", "text", WRAPPED, (Line(1, 0, len(WRAPPED)),))
    assert measure_lines(document) == {}
