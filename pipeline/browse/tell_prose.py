"""The changes of prose for people: what became of each provision, with the words that went and came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.browse.lines import Line, Span
from pipeline.diff.prose import ProseChange, Row, SentenceChange
from pipeline.diff.wording import Edit

_STEP = 4
_BLANK = Line(())
_DROPPED, _PUT = "[-{}-]", "{{+{}+}}"


def _count(changes: Iterable[ProseChange]) -> Line:
    counts = Counter(change.verdict for change in changes)
    told = ", ".join(f"{counts[verdict]} {verdict.replace('_', ' ')}" for verdict in ("adopted", "adapted", "left_out"))
    return Line((("head", f"{told} on the left; {counts['added']} added on the right"),))


def _sure(change: ProseChange) -> str:
    if change.verdict == "adopted":
        return "  renumbered" if change.is_renumbered else ""
    alike = f"alike {change.score:.2f}, " if change.sentences else ""
    return f"  {alike}sure {change.certainty:.0%}{', doubtful' if change.is_doubtful else ''}"


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
    answers = " + ".join(row["provision_id"] for row in others)
    place = f"{first['provision_id']} → {answers}" if others else first["provision_id"]
    yield Line((("head", verdict), ("place", place), ("aside", _sure(change))), hang=_STEP)
    if not change.sentences and (words := _words(first)):
        yield Line((("text", words),), _STEP)
    for sentence in change.sentences:
        yield _sentence(sentence)


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


def as_dict(change: ProseChange) -> dict[str, Any]:
    """Give a change as plain values, for JSON."""
    return {
        "verdict": change.verdict,
        "left": change.left["provision_id"] if change.left else None,
        "right": [row["provision_id"] for row in change.right],
        "score": round(change.score, 3),
        "certainty": round(change.certainty, 3),
        "sentences": [
            {"left": one.left.text, "right": one.right.text, "score": round(one.score, 3)} for one in change.sentences
        ],
    }
