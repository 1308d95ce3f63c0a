"""Make acts with a list: seeded, the same act for the same seed and shape."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.factory.heads import make_head
from tests.factory.truth import Act, Columns, Entry, Group, Groups
from tests.factory.words import GROUPS, LANGS, make_name

# The systems of codes: fields to draw from, how a member's code and a group's code are made of a field.
SYSTEMS = {
    "six_of_field": ("51 53 55 61 63 67 71 73", "{field}{member:02}00", "{field}0000"),
    "six_in_row": ("0301 0402 0507 0602 0709 0811", "{field}{member:02}", None),
    "seven": ("01 03 05 07 09 11 14 17", "{field}{member:02}002", "{field}00000"),
    "dotted": ("11 19 27 33 42 45 51 53", "{field}.03.{member:02}", "{field}.00.00"),
    "lettered": ("6B01 6B02 6B04 6B06 6B07 6B11", "{field}1{member:02}", None),
}
FORM_SETS: tuple[tuple[str, ...], ...] = (
    ("correspondence",),
    ("externat",),
    ("online",),
    ("evening",),
    ("correspondence", "externat"),
    ("evening", "correspondence"),
    ("evening", "correspondence", "externat"),
    (),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of list an act has; `langs` are those of its name columns, the first that of the act."""

    langs: tuple[str, ...] = ("ky",)
    system: str = "six_of_field"
    columns: Columns = "one"
    groups: Groups = "none"
    numbered: bool = False
    empty_cells: bool = False
    entries: int = 12
    qualifications: tuple[str, ...] = ("bachelor", "master")


def draw_shape(chance: random.Random, entries: int) -> Shape:
    """Draw a shape that any format can print."""
    langs = chance.choice((("ky",), ("kk",), ("ru",), ("ky", "ru"), ("kk", "ru")))
    system = chance.choice(tuple(SYSTEMS))
    groups: tuple[Groups, ...] = ("none", "named", "numbered", "coded", "numbered_coded")
    drawn = chance.choice(groups if SYSTEMS[system][2] else groups[:3])
    columns: tuple[Columns, ...] = ("none", "one", "qualifications")
    shape = Shape(
        langs,
        system,
        chance.choice(columns),
        drawn,
        chance.random() < 0.3,
        chance.random() < 0.5,
        entries,
    )
    return replace(shape, columns="one" if len(langs) > 1 and shape.columns == "qualifications" else shape.columns)


def make_act(seed: int, shape: Shape) -> Act:
    """Make an act of a shape; the seed chooses its words, codes and cells."""
    chance = random.Random(f"{seed}:{shape}")
    head = make_head(shape.langs[0], chance, with_cells=shape.columns != "none")
    count = max(1, min(6, shape.entries // 3)) if shape.groups != "none" else 1
    sizes = [shape.entries // count + (i < shape.entries % count) for i in range(count)]
    fields = sorted(chance.sample(SYSTEMS[shape.system][0].split(), k=min(6, count + (count == 1))))
    names = chance.sample(GROUPS, k=len(fields))
    groups, number = [], 0
    for at, size in enumerate(sizes):
        entries = _make_entries(chance, shape, fields[at], size, number)
        number += size
        groups.append(_head_group(shape, entries, names[at], at + 1, fields[at]))
    qualifications = shape.qualifications if shape.columns == "qualifications" else ()
    return Act(head, shape.langs, shape.columns, tuple(groups), qualifications, shape.numbered)


def _make_entries(chance: random.Random, shape: Shape, code_field: str, size: int, number: int) -> tuple[Entry, ...]:
    pattern = SYSTEMS[shape.system][1]
    members = sorted(chance.sample(range(1, max(100, 1)), k=size))
    entries = []
    for at, member in enumerate(members, number + 1):
        name = dict(zip(LANGS, make_name(chance), strict=True))
        names = tuple(name[lang] for lang in shape.langs)
        code = pattern.format(field=code_field, member=member)
        entries.append(Entry(code, names, _make_cells(chance, shape), str(at) if shape.numbered else None))
    return tuple(entries)


def _make_cells(chance: random.Random, shape: Shape) -> tuple[tuple[str, ...], ...]:
    """Draw the forms of an entry's cells; one cell at least holds a form."""
    count = {"none": 0, "one": 1, "qualifications": len(shape.qualifications)}[shape.columns]
    sets = FORM_SETS if shape.empty_cells and count > 1 else FORM_SETS[:-1]
    cells = [chance.choice(sets) for _ in range(count)]
    if count and not any(cells):
        cells[chance.randrange(count)] = chance.choice(FORM_SETS[:-1])
    return tuple(cells)


def _head_group(shape: Shape, entries: tuple[Entry, ...], names: tuple[str, ...], at: int, code_field: str) -> Group:
    if shape.groups == "none":
        return Group(entries)
    by_lang = dict(zip(LANGS, names, strict=True))
    printed = tuple(by_lang[lang] for lang in shape.langs)
    pattern = SYSTEMS[shape.system][2]
    code = pattern.format(field=code_field) if pattern and "coded" in shape.groups else None
    return Group(entries, printed, str(at) if "numbered" in shape.groups else None, code)
