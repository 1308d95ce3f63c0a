"""Put the languages of one act side by side: which provision answers which, and where the two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from pipeline.link.acts import Counterpart, align_acts
from pipeline.link.sentences import align_sentences
from pipeline.model import Cell, Extraction, Finding, Row, Severity

# A quote in a finding is cut behind so many characters.
LONGEST_QUOTE = 160
# Provisions that are paired less surely than this may speak of different things.
SURE = 0.7
# What tells of two languages of an act that they differ.
OF_TWO_LANGUAGES = frozenset({"languages_differ", "norms_differ"})
Published = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """Two languages of an act: rows of `alignments`, what differs at which provision, and provisions that are twins.

    `told` are code, severity, message and id of a provision; `twins` map a provision of the right language to the one
    of the left that says the same.
    """

    alignments: list[dict[str, Cell]]
    told: list[tuple[str, Severity, str, str]]
    twins: dict[str, str]


def link_languages(extraction: Extraction) -> Extraction:
    """Add the alignments of an act's languages, what differs between them, and one key for each definition of both."""
    provisions = {row.row_id: row for row in extraction.rows if row.table == "provisions"}
    by_lang: dict[str, list[Published]] = {}
    for row in provisions.values():
        published = {**row.cells, **{name: value.value for name, value in row.values.items()}}
        by_lang.setdefault(str(row.cells["lang"]), []).append(published)
    if len(by_lang) < 2:
        return extraction
    norms = [row.cells for row in extraction.rows if row.table == "norms"]
    rows, findings, twins = list(extraction.rows), list(extraction.findings), dict[str, str]()
    for left, right in combinations(by_lang.values(), 2):
        linked = link_two(left, right, norms)
        rows += [Row("alignments", str(cells["alignment_id"]), cells, {}) for cells in linked.alignments]
        findings += [_find(told, provisions) for told in linked.told]
        twins = linked.twins | twins
    keys = share_keys([row.cells for row in rows if row.table == "definitions"], twins)
    shared = [
        replace(row, cells={**row.cells, "concept_key": key}) if (key := keys.get(row.row_id)) else row for row in rows
    ]
    return replace(extraction, rows=tuple(shared), findings=tuple(findings))


def link_two(left: Sequence[Published], right: Sequence[Published], norms: Iterable[Published]) -> Linked:
    """Put two languages of an act side by side: rows of `provisions` of one language each, and of `norms` of both."""
    said: dict[str, set[str]] = {}
    for norm in norms:
        said.setdefault(str(norm["provision_id"]), set()).add(str(norm["modality"]))
    linked = Linked([], [], {})
    langs = (left[0]["lang"], right[0]["lang"])
    for pair in align_acts(left, right):
        linked.alignments.extend(_spell(pair, langs))
        first = pair.left or pair.right
        assert first is not None, "one of the two is printed"
        linked.told.extend((*told, first["provision_id"]) for told in _differences(pair, langs, said))
        if pair.left and pair.right and pair.score >= SURE:
            linked.twins.setdefault(pair.right["provision_id"], pair.left["provision_id"])
    return linked


def share_keys(definitions: Sequence[Published], twins: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of definitions, by id, that take that of the one in the provision which answers theirs.

    They are counted off where both provisions define as many terms.
    """
    keys = {row["definition_id"]: row["concept_key"] for row in definitions}
    counts = Counter(row["provision_id"] for row in definitions)
    found: dict[str, str] = {}
    for row in definitions:
        twin = twins.get(str(row["provision_id"]))
        number = row["definition_id"].rpartition(":")[2]
        if twin and counts[twin] == counts[row["provision_id"]] and (key := keys.get(f"{twin}:{number}")):
            found[row["definition_id"]] = key
    return found


def _spell(pair: Counterpart, langs: tuple[str, str]) -> Iterator[dict[str, Cell]]:
    """Yield the row of an aligned provision, and those of its sentences."""
    first = pair.left or pair.right
    assert first is not None, "one of the two is printed"
    alignment_id = f"{first['provision_id']}:{langs[1] if pair.left else langs[0]}"
    whole: dict[str, Cell] = {
        "alignment_id": alignment_id,
        "act_id": first["act_id"],
        "unit": "provision",
        "left_provision_id": pair.left["provision_id"] if pair.left else None,
        "right_provision_id": pair.right["provision_id"] if pair.right else None,
        "left_text": None,
        "right_text": None,
        "method": pair.method,
        "score": pair.score,
    }
    yield whole
    ours, theirs = _text(pair.left), _text(pair.right)
    if ours and theirs:
        for number, (one, other, score) in enumerate(align_sentences(ours, theirs, *langs), 1):
            yield whole | {
                "alignment_id": f"{alignment_id}:sentence-{number}",
                "unit": "sentence",
                "left_text": ours[slice(*one)] if one else None,
                "right_text": theirs[slice(*other)] if other else None,
                "method": "content",
                "score": score,
            }


def _differences(
    pair: Counterpart, langs: tuple[str, str], norms: Mapping[str, set[str]]
) -> Iterator[tuple[str, Severity, str]]:
    """Yield code, severity and message of what one language lacks, says otherwise, or obliges otherwise."""
    if pair.left is None or pair.right is None:
        here, there = langs if pair.left else langs[::-1]
        quote = _quote(_text(pair.left or pair.right))
        yield "languages_differ", "warning", f"printed in {here} but not in {there}: {quote!r}"
        return
    quotes = f"{langs[0]} {_quote(_text(pair.left))!r}, {langs[1]} {_quote(_text(pair.right))!r}"
    for told in pair.differences:
        yield "languages_differ", "warning", f"{told} ({langs[0]} | {langs[1]}): {quotes}"
    ours, theirs = (norms.get(row["provision_id"], set()) for row in (pair.left, pair.right))
    if ours != theirs:
        said = [", ".join(sorted(one)) or "no norm" for one in (ours, theirs)]
        yield "norms_differ", "info", f"{langs[0]}: {said[0]}; {langs[1]}: {said[1]}: {quotes}"


def _find(told: tuple[str, Severity, str, str], provisions: Mapping[str, Row]) -> Finding:
    """Make the finding at the provision: where it has no words, at its heading or its number."""
    code, severity, message, provision_id = told
    row = provisions[provision_id]
    value = row.values.get("text") or row.values.get("heading") or row.values.get("num")
    piece = value.witnesses[0].pieces[0] if value else None
    start, end = (piece.start, piece.end) if piece else (None, None)
    return Finding(code, severity, message, start, end, "provisions", row.row_id)


def _text(row: Published | None) -> str:
    return (row.get("text") or "") if row else ""


def _quote(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
