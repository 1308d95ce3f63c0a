"""Choose, for each language of an act, the source whose prose is believed, and align languages of two sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from pipeline.contract import load_schema
from pipeline.join.told import Told
from pipeline.join.witness import Row, Witness, find_excerpts
from pipeline.link.languages import LONGEST_QUOTE, link_two, share_keys

# The tables of prose, each row in one language.
PROSE = ("provisions", "definitions", "amendments", "citations", "norms")


@dataclass
class JoinedProse:
    """The rows of prose by table, `alignments` too, the source of each language, and what the sources say otherwise."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {table: [] for table in (*PROSE, "alignments")}
    )
    believed: dict[object, Witness] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)


def join_prose(witnesses: Sequence[Witness]) -> JoinedProse:
    """Join the prose of witnesses, the better first: each language is that of one source, whole.

    Provisions hang together by their places in a text: one of another source is no part of it, and what that source
    says otherwise is told for the language as a whole.
    """
    joined = JoinedProse()
    for lang in dict.fromkeys(row["lang"] for one in witnesses for table in PROSE for row in one.chunk[table]):
        counts = {one: sum(row["lang"] == lang for row in one.chunk["provisions"]) for one in witnesses}
        here = [one for one in witnesses if any(row["lang"] == lang for table in PROSE for row in one.chunk[table])]
        excerpts = find_excerpts({one: counts[one] for one in here})
        whole = [one for one in here if one not in excerpts] or here
        joined.believed[lang] = whole[0]
        for table in PROSE:
            joined.rows[table] += [dict(row) for row in whole[0].chunk[table] if row["lang"] == lang]
        joined.told += (told for one in here if one is not whole[0] for told in _compare(str(lang), whole[0], one))
    _align(joined, witnesses)
    return joined


def _compare(lang: str, believed: Witness, other: Witness) -> Iterator[Told]:
    """Tell how far the prose of another source is that which is believed: its words, terms and amendments."""
    for table in ("provisions", "definitions", "amendments"):
        ours, theirs = (_printed(table, lang, one) for one in (believed, other))
        missing, more = ours - theirs, theirs - ours
        if not (missing or more):
            continue
        first = next(iter((more or missing).elements()))
        quote = first if len(first) <= LONGEST_QUOTE else first[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        message = (
            f"of {ours.total()} {table} in {lang} that {believed.source_id} prints, {missing.total()} are not printed"
            f" so here, and {more.total()} are printed here only; the first: {quote!r}"
        )
        yield Told(other, "sources_differ", "warning", message, "acts", str(other.act["act_id"]))


def _printed(table: str, lang: str, witness: Witness) -> Counter[str]:
    """Count what rows of one language say, each in a line."""
    columns = [column.name for column in load_schema(table).fields if column.derivation is not None]
    rows = (row for row in witness.chunk[table] if row["lang"] == lang)
    return Counter(" · ".join(str(row[name]) for name in columns if row.get(name)) for row in rows)


def _align(joined: JoinedProse, witnesses: Sequence[Witness]) -> None:
    """Align the languages anew: those of one source, too, may have been held against another text of it."""
    by_lang: dict[object, list[Row]] = {}
    for row in joined.rows["provisions"]:
        by_lang.setdefault(row["lang"], []).append(row)
    for left, right in combinations(by_lang, 2):
        ours, theirs = joined.believed[left], joined.believed[right]
        linked = link_two(by_lang[left], by_lang[right], joined.rows["norms"])
        joined.rows["alignments"] += linked.alignments
        keys = share_keys(joined.rows["definitions"], linked.twins)
        for row in joined.rows["definitions"]:
            row["concept_key"] = keys.get(row["definition_id"], row["concept_key"])
        for code, severity, message, provision_id in linked.told:
            witness = ours if provision_id in ours.rows["provisions"] else theirs
            joined.told.append(Told(witness, code, severity, message, "provisions", provision_id))
