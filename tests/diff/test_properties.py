"""What is true of the changes between any two editions."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diff.changes import Bars, Change, find_changes, level_of
from pipeline.diff.comparison import Comparison
from pipeline.link.crosswalk import Edition
from pipeline.link.names.items import Item
from tests.link.editions import Chunk, PrintedList, act, compare, edition, link_items

# The code of each field, the one it gets when it is recoded (two may get the same), and its names; no two share a word.
FIELDS = (
    ("510400", "510490", ("Физика",)),
    ("520100", "520190", ("Химия",)),
    ("540100", "540190", ("Социология",)),
    ("560001", "560091", ("Дарылоо иши", "Дарылоо иштери")),
    ("560004", "560094", ("Стоматология", "Cтоматология")),
    ("570006", "570096", ("Кинооператорлук", "Кино операторлук")),
    ("570014", "570094", ("Актердук өнөр", "Актердук искусство")),
    ("570024", "570094", ("Живопись",)),
    ("570026", "570096", ("Скульптура", "Скульптура (түрлөрү боюнча)")),
    ("610500", "610590", ("Ветеринария",)),
)
# What every edition prints alike: it shows that both use one system of codes.
COMMON = ("510100 Математика", "530500 Психология", "580100 Экономика", "740100 Полиграфия")
# One act prints two fields as one entry, another each by itself.
WHOLE, PARTS = "520500 Экология жана картография", ("520800 Экология", "520900 Картография")
GROUPS = ("Табият илимдери", "Маданият жана искусство", "Саламаттык сактоо")
LISTS = (("secondary_vocational", ()), ("higher", ("bachelor", "master")), ("higher", ("specialist",)))
FORMS = ("correspondence", "evening", "externat", "online")


@st.composite
def acts(draw: st.DrawFn, act_id: str) -> Chunk:
    """Draw an act with three lists; a field stands in one of them at most, with its bars."""
    lines: list[list[tuple[str, str]]] = [[], [], []]

    def put(line: str, number: int | None = None) -> None:
        where = draw(st.integers(0, 2)) if number is None else number
        named: list[str | None] = [*LISTS[where][1]] or [None]
        bars = draw(st.sets(st.tuples(st.sampled_from(named), st.sampled_from(FORMS))))
        spelled = ", ".join(sorted(f"{named}:{form}" if named else form for named, form in bars))
        lines[where].append((draw(st.sampled_from(GROUPS)), f"{line} | {spelled}"))

    for line in COMMON:
        put(line, 1)
    for code, other, names in draw(st.lists(st.sampled_from(FIELDS), unique=True)):
        put(f"{draw(st.sampled_from((code, other)))} {draw(st.sampled_from(names))}")
    if draw(st.booleans()):
        put(WHOLE, 2)
    elif draw(st.booleans()):
        for part in PARTS:
            put(part, 2)
    printed = (PrintedList(_grouped(found), *LISTS[number]) for number, found in enumerate(lines))
    return act(act_id, *printed)


def _grouped(lines: Iterable[tuple[str, str]]) -> list[str]:
    return [one for group, line in lines for one in (f"## {group}", line)]


def changes_of(left: Chunk, right: Chunk) -> list[Change]:
    bars = {**compare(left).bars, **compare(right).bars}
    return find_changes(link_items(edition(left), edition(right)), bars)


@given(acts("a"))
@settings(deadline=None, max_examples=50)
def test_an_edition_has_kept_all_of_itself(one: Chunk) -> None:
    changes = changes_of(one, one)
    assert {change.kind for change in changes} == {"kept"}
    assert len(changes) == len(one["list_entries"])


@dataclass(frozen=True)
class Printed:
    """What an edition says of one specialty."""

    code: str | None
    name: str
    group: str
    level: str
    bars: Bars


def printed_of(item: Item, bars: Mapping[str, Bars]) -> Printed:
    found = frozenset().union(*(bars.get(entry_id, frozenset()) for entry_id in item.entry_ids))
    return Printed(item.code, item.names[0][1], item.groups[0][1], level_of(item), found)


def apply(changes: Iterable[Change], left: Edition, bars: Mapping[str, Bars]) -> Counter[Printed]:
    """Make the right edition of the left one by what the changes tell; each `before` must be what is there."""
    now: dict[str, Printed] = {item.item_id: printed_of(item, bars) for item in left.items}
    old = dict(now)
    for change in changes:
        at = _target(change)
        if change.kind in ("added", "split", "merged"):
            # what a new entry is printed with, and the bars of what it comes from
            code, _, name = str(change.after).partition(" ")
            assert change.right is not None
            before = old[change.left.item_id].bars if change.left else frozenset()
            now[at] = Printed(code, name, change.right.groups[0][1], level_of(change.right), before)
        if change.kind in ("split", "merged") and change.left:
            now.pop(change.left.item_id, None)
        elif change.kind == "kept":
            assert change.before == change.after == f"{now[at].code} {now[at].name}"
        elif change.kind == "removed":
            assert change.before == f"{now[at].code} {now[at].name}"
        elif change.kind == "renamed":
            assert now[at].name == change.before
            now[at] = replace(now[at], name=str(change.after))
        elif change.kind == "recoded":
            assert now[at].code == change.before
            now[at] = replace(now[at], code=change.after)
        elif change.kind == "moved":
            assert now[at].group == change.before
            now[at] = replace(now[at], group=str(change.after))
        elif change.kind == "level_changed":
            assert now[at].level == change.before
            now[at] = replace(now[at], level=str(change.after))
        elif change.kind == "restriction_added":
            assert change.form == change.after
            now[at] = replace(now[at], bars=now[at].bars | {(change.qualification, str(change.form))})
        elif change.kind == "restriction_removed":
            assert change.form == change.before
            now[at] = replace(now[at], bars=now[at].bars - {(change.qualification, str(change.form))})
    for change in changes:
        if change.kind == "removed":
            assert now.pop(_target(change)).bars == frozenset()
    return Counter(now.values())


def _target(change: Change) -> str:
    """Return under which id a change finds its specialty: the new one where it is new."""
    item = change.right if change.certainty == "close" or not change.left else change.left
    assert item is not None
    return item.item_id


@given(acts("a"), acts("b"))
@settings(deadline=None, max_examples=50)
def test_the_changes_make_the_right_edition_of_the_left_one(left: Chunk, right: Chunk) -> None:
    bars = {**compare(left).bars, **compare(right).bars}
    expected = Counter(printed_of(item, bars) for item in edition(right).items)
    assert apply(changes_of(left, right), edition(left), bars) == expected


MIRRORED = {
    "added": "removed",
    "split": "merged",
    "restriction_added": "restriction_removed",
}
MIRRORED |= {other: kind for kind, other in MIRRORED.items()}


def row_of(change: Change, kind: str, sides: tuple[Item | None, Item | None], words: Any) -> tuple[object, ...]:
    ids = tuple(item.item_id if item else None for item in sides)
    return (kind, ids, words, change.qualification, change.form, change.substantive, change.certainty, change.lang)


@given(acts("a"), acts("b"))
@settings(deadline=None, max_examples=50)
def test_the_way_back_mirrors_the_way_there(left: Chunk, right: Chunk) -> None:
    there = {
        row_of(one, MIRRORED.get(one.kind, one.kind), (one.right, one.left), (one.after, one.before))
        for one in changes_of(left, right)
    }
    back = {row_of(one, one.kind, (one.left, one.right), (one.before, one.after)) for one in changes_of(right, left)}
    assert there == back


MIRRORED_LENS = {"newly_barred": "no_longer_barred", "no_longer_barred": "newly_barred"}


@given(acts("a"), acts("b"))
@settings(deadline=None, max_examples=50)
def test_what_a_lens_sees_is_mirrored_too(left: Chunk, right: Chunk) -> None:
    there = {
        (row["lens"], row["right_entry_id"], row["left_entry_id"], row["qualification"], row["level"]): (
            MIRRORED_LENS.get(row["change"], row["change"])
        )
        for row in lens_of(left, right)
    }
    back = {
        (row["lens"], row["left_entry_id"], row["right_entry_id"], row["qualification"], row["level"]): row["change"]
        for row in lens_of(right, left)
    }
    assert there == back


def lens_of(older: Chunk, newer: Chunk) -> list[dict[str, Any]]:
    """Return what the lenses see when the first act is made the older one."""
    return compare(dated(older, 2014), dated(newer, 2025)).tables()["lens_changes"]


def dated(chunk: Chunk, year: int) -> Chunk:
    return {**chunk, "acts": [{**row, "date": date(year, 1, 1)} for row in chunk["acts"]]}


@given(acts("a"), acts("b"), acts("c"), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_what_is_learned_is_nothing(one: Chunk, two: Chunk, three: Chunk, chance: random.Random) -> None:
    chunks = [one, two, three]
    in_order = spelled(compare(*chunks))
    chance.shuffle(chunks)
    shuffled = [{table: chance.sample(rows, len(rows)) for table, rows in chunk.items()} for chunk in chunks]
    assert spelled(compare(*shuffled)) == in_order


def spelled(comparison: Comparison) -> dict[str, list[str]]:
    return {table: sorted(map(repr, rows)) for table, rows in comparison.tables().items()}


def test_fields_share_no_word() -> None:
    words = [Counter(word for name in names for word in set(name.lower().split())) for _, _, names in FIELDS]
    assert all(not set(one) & set(other) for at, one in enumerate(words) for other in words[at + 1 :])
