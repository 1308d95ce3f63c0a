"""Values with their evidence."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_document
from pipeline.parse.evidence import Evidence
from pipeline.read import read_document


def name_of(text: str) -> tuple[str, list[str]]:
    """Return a name read of lines, and the repairs that took marks of notes from it."""
    cleaned = clean_document(read_document("akt", text.encode()))
    starts = zip(cleaned.line_starts, cleaned.lines, strict=True)
    evidence = Evidence(cleaned)
    value = evidence.name([(start, start + len(line)) for start, line in starts], "ru")
    assert value.witnesses[0].pieces[0].end == len(text.rstrip())
    return str(value.value), [edit.before for edit in evidence.edits.values() if edit.rule == "note_mark"]


@pytest.mark.parametrize(
    ("text", "name", "marks"),
    [
        ("Телевизия*", "Телевизия", ["*"]),
        ("Хореограф **", "Хореограф", [" **"]),
        ("Икемді өндіріс¹", "Икемді өндіріс", ["¹"]),
        ("Обучение (по отраслям)²", "Обучение (по отраслям)", ["²"]),
        ("Имам* (багыттары боюнча)", "Имам (багыттары боюнча)", ["*"]),
        ("Балет*\nжана театр", "Балет жана театр", ["*"]),
        # the mark's own bracket, and one of the name
        ("Виноград*)", "Виноград", ["*)"]),
        ("Ремонт (по видам*)", "Ремонт (по видам)", ["*"]),
        # a power, a formula, a number
        ("Ведение домов до 100 м²", "Ведение домов до 100 м²", []),
        ("C*-алгебры", "C*-алгебры", []),
        ("Машинист 4", "Машинист 4", []),
    ],
)
def test_marks_of_notes_are_no_part_of_a_name(text: str, name: str, marks: list[str]) -> None:
    assert name_of(text) == (name, marks)
