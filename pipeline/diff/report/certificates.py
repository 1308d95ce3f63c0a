"""The report of what is whole: the certificates of lists and acts, what counts the entries, and every reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.diff.answers import Block, Table
from pipeline.diff.report.views import Editions, nulls_last, query

_INTRO = """\
A list is *complete* where something printed counts its entries, and no finding says that anything of it is missing,
unread or doubtful; *complete with known gaps* where a finding names all that is missing, and print has none of it
either; else it is *not proven*: rows may be missing. An act is what its lists and the rest of it are at worst."""
# So many rows of a table are told.
_MOST = 200
_REASONS = "Why a certificate isn't *complete*, and where:"


def tell_certificates(editions: Editions) -> Iterator[Block]:
    """Tell what is whole, and why the rest is not."""
    acts = editions.read("acts")
    if not acts:
        return
    yield "## What is whole"
    yield _INTRO
    yield _acts(editions)
    yield _lists(editions)
    reasons = _reasons(editions)
    if reasons.rows:
        yield _REASONS
        yield reasons


def _acts(editions: Editions) -> Table:
    acts = sorted(editions.read("acts"), key=lambda act: str(act["act_id"]))
    return Table(
        ("act", "certificate", "unexplained characters", "reasons"),
        tuple(
            (act["act_id"], act["certificate"], act["unexplained_char_count"], len(act["certificate_reasons"]))
            for act in acts[:_MOST]
        ),
        query(f"""
            SELECT act_id, certificate, unexplained_char_count, len(certificate_reasons)
            FROM 'extracted/acts.parquet'
            ORDER BY act_id
            LIMIT {_MOST}
        """),
    )


def _lists(editions: Editions) -> Table:
    lists = sorted(editions.read("lists"), key=lambda one: str(one["list_id"]))
    found = Counter(entry["list_id"] for entry in editions.read("list_entries"))
    return Table(
        ("list", "certificate", "stated", "found", "counted by"),
        tuple(
            (
                *(one[column] for column in ("list_id", "certificate", "stated_count")),
                found[one["list_id"]],
                ", ".join(one["counted_by"]),
            )
            for one in lists[:_MOST]
        ),
        query(f"""
            SELECT list_id, certificate, stated_count, count(entry_id), array_to_string(counted_by, ', ')
            FROM 'extracted/lists.parquet' LEFT JOIN 'extracted/list_entries.parquet' USING (list_id)
            GROUP BY ALL
            ORDER BY list_id
            LIMIT {_MOST}
        """),
        "No act of this release prints a list.",
    )


def _reasons(editions: Editions) -> Table:
    paths = {row["source_id"]: row["path"] for row in editions.read("sources")}
    named = {reason for act in editions.read("acts") for reason in act["certificate_reasons"]}
    rows = sorted(
        (
            (one["act_id"], paths[one["source_id"]], one["line_start"], one["code"], one["message"])
            for one in editions.read("findings")
            if one["finding_id"] in named
        ),
        key=nulls_last,
    )
    return Table(
        ("act", "file", "line", "finding", "what"),
        tuple(rows[:_MOST]),
        query(f"""
            SELECT f.act_id, path, line_start, code, message
            FROM 'extracted/findings.parquet' f JOIN 'extracted/sources.parquet' USING (source_id)
            WHERE finding_id IN (SELECT unnest(certificate_reasons) FROM 'extracted/acts.parquet')
            ORDER BY f.act_id, path, line_start NULLS LAST, code, message
            LIMIT {_MOST}
        """),
    )
