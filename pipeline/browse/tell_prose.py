"""The changes of prose for people: what was compared, and what became of each provision, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.browse.both_acts import BothActs, Part, Side
from pipeline.browse.lines import Line, Span
from pipeline.diff.prose import ProseChange, Row, SentenceChange
from pipeline.diff.steps import day_of
from pipeline.diff.wording import Edit

_STEP = 4
_BLANK = Line(())
_DROPPED, _PUT = "[-{}-]", "{{+{}+}}"
_VERDICTS = ("adopted", "adapted", "left_out", "added")


def _step(both: BothActs) -> str:
    """Say what the acts are to each other, in the words of a diff of their lists."""
    if both.step == "same_act":
        return f"no step: {both.left.act_id} beside itself"
    left, right = (
        f"{side.act_id} ({side.act['jurisdiction'] or 'no country named'}, {day_of(side.act)})"
        for side in (both.left, both.right)
    )
    if both.step == "change":
        backwards = ", read backwards: the newer act comes first" if both.backwards else ""
        return f"change: {left} to {right}, law of one country{backwards}"
    if both.step == "written_from":
        which = "read backwards, the left one" if both.backwards else "the right one"
        places = f"{len(both.named_in)} provision{'s' if len(both.named_in) > 1 else ''}"
        named = f"names the other in {places}, the first {both.named_in[0]}"
        return f"written from another: {left} to {right}; {which} is an institution's own act and {named}"
    countries = {both.left.act["jurisdiction"], both.right.act["jurisdiction"]}
    why = "two countries" if len(countries) > 1 and None not in countries else "not law of one country"
    return f"comparison: {left} and {right}, {why}: nothing was changed from one to the other"


def _size(part: Part) -> str:
    return f"{part.name} ({part.count} provision{'' if part.count == 1 else 's'})"


def _aside(both: BothActs, side: Side) -> Iterator[str]:
    if side.lacks:
        yield f"{side.act_id} has no {side.lacks} in {both.lang}: its longest part was taken, {side.part.name}"
    if side.others:
        told = (_size(part) if part.lang == both.lang else f"{_size(part)}, {part.lang} only" for part in side.others)
        yield f"not compared of {side.act_id}: {', '.join(told)}"


def tell_both(both: BothActs) -> Iterator[Line]:
    """Yield the lines that say what is compared: the acts, the language and the parts, and what is left aside."""
    yield Line((("head", _step(both)),), hang=_STEP)
    others = ", ".join(lang for lang in both.languages if lang != both.lang)
    language = f"in {both.lang}" + (f" (both acts are in {others}, too: --lang)" if others else "")
    sides = (f"{_size(side.part)} of {side.act_id}" for side in (both.left, both.right))
    yield Line((("aside", f"{language}: {' beside '.join(sides)}"),), hang=_STEP)
    for told in dict.fromkeys(told for side in (both.left, both.right) for told in _aside(both, side)):
        yield Line((("note", told),), hang=_STEP)


def count_changes(changes: Sequence[ProseChange]) -> dict[str, int]:
    """Count the changes by their verdicts, those that came apart or were put together, and those to look at."""
    verdicts = Counter[str](change.verdict for change in changes)
    return {
        **{verdict: verdicts[verdict] for verdict in _VERDICTS},
        "split": sum(bool(change.split_into) for change in changes),
        "merged": sum(bool(change.merged_with) for change in changes),
        "doubtful": sum(change.is_doubtful for change in changes),
        "renumbered": sum(change.is_renumbered for change in changes),
    }


def _count(changes: Sequence[ProseChange]) -> Line:
    counts = count_changes(changes)
    pieces = ", ".join(f"{counts[name]} {name}" for name in ("split", "merged") if counts[name])
    adapted = f"{counts['adapted']} adapted" + (f" ({pieces})" if pieces else "")
    told = f"{counts['adopted']} adopted, {adapted}, {counts['left_out']} left out on the left"
    return Line((("head", f"{told}; {counts['added']} added on the right"),))


def _percent(score: float) -> str:
    """Spell a share, 100 % only where it is the whole."""
    return "100%" if score == 1 else f"{min(score, 0.99):.0%}"


def _sure(change: ProseChange) -> str:
    if change.verdict == "adopted":
        return "  renumbered" if change.is_renumbered else ""
    same = f"same words {_percent(change.score)}, " if change.sentences else ""
    return f"  {same}sure {change.certainty:.0%}{', doubtful' if change.is_doubtful else ''}"


def _pieces(change: ProseChange) -> Iterator[str]:
    """Say that a provision came apart, or that it was put together with others."""
    same = ", no word changed" if change.score == 1 else ""
    if change.split_into:
        yield f"split into {_ids(change.split_into)}{same}"
    if change.merged_with:
        yield f"merged with {_ids(change.merged_with)}{same}"


def _ids(rows: Iterable[Row]) -> str:
    return " + ".join(row["provision_id"] for row in rows)


def _words(row: Row) -> str:
    return " ".join(filter(None, (row["heading"], row["text"])))


def _edit(edit: Edit) -> Iterator[Span]:
    if edit.kind == "kept":
        yield "text", edit.right
        return
    if edit.left:
        yield "hit", _DROPPED.format(edit.left)
    if edit.left and edit.right:
        yield "text", " "
    if edit.right:
        yield "citation", _PUT.format(edit.right)


def _sentence(change: SentenceChange) -> Line:
    spans: list[Span] = []
    for edit in change.edits:
        spans += [("text", " ")] if spans else []
        spans += _edit(edit)
    return Line(tuple(spans), _STEP)


def _change(change: ProseChange) -> Iterator[Line]:
    verdict = f"{change.verdict.replace('_', ' ')}  "
    first, *others = [row for row in (change.left, *change.right) if row is not None]
    place = f"{first['provision_id']} → {_ids(others)}" if others else first["provision_id"]
    yield Line((("head", verdict), ("place", place), ("aside", _sure(change))), hang=_STEP)
    for told in _pieces(change):
        yield Line((("note", told),), _STEP)
    if not change.sentences and (words := _words(first)):
        yield Line((("text", words),), _STEP)
    for sentence in change.sentences:
        yield _sentence(sentence)
    for quote in change.dropped:
        yield Line(tuple(_edit(Edit("dropped", quote.text, ""))), _STEP)
    for quote in change.put:
        yield Line(tuple(_edit(Edit("put", "", quote.text))), _STEP)


def tell_prose(changes: Iterable[ProseChange], *, every: bool = True) -> Iterator[Line]:
    """Yield the lines of the changes between two acts: a count, then each change with its evidence.

    What was adopted word for word is counted only, unless `every` change is told.
    `[-words-]` are those of the left sentence that went, `{+words+}` those of the right one that came.
    """
    told = list(changes)
    yield _count(told)
    for change in (change for change in told if every or change.verdict != "adopted"):
        yield _BLANK
        yield from _change(change)


def _provision(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("provision_id", "kind", "num", "heading", "text")}


def as_dict(change: ProseChange) -> dict[str, Any]:
    """Give a change as plain values, for JSON."""
    return {
        "verdict": change.verdict,
        "left": _provision(change.left) if change.left else None,
        "right": [_provision(row) for row in change.right],
        "score": change.score,
        "certainty": change.certainty,
        "doubtful": change.is_doubtful,
        "renumbered": change.is_renumbered,
        "split_into": [row["provision_id"] for row in change.split_into],
        "merged_with": [row["provision_id"] for row in change.merged_with],
        "sentences": [asdict(sentence) for sentence in change.sentences],
        "dropped": [asdict(quote) for quote in change.dropped],
        "put": [asdict(quote) for quote in change.put],
    }


def prose_as_dict(both: BothActs, changes: Sequence[ProseChange]) -> dict[str, Any]:
    """Give what was compared, the counts and all changes as plain values, for JSON."""
    return {**both.as_dict(), "counts": count_changes(changes), "changes": [as_dict(change) for change in changes]}
