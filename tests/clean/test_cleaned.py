"""The way back: every span of the cleaned text names the source characters that render to it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import Cleaned, clean_document
from pipeline.clean.cleaned import apply_edits
from pipeline.clean.document import add_edits
from pipeline.model import Document, Edit
from pipeline.read import read_document
from pipeline.read.markdown import read_markdown
from pipeline.read.registry import Correction, correct

SOURCES = sorted(Path(__file__).parents[2].glob("sources/*/a*.*"))

# Pieces that the cleaning acts on, so that random texts of them meet each other in every way.
PIECES = st.lists(
    st.sampled_from(
        [
            *"а қ ң і и a y i Y - * ** <b> &nbsp; # |".split(),
            *(" ", " ", "  ", "\n", "\n", "\n\n", "\t", "\u00a0", "\u00ad", "\u200b", "\ufeff"),
            *(
                "Қ а з а қ с т а н",
                "Қaнттық",
                "жөнелт імін ің",
                "жөнелтімінің",
                "Азық -түлік",
                "құралда-\n",
                "1 2 3 4 5 6",
            ),
        ]
    ),
    max_size=25,
).map("".join)


def document_of(text: str) -> Document:
    return read_markdown("akt", text, "utf-8")


def check_edits(cleaned: Cleaned) -> None:
    text = cleaned.document.text
    assert all(one.end <= other.start for one, other in pairwise(cleaned.edits))
    for edit in cleaned.edits:
        assert edit.start < edit.end
        assert edit.before == text[edit.start : edit.end]
        assert "\n" not in edit.before + edit.after
        assert edit.rule
    assert len(cleaned.lines) == len(cleaned.document.lines)


def render(cleaned: Cleaned, start: int, end: int) -> str:
    within = [edit for edit in cleaned.edits if start <= edit.start and edit.end <= end]
    return apply_edits(cleaned.document.text[start:end], within, start)


def check_way_back(cleaned: Cleaned, start: int, end: int) -> None:
    source = cleaned.to_source(start, end)
    assert 0 <= source[0] < source[1] <= len(cleaned.document.text)
    rendered = render(cleaned, *source)
    assert cleaned.text[start:end] in rendered
    # more is rendered only where the span begins or ends inside one replacement
    if all(len(edit.after) <= 1 for edit in cleaned.edits):
        assert rendered == cleaned.text[start:end]
        assert cleaned.to_clean(source[0]) == start
        assert cleaned.to_clean(source[1] - 1) < end


# the first text loads what the languages know
@settings(deadline=None)
@given(PIECES, st.data())
def test_every_span_slices_back(text: str, data: st.DataObject) -> None:
    cleaned = clean_document(document_of(text))
    check_edits(cleaned)
    if cleaned.text:
        start = data.draw(st.integers(0, len(cleaned.text) - 1))
        check_way_back(cleaned, start, data.draw(st.integers(start + 1, len(cleaned.text))))


@settings(deadline=None)
@given(PIECES)
def test_clean_twice_is_clean_once(text: str) -> None:
    once = clean_document(Document("akt", "text/plain", "utf-8", "plain", text, document_of(text).lines)).text
    lines = document_of(once).lines
    assert clean_document(Document("akt", "text/plain", "utf-8", "plain", once, lines)).text == once


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_the_sources_slice_back_line_by_line(path: Path) -> None:
    cleaned = clean_document(read_document("akt", path.read_bytes()))
    check_edits(cleaned)
    for start, line in zip(cleaned.line_starts, cleaned.lines, strict=True):
        number = cleaned.line_of(start)
        if line:
            check_way_back(cleaned, start, start + len(line))
            source = cleaned.to_source(start, start + len(line))
            physical = cleaned.document.lines[number - 1]
            assert physical.start <= source[0] < source[1] <= physical.end
    again = clean_document(read_document("akt", cleaned.text.encode()))
    assert again.text == cleaned.text


EDITS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from(["", "б", "вг"])), max_size=8)


def edits_of(text: str, shape: list[tuple[int, int, str]]) -> list[Edit]:
    edits, at = [], 0
    for gap, length, after in shape:
        start, at = at + gap, at + gap + length
        if at > len(text):
            break
        edits.append(Edit(start, at, text[start:at], after, "rule"))
    return edits


@given(st.text(alphabet="абвг", max_size=20), st.lists(EDITS, max_size=4))
def test_edits_on_edits_give_the_text_of_both(text: str, rounds: list[list[tuple[int, int, str]]]) -> None:
    cleaned = Cleaned(document_of(text), ())
    for shape in rounds:
        found = edits_of(cleaned.text, shape)
        expected = apply_edits(cleaned.text, found)
        cleaned = add_edits(cleaned, found)
        check_edits(cleaned)
        assert cleaned.text == expected


def test_two_repairs_inside_one_correction_become_one_edit() -> None:
    document = correct(read_document("akt", "Кант заттар".encode()), (Correction("р", "Кант", "Қaнт Yй"),), "akt.txt")
    cleaned = clean_document(document)
    assert cleaned.text == "Қант Үй заттар"
    assert [(edit.before, edit.after, edit.rule) for edit in cleaned.edits] == [
        ("Кант", "Қант Үй", "correction+look_alike")
    ]
