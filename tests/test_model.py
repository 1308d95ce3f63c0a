"""The places of a document: numbers side by side, told as places."""

from __future__ import annotations

import json

from pipeline.model import Document, Line, Place, Places
from pipeline.read.wire import document_of, plain_of

# "Код Аты", two words on page 1, the last of them guessed, and one on page 2
PLACES = [
    Place(0, 3, 1, (10.0, 20.0, 30.5, 31.0)),
    Place(4, 7, 1, (35.25, 20.0, 60.0, 31.0), 0.5),
    Place(8, 12, 2, (10.0, 20.0, 44.0, 31.0), 0.0),
]


def test_places_are_told_as_they_were_put_in() -> None:
    places = Places(PLACES)
    assert list(places) == PLACES
    assert [places[0], places[-1], *places[1:]] == [PLACES[0], PLACES[-1], *PLACES[1:]]
    assert len(places) == 3


def test_places_are_found_by_the_characters_that_they_draw() -> None:
    places = Places(PLACES)
    # a blank is drawn by none; half a word is drawn by the whole
    found = {(0, 3): PLACES[:1], (2, 5): PLACES[:2], (3, 4): [], (5, 6): PLACES[1:2], (0, 12): PLACES, (12, 20): []}
    assert {span: list(places.between(*span)) for span in found} == found


def test_places_are_equal_where_all_of_them_are() -> None:
    assert Places(PLACES) == Places(PLACES)
    assert hash(Places(PLACES)) == hash(Places(PLACES))
    assert Places(PLACES) != Places(PLACES[:2])
    assert Places(PLACES) != Places([*PLACES[:2], Place(8, 12, 2, (10.0, 20.0, 44.0, 31.0))])


def test_places_pass_between_processes() -> None:
    lines = (Line(1, 0, 7, 1), Line(2, 8, 12, 2))
    document = Document("s", "application/pdf", "unicode", "pdf", "Код Аты\nБети\n", lines, places=Places(PLACES))
    assert document_of(json.loads(json.dumps(plain_of(document)))) == document
