"""Put the languages of one act side by side: which provision answers which, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipeline.link.align import Clause, Pair, align
from pipeline.link.compare import compare
from pipeline.link.sentences import align_sentences
from pipeline.model import Cell, Extraction, Finding, Row

# A quote in a finding is cut behind so many characters.
LONGEST_QUOTE = 160
Alignment = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class _Side:
    lang: str
    rows: Mapping[str, Row]

    @property
    def clauses(self) -> list[Clause]:
        return [
            Clause(
                key,
                _text(row.cells["parent_id"]),
                str(row.cells["kind"]),
                _value(row, "num"),
                _value(row, "heading"),
                _value(row, "text"),
            )
            for key, row in self.rows.items()
        ]


def link_languages(extraction: Extraction) -> Extraction:
    """Add the alignments of an act's languages, what differs between them, and one key for each definition of both."""
    provisions = [row for row in extraction.rows if row.table == "provisions"]
    langs = list(dict.fromkeys(str(row.cells["lang"]) for row in provisions))
    if len(langs) < 2 or extraction.act_id is None:
        return extraction
    sides = [_Side(lang, {row.row_id: row for row in provisions if row.cells["lang"] == lang}) for lang in langs]
    rows, findings, twins = list(extraction.rows), list(extraction.findings), dict[str, str]()
    for left, right in combinations(sides, 2):
        pairs = [pair for part in _parts(left, right) for pair in _align_part(left, right, part)]
        rows += [_row(alignment) for alignment in _spell(pairs, left, right, extraction.act_id)]
        findings += _differences(pairs, left, right)
        findings += _unlike_norms(pairs, left, right, extraction.rows)
        if left is sides[0]:
            twins |= {pair.right: pair.left for pair in pairs if pair.left and pair.right}
    return replace(extraction, rows=tuple(_share_keys(rows, twins)), findings=tuple(findings))


def _parts(left: _Side, right: _Side) -> list[str]:
    return list(dict.fromkeys(str(row.cells["part"]) for side in (left, right) for row in side.rows.values()))


def _align_part(left: _Side, right: _Side, part: str) -> list[Pair]:
    ours, theirs = ([one for one in side.clauses if side.rows[one.key].cells["part"] == part] for side in (left, right))
    return align(ours, theirs, left.lang, right.lang)


def _spell(pairs: Sequence[Pair], left: _Side, right: _Side, act_id: str) -> Iterator[Alignment]:
    for pair in pairs:
        alignment_id = f"{pair.left or pair.right}:{right.lang if pair.left else left.lang}"
        whole: Alignment = {
            "alignment_id": alignment_id,
            "act_id": act_id,
            "unit": "provision",
            "left_provision_id": pair.left,
            "right_provision_id": pair.right,
            "left_text": None,
            "right_text": None,
            "method": pair.method,
            "score": pair.score,
        }
        yield whole
        ours, theirs = _own_text(left, pair.left), _own_text(right, pair.right)
        if not (ours and theirs):
            continue
        sentences = align_sentences(ours, theirs, left.lang, right.lang)
        for number, (one, other, score) in enumerate(sentences, 1):
            yield whole | {
                "alignment_id": f"{alignment_id}:sentence-{number}",
                "unit": "sentence",
                "left_text": ours[slice(*one)] if one else None,
                "right_text": theirs[slice(*other)] if other else None,
                "method": "content",
                "score": score,
            }


def _row(alignment: Alignment) -> Row:
    return Row("alignments", str(alignment["alignment_id"]), alignment, {})


def _differences(pairs: Sequence[Pair], left: _Side, right: _Side) -> Iterator[Finding]:
    """Yield the provisions that one language lacks, and what aligned ones say differently, with both quotes."""
    for pair in pairs:
        if pair.left is None or pair.right is None:
            side, other, key = (left, right, pair.left) if pair.left else (right, left, pair.right)
            row = side.rows[str(key)]
            message = f"printed in {side.lang} but not in {other.lang}: {_quote(_own_text(side, key) or '')!r}"
            yield _finding("languages_differ", "warning", message, row)
            continue
        ours, theirs = _own_text(left, pair.left), _own_text(right, pair.right)
        if not (ours and theirs):
            continue
        for found in compare(ours, theirs, left.lang, right.lang):
            quotes = f"{left.lang} {_quote(ours)!r}, {right.lang} {_quote(theirs)!r}"
            message = f"{found.message} ({left.lang} | {right.lang}): {quotes}"
            yield _finding("languages_differ", "warning", message, left.rows[pair.left])


def _unlike_norms(pairs: Sequence[Pair], left: _Side, right: _Side, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield where one language of a provision obliges, forbids or permits, and the other doesn't."""
    said: dict[str, set[str]] = {}
    for row in rows:
        if row.table == "norms":
            said.setdefault(str(row.cells["provision_id"]), set()).add(str(row.cells["modality"]))
    for pair in pairs:
        if pair.left is None or pair.right is None:
            continue
        ours, theirs = said.get(pair.left, set()), said.get(pair.right, set())
        if ours != theirs:
            told = [
                f"{side.lang}: {', '.join(sorted(found)) or 'no norm'}"
                for side, found in ((left, ours), (right, theirs))
            ]
            yield _finding("norms_differ", "info", "; ".join(told), left.rows[pair.left])


def _share_keys(rows: Sequence[Row], twins: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows; a definition in a provision that answers another's has the key of that one's."""
    keys = {row.row_id: row.cells["concept_key"] for row in rows if row.table == "definitions"}
    for row in rows:
        twin = twins.get(str(row.cells.get("provision_id"))) if row.table == "definitions" else None
        number = row.row_id.rpartition(":")[2]
        if twin and (key := keys.get(f"{twin}:{number}")):
            yield replace(row, cells={**row.cells, "concept_key": key})
        else:
            yield row


def _finding(code: str, severity: str, message: str, row: Row) -> Finding:
    values = row.values.get("text") or row.values.get("heading") or row.values.get("num")
    piece = values.witnesses[0].pieces[0] if values else None
    start, end = (piece.start, piece.end) if piece else (None, None)
    assert severity in ("warning", "info")
    return Finding(code, severity, message, start, end, "provisions", row.row_id)  # type: ignore[arg-type]


def _quote(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _own_text(side: _Side, key: str | None) -> str | None:
    return _value(side.rows[key], "text") if key else None


def _value(row: Row, column: str) -> str | None:
    value = row.values.get(column)
    return str(value.value) if value else None


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)
