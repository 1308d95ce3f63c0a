"""Join the lines of one value, deciding at each line end what the break hides.

A break hides a blank (`физика` + `жана`), nothing (`Күндүзгү-сыр` + `ттан`), a hyphen that is only a break
(`құралда-` + `рын`), or a hyphen that is a part of the word (`слесарь-` + `электригі`): see `cuts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.clean.cleaned import Cleaned
from pipeline.clean.cuts import Join, Witnesses, decide_join
from pipeline.model import Edit, Piece

# "  ,": what stands before a closing mark; "  ": a run of white space, or one blank that is not U+0020.
BLANKS = regex.compile(r"[^\S\n]+(?=[,;.:)])|[^\S\n]{2,}|[^\S\n ]")
# What ends a line, or a cell beside others, that has no blank of its own at its end.
PARTED = regex.compile(r"\n|\t|[^\S\n]{2,}(?=\S)")


@dataclass(frozen=True)
class Doubt:
    """A join that no other place of the text bears out: the line end in the cleaned text, and what was done."""

    at: int
    message: str


@dataclass(frozen=True)
class Joined:
    """A value as read: its text, its pieces in the source, its repairs and doubts (in offsets of the cleaned text)."""

    text: str
    pieces: tuple[Piece, ...]
    edits: tuple[Edit, ...]
    doubts: tuple[Doubt, ...] = ()


def join_spans(cleaned: Cleaned, spans: Sequence[tuple[int, int]], witnesses: Witnesses) -> Joined:
    """Join spans of the cleaned text (each within one line, in reading order) into one value.

    Spans with nothing but white space between them are one piece. Blanks at a span's edges don't belong to the value.
    """
    spans = [trimmed for span in spans if (trimmed := trim_span(cleaned.text, *span))]
    runs: list[list[tuple[int, int]]] = []
    for span in spans:
        if runs and span[0] >= runs[-1][-1][1] and not cleaned.text[runs[-1][-1][1] : span[0]].strip():
            runs[-1].append(span)
        else:
            runs.append([span])
    texts: list[str] = []
    pieces: list[Piece] = []
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for run in runs:
        text, repairs, unsure = _join_run(cleaned, run, witnesses)
        last = runs[len(pieces) - 1][-1][1] if pieces else 0
        join = Join(" ")
        if texts:
            join = decide_join(texts[-1], text, PARTED.match(cleaned.text, last) is not None, witnesses)
        if join.lost:
            texts[-1] = texts[-1][: -join.lost]
            edits.append(Edit(last - join.lost, last, cleaned.text[last - join.lost : last], "", "line_end_hyphen"))
        if join.doubt:
            doubts.append(Doubt(last - 1, join.doubt))
        pieces.append(Piece(*cleaned.to_source(run[0][0], run[-1][1]), glue=join.glue))
        texts += [join.glue, text] if texts else [text]
        edits += repairs
        doubts += unsure
    return Joined("".join(texts), tuple(pieces), tuple(edits), tuple(doubts))


def trim_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without white space at its edges, or None if nothing is left."""
    content = text[start:end]
    if not content.strip():
        return None
    return start + len(content) - len(content.lstrip()), end - len(content) + len(content.rstrip())


def _join_run(
    cleaned: Cleaned, run: list[tuple[int, int]], witnesses: Witnesses
) -> tuple[str, list[Edit], list[Doubt]]:
    """Join spans that only white space parts; return the text, the repairs and the doubts."""
    text = ""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for i, (start, end) in enumerate(run):
        content = cleaned.text[start:end]
        squeezed = list(_squeeze(content, start))
        last = run[i - 1][1] if i else start
        gap = cleaned.text[last:start]
        if "\n" in gap:
            join = decide_join(text, content, _ends_bare(gap), witnesses)
            rule = "line_end_hyphen" if join.lost else "line_join" if join.glue else "mid_word_join"
            text = text[: len(text) - join.lost] + join.glue
            edits.append(Edit(last - join.lost, start, cleaned.text[last - join.lost : start], join.glue, rule))
            doubts += [Doubt(last - 1, join.doubt)] if join.doubt else []
        elif i:
            text += " "
            edits += [Edit(last, start, gap, " ", "white_space")] if gap != " " else []
        edits += squeezed
        text += _replace(content, start, squeezed)
    return text, edits, doubts


def _ends_bare(gap: str) -> bool:
    """Tell whether the line before the gap ends without a blank."""
    return gap.removeprefix("\r").startswith("\n")


def _squeeze(content: str, offset: int) -> Iterator[Edit]:
    for found in BLANKS.finditer(content):
        before_mark = found.end() < len(content) and content[found.end()] in ",;.:)"
        after = "" if before_mark else " "
        rule = "blank_before_mark" if before_mark else "white_space"
        yield Edit(offset + found.start(), offset + found.end(), found.group(), after, rule)


def _replace(content: str, offset: int, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        content = content[: edit.start - offset] + edit.after + content[edit.end - offset :]
    return content
