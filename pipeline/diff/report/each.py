"""The report of each edition: what it prints, and the provisions that the lens rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.diff.answers import Block, Table
from pipeline.diff.report.views import Editions, Row, query


def tell_each(editions: Editions) -> Iterator[Block]:
    """Tell what each edition prints, and what the lens rests on."""
    yield "## What each edition prints"
    order = {act["act_id"]: number for number, act in enumerate(editions.acts)}
    acts = {act["act_id"]: act for act in editions.acts}
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in editions.read("lineage"):
        if row["entry_id"]:
            found[row["act_id"], row["level"]].append(row)
    yield Table(
        ("country", "date", "number", "act", "level", "entries", "specialties", "of these barred"),
        tuple(
            (
                *(acts[act_id][column] for column in ("jurisdiction", "date", "number")),
                act_id,
                level,
                len(listed),
                len({row["concept_id"] for row in listed}),
                len({row["concept_id"] for row in listed if row["state"] == "barred"}),
            )
            for (act_id, level), listed in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1]))
        ),
        query("""
            SELECT
              a.jurisdiction, a.date, a.number, act_id, l.level,
              count(*), count(DISTINCT l.concept_id), count(DISTINCT l.concept_id) FILTER (l.state = 'barred')
            FROM 'extracted/lineage.parquet' l JOIN 'extracted/acts.parquet' a USING (act_id)
            WHERE l.entry_id IS NOT NULL
            GROUP BY ALL
            ORDER BY a.date NULLS FIRST, act_id, l.level
        """),
    )
    yield "Entries by the form of study that they are barred from:"
    bars = {(row["act_id"], row["form"], row["entry_id"]) for row in editions.read("restrictions")}
    forms = Counter((act_id, form) for act_id, form, _ in bars)
    yield Table(
        ("act", "form", "entries"),
        tuple((*key, count) for key, count in sorted(forms.items())),
        query("""
            SELECT act_id, form, count(DISTINCT entry_id)
            FROM 'extracted/restrictions.parquet'
            GROUP BY ALL
            ORDER BY ALL
        """),
    )
    if editions.pairs:
        yield from _rests_on(editions)


def _rests_on(editions: Editions) -> Iterator[Block]:
    """Yield the provisions that the lens rests on."""
    yield "The bar on distance study rests on these provisions:"
    cases = [row for row in editions.read("lens_changes") if row["lens"] == "distance"]
    named = {row[side] for row in cases for side in ("rests_on", "rests_on_left")}
    found = [row for row in editions.read("provisions") if row["provision_id"] in named]
    yield Table(
        ("provision", "text"),
        tuple(sorted((row["provision_id"], row["text"]) for row in found)),
        query("""
            SELECT provision_id, text
            FROM 'extracted/provisions.parquet'
            WHERE provision_id IN (
              SELECT unnest([rests_on, rests_on_left]) FROM 'extracted/lens_changes.parquet' WHERE lens = 'distance'
            )
            ORDER BY provision_id
        """),
        "No provision was found.",
    )
