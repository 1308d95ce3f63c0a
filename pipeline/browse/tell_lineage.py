"""A concept through the editions as lines for people, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.browse.lineage import Place, Story
from pipeline.browse.lines import Line

COLUMNS = ("concept_id", "act_id", "state", "level", "code", "name", "entry_id", "links", "beside")


def _tell_place(place: Place) -> Line:
    beside = "; ".join(one.told for one in place.beside) if place.entry_id is None else ""
    return Line(
        (
            ("num", f"{place.day}  "),
            ("place", f"{place.act_id}  "),
            ("hit" if place.state == "barred" else "text", place.state),
            ("aside", f"  {place.level}" if place.level else ""),
            ("text", f"  {' '.join(filter(None, [place.code, place.name]))}" if place.entry_id else ""),
            ("aside", f"  {place.entry_id}" if place.entry_id else ""),
            ("note", f", beside it {beside}" if beside else ""),
        ),
        indent=2,
        hang=4,
    )


def tell_story(story: Story) -> Iterator[Line]:
    """Yield the lines of a concept: its names, its place in each edition, the evidence of its links, its doubts."""
    labels = "; ".join(f"{lang} {name}" for lang, name in story.labels.items())
    yield Line((("head", labels or story.concept_id), ("aside", f"  {story.concept_id}")), hang=4)
    yield from map(_tell_place, story.places)
    for words, bonds in (("", story.links), ("beside it: ", story.neighbours)):
        for bond in bonds:
            kind = f"{bond.relation} {bond.close_kind or ''}".strip()
            told = f"{words}{kind}, by {bond.method}, {bond.score:g}: {bond.evidence}"
            ends = f"  {bond.left_entry_id} .. {bond.right_entry_id}"
            yield Line((("note", told), ("aside", ends)), indent=2, hang=4)
    for doubt in story.doubts:
        yield Line((("hit", "in doubt: "), ("note", doubt)), indent=2, hang=4)
    yield Line(())


def table_of(stories: Iterable[Story]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each place of each concept: the links of its act to earlier editions, and what is beside it."""
    for story in stories:
        for place in story.places:
            links = [bond for bond in story.links if bond.right_entry_id == place.entry_id]
            told = "; ".join(f"{bond.relation} {bond.method} {bond.score:g} {bond.evidence}" for bond in links)
            yield (
                story.concept_id,
                place.act_id,
                place.state,
                place.level,
                place.code,
                place.name,
                place.entry_id,
                told,
                "; ".join(one.told for one in place.beside),
            )
