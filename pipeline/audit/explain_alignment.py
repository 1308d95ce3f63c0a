"""What a pair of two languages stands on: both provisions, or of a pair of sentences the places that print these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.audit.explanation import ShownComparison, ShownField, ShownGround, ShownWitness
from pipeline.audit.shown import ReadSources, show_act, show_fields, show_piece
from pipeline.clean.cleaned import Cleaned
from pipeline.contract import load_schema
from pipeline.published import rows

Row = Mapping[str, Any]


def show_alignment(row: Row, out: Path, sources: ReadSources) -> ShownComparison:
    """Show the sides of a row of `alignments`; a side without an answer has nothing to show."""
    return ShownComparison((), (), tuple(_sides(row, out, sources)))


def _sides(row: Row, out: Path, sources: ReadSources) -> Iterator[ShownGround]:
    schema = load_schema("provisions")
    for side in ("left", "right"):
        if (provision_id := row[f"{side}_provision_id"]) is None:
            continue
        (provision,) = rows("provisions", out, provision_id=provision_id)
        fields = [field for field in show_fields(schema, provision, out, sources) if field.witnesses]
        if (sentence := row[f"{side}_text"]) is not None:
            fields = [_narrow(field, sentence, provision_id, out, sources) for field in fields if field.name == "text"]
        yield ShownGround(side, provision_id, show_act(provision, out), tuple(fields))


def _narrow(field: ShownField, sentence: str, provision_id: str, out: Path, sources: ReadSources) -> ShownField:
    """Show of a provision's text where a sentence of it is printed; the whole text where that can't be told."""
    at = str(field.value).find(sentence)
    printed = rows("provenance", out, table_name="provisions", row_id=provision_id, field=field.name)
    if at < 0 or len(field.witnesses) != 1:
        return field
    pieces = tuple(
        show_piece(piece["source_id"], *span, sources)
        for piece, span in _spans(printed, at, at + len(sentence), sources)
    )
    return ShownField(field.name, field.description, sentence, (ShownWitness(field.witnesses[0].lang, pieces),))


def _spans(printed: Sequence[Row], start: int, end: int, sources: ReadSources) -> Iterator[tuple[Row, tuple[int, int]]]:
    """Yield the source characters behind `start..end` of the text that pieces give, each with its piece."""
    at = 0
    for piece in sorted(printed, key=lambda row: int(row["piece"])):
        source = sources.read(piece["source_id"])
        at += len(piece["glue"] or "")
        length = len(source.render(piece["char_start"], piece["char_end"]))
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            cleaned = Cleaned(source.document, source.edits)
            begin = cleaned.to_clean(piece["char_start"])
            yield piece, cleaned.to_source(begin + first, begin + last)
        at += length
