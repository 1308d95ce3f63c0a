"""What changed from one edition to another: specialty by specialty, in names, codes, groups, levels and bars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.languages.vocabulary import LANGUAGES, section_phrases
from pipeline.link.crosswalk import Link
from pipeline.link.names.items import Item, Printed
from pipeline.link.names.matching import Pair
from pipeline.text.fold import find_words, normalize
from pipeline.text.stems import turkic_stem

Kind = Literal[
    "kept",
    "renamed",
    "recoded",
    "moved",
    "level_changed",
    "split",
    "merged",
    "added",
    "removed",
    "restriction_added",
    "restriction_removed",
]
Certainty = Literal["exact", "close"]
# Stands for whatever qualification a pair leads to that names none.
_ANY = ""
# An entry's bars: pairs of qualification (None where none is named) and form.
Bars = frozenset[tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions; `before` and `after` are what they print of it, in `lang` if words.

    `entries` are the entries that print it, where they are not the first ones of their items.
    """

    kind: Kind
    left: Item | None
    right: Item | None
    before: str | None = None
    after: str | None = None
    qualification: str | None = None
    form: str | None = None
    substantive: bool = True
    certainty: Certainty = "exact"
    lang: str | None = None
    entries: tuple[str | None, str | None] = (None, None)

    @property
    def entry_ids(self) -> tuple[str | None, str | None]:
        """The entries of both sides that the change is about; none for a side that has no item."""
        left, right = (
            entry or (item.item_id if item else None)
            for entry, item in zip(self.entries, (self.left, self.right), strict=True)
        )
        return left, right


def find_changes(link: Link, bars: Mapping[str, Bars]) -> list[Change]:
    """Return the changes from the left edition to the right one, in print order; `bars` are those of each entry.

    An edition compared with itself has `kept` only.
    """
    return [*_of_common(link, bars), *_of_left_alone(link, bars), *_of_right_alone(link, bars)]


def partners_by_qualification(link: Link) -> list[Pair]:
    """Return the exact pairs of one level, an item in one of them at most for each qualification.

    An item whose list names no qualification has one partner among bachelors and another among specialists.
    """
    order = {item.item_id: number for number, item in enumerate(link.left.items)}
    taken: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    chosen = []
    for pair in sorted((pair for pair in link.matching.exact if pair.same_level), key=_by_claim):
        led_to = pair.left.qualifications | pair.right.qualifications or {_ANY}
        places = [taken[place] for place in enumerate(pair.key)]
        if not any(place & led_to or _ANY in place or (place and _ANY in led_to) for place in places):
            chosen.append(pair)
            for item_id in enumerate(pair.key):
                taken[item_id] |= led_to
    return sorted(chosen, key=lambda pair: (order[pair.left.item_id], pair.right.item_id))


def partners(link: Link) -> list[Pair]:
    """Return the exact pairs of one level, an item in one of them at most: with the strongest claim."""
    order = {item.item_id: number for number, item in enumerate(link.left.items)}
    chosen = _one_to_one(pair for pair in link.matching.exact if pair.same_level)
    return sorted(chosen, key=lambda pair: order[pair.left.item_id])


def near_pairs(link: Link) -> list[Pair]:
    """Return the pairs that make a verdict doubtful: close ones of one level.

    And exact ones where a list names no level, so that whether they are of one is open.
    """
    close = [pair for pair in link.matching.close if pair.same_level]
    return close + [pair for pair in link.matching.exact if not (pair.same_level or pair.names_levels)]


def _movers(link: Link) -> list[Pair]:
    """Return the exact pairs of two levels whose items have no partner of their own: they moved to another level.

    Or to a list that names none.
    """
    if link.step != "change":
        return []
    return _one_to_one((pair for pair in link.matching.exact if not pair.same_level), partners(link))


def _one_to_one(pairs: Iterable[Pair], settled: Sequence[Pair] = ()) -> list[Pair]:
    """Choose pairs that have no item in common, nor one with those that are settled; the strongest first."""
    taken = {place for pair in settled for place in enumerate(pair.key)}
    chosen = []
    for pair in sorted(pairs, key=_by_claim):
        places = set(enumerate(pair.key))
        if not places & taken:
            taken |= places
            chosen.append(pair)
    return chosen


def _by_claim(pair: Pair) -> tuple[object, ...]:
    qualifications = len(pair.left.qualifications) + len(pair.right.qualifications)
    return not pair.decision, -pair.claim, -qualifications, pair.left.item_id, pair.right.item_id


def bars_of(item: Item, bars: Mapping[str, Bars]) -> Bars:
    """Return all bars of an item, from whichever of its entries."""
    return frozenset().union(*(bars.get(entry_id, frozenset()) for entry_id in item.entry_ids))


def _of_common(link: Link, bars: Mapping[str, Bars]) -> Iterator[Change]:
    for pair in partners(link):
        left, right = pair.left, pair.right
        told = list(_of_print(link, left, right))
        yield from told or [Change("kept", left, right, _name(left), _name(right), substantive=False)]
        yield from _of_bars(left, right, bars)


def _of_print(link: Link, left: Item, right: Item) -> Iterator[Change]:
    """Yield what is printed otherwise of one specialty: its names, its code, its groups."""
    yield from _of_names(left, right)
    # what two countries number by systems of their own is no new code
    if left.code != right.code and (link.step == "change" or any(pair.same_code for pair in link.matching.exact)):
        yield Change("recoded", left, right, left.code, right.code)
    yield from _of_groups(left, right)


def _of_names(left: Item, right: Item) -> Iterator[Change]:
    """Yield what was renamed in a language that both print; a translation is no new name."""
    for lang, one, other in _in_common(left.names, right.names):
        if one != other:
            yield Change("renamed", left, right, one, other, substantive=not is_clerical(one, other), lang=lang)


def _of_groups(left: Item, right: Item) -> Iterator[Change]:
    for lang, one, other in _in_common(left.groups, right.groups):
        if one != other:
            yield Change("moved", left, right, one, other, substantive=not is_clerical(one, other), lang=lang)


def _in_common(left: Sequence[Printed], right: Sequence[Printed]) -> Iterator[tuple[str, str, str]]:
    """Yield each language that both sides have, and the words of both: equal ones where there are any."""
    for lang in dict.fromkeys(lang for lang, _ in left):
        ours, theirs = ([words for one, words in side if one == lang] for side in (left, right))
        if theirs:
            common = next((words for words in ours if words in theirs), None)
            yield (lang, common, common) if common is not None else (lang, ours[0], theirs[0])


def is_clerical(before: str, after: str) -> bool:
    """Tell whether two names are the same words: in other case, blanks, hyphens, marks, look-alikes or case endings.

    >>> is_clerical("Кинооператорлук", "Кино операторлук"), is_clerical("Музыкалык искусство", "Музыка искусствосу")
    (True, False)
    """
    words = [[_plain(word.folded) for word in find_words(normalize(name))] for name in (before, after)]
    if "".join(words[0]) == "".join(words[1]):
        return True
    stems = [[turkic_stem(word) if len(word) > 1 else word for word in side] for side in words]
    return stems[0] == stems[1]


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(word for lang in LANGUAGES for word in section_phrases("names", lang)["and"])


def _plain(word: str) -> str:
    """Return a word, any `and` for any other: a list may print one of another language."""
    return "&" if word in _conjunctions() else word


def _of_bars(
    left: Item | None, right: Item | None, bars: Mapping[str, Bars], certainty: Certainty = "exact"
) -> Iterator[Change]:
    """Yield the bars that one side has and the other hasn't, with the entries that print them."""
    before, after = (bars_of(item, bars) if item else frozenset() for item in (left, right))
    for bar in sorted(after - before, key=_bar_order):
        entries = None, _barring(right, bar, bars)
        yield Change("restriction_added", left, right, None, bar[1], *bar, certainty=certainty, entries=entries)
    for bar in sorted(before - after, key=_bar_order):
        gone = _barring(left, bar, bars), None
        yield Change("restriction_removed", left, right, bar[1], None, *bar, certainty=certainty, entries=gone)


def _barring(item: Item | None, bar: tuple[str | None, str], bars: Mapping[str, Bars]) -> str | None:
    """Return the first entry of an item that prints a bar."""
    return next((entry for entry in (item.entry_ids if item else ()) if bar in bars.get(entry, ())), None)


def _bar_order(bar: tuple[str | None, str]) -> tuple[str, str]:
    return bar[0] or "", bar[1]


def _of_left_alone(link: Link, bars: Mapping[str, Bars]) -> Iterator[Change]:
    """Yield what became of items without a partner of their level: moved to another one, split, merged, or removed."""
    pairs, movers = partners(link), {pair.left.item_id: pair.right for pair in _movers(link)}
    paired = {pair.left.item_id for pair in pairs}
    right_paired = {right.item_id for right in (*(pair.right for pair in pairs), *movers.values())}
    joined = _joined(link, right_paired)
    near: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(link.matching.close, key=lambda pair: (-pair.score, pair.key)):
        near[pair.left.item_id].append(pair)
    for item in link.left.items:
        if item.item_id in paired:
            continue
        if other := movers.get(item.item_id):
            told = list(_of_print(link, item, other))
            if item.levels and other.levels:
                yield Change("level_changed", item, other, level_of(item), level_of(other))
            elif not told:
                yield Change("kept", item, other, _name(item), _name(other), substantive=False)
            yield from told
            yield from _of_bars(item, other, bars)
            continue
        close = [pair for pair in near[item.item_id] if pair.same_level]
        parts = [
            pair.right for pair in close if pair.close_kind == "narrower" and pair.right.item_id not in right_paired
        ]
        wholes = [pair.right for pair in close if pair.close_kind == "broader" and pair.right.item_id in joined]
        if len({part.names for part in parts}) > 1:
            yield from _of_near("split", item, parts, bars)
        elif wholes:
            yield from _of_near("merged", item, wholes[:1], bars)
        else:
            yield Change("removed", item, None, _name(item), None)
            yield from _of_bars(item, None, bars)


def _joined(link: Link, partnered: Collection[str]) -> set[str]:
    """Return the items of the right that hold several of the left: by their close links, or a partner of their own."""
    close = (pair for pair in link.matching.close if pair.same_level and pair.close_kind == "broader")
    held: defaultdict[str, set[tuple[Printed, ...]]] = defaultdict(set)
    for pair in close:
        held[pair.right.item_id].add(pair.left.names)
    return {item_id for item_id, names in held.items() if len(names) > 1 or item_id in partnered}


def _of_near(kind: Kind, item: Item, others: Iterable[Item], bars: Mapping[str, Bars]) -> Iterator[Change]:
    """Yield what became of an item whose counterparts are close ones."""
    for other in others:
        yield Change(kind, item, other, _name(item), _name(other), certainty="close")
        yield from _of_bars(item, other, bars, "close")


def _of_right_alone(link: Link, bars: Mapping[str, Bars]) -> Iterator[Change]:
    told = {change.right.item_id for change in _of_left_alone(link, bars) if change.right}
    told |= {pair.right.item_id for pair in partners(link)}
    for item in link.right.items:
        if item.item_id not in told:
            yield Change("added", None, item, None, _name(item))
            yield from _of_bars(None, item, bars)


def level_of(item: Item) -> str:
    """Spell the levels of an item as one; empty where its lists name none."""
    return "+".join(sorted(item.levels))


def _name(item: Item) -> str:
    """Return how an item is called: its code and its name in its first language."""
    return " ".join(filter(None, [item.code, item.names[0][1] if item.names else None]))


def change_rows(link: Link, changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as rows of `changes`."""
    between = f"{link.left.act_id}..{link.right.act_id}"
    rows: dict[str, dict[str, Any]] = {}
    for change in changes:
        item = change.left or change.right
        assert item is not None, "a change has a side"
        left_entry, right_entry = change.entry_ids
        parts = [between, item.item_id, change.kind, change.qualification, change.form, _which(change)]
        change_id = ":".join(filter(None, parts))
        rows[change_id] = {
            "change_id": change_id,
            "left_act_id": link.left.act_id,
            "right_act_id": link.right.act_id,
            "step": link.step,
            "lens": "as_printed",
            "level": level_of(change.right or item),
            "qualification": change.qualification,
            "form": change.form,
            "kind": change.kind,
            "left_entry_id": left_entry,
            "right_entry_id": right_entry,
            "before": change.before,
            "after": change.after,
            "substantive": change.substantive,
            "certainty": change.certainty,
            "authority_act_id": link.right.act_id if _is_made(link, change) else None,
        }
    return list(rows.values())


def _is_made(link: Link, change: Change) -> bool:
    """Tell whether the newer act made a change: it prints what came, or repeals the act that prints what went."""
    if link.step != "change" or change.kind == "kept":
        return False
    return change.kind not in ("removed", "restriction_removed") or is_repealed_by(link.left.act, link.right.act)


def is_repealed_by(act: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether an act prints that another one repealed it."""
    number, day = act.get("repealed_by_number"), act.get("repealed_by_date")
    return bool(number) and (number, day) == (other.get("number"), other.get("date"))


def _which(change: Change) -> str | None:
    """Tell apart several changes of one kind and item: the language of a name, the part of a split."""
    if change.certainty == "close" and change.kind != "merged" and change.right:
        return change.right.item_id
    return change.lang
