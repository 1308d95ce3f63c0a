"""The report: each number is what its query gives, whatever the editions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.build import build_sources, extract_files
from pipeline.diff.answers import Sentence, Table, show, write_markdown
from pipeline.diff.report import tell_editions, tell_folder
from pipeline.write.package import REPORT_FILE

ROOT = Path(__file__).resolve().parent.parent.parent
# "([q3](#q3))" at the end of a sentence, "Query: [q3](#q3)" below a table
REFERENCE = re.compile(r"\(?\[(q\d+)\]\(#\1\)\)?$")


def answers_of(report: str) -> Iterator[tuple[str, str]]:
    """Yield each answer of a report, a sentence or a table, with its query."""
    queries = dict(re.findall(r"^### (q\d+)\n\n```sql\n(.*?)\n```", report, re.M | re.S))
    blocks = report.split("\n\n")
    for before, block in zip(["", *blocks], blocks, strict=False):
        if found := REFERENCE.search(block):
            yield (before if block.startswith("Query:") else block), queries[found[1]]


def told_rows(answer: str) -> list[list[str]]:
    """Read an answer: the rows of a table, or the values of a sentence as one row; no row where it has none."""
    if answer.startswith("|"):
        return [re.split(r"(?<!\\) \| ", line[2:-2]) for line in answer.splitlines()[2:]]
    values = re.findall(r"\*\*(.+?)\*\*", answer)
    return [values] if values else []


def queried_rows(sql: str) -> list[list[str]]:
    found = duckdb.sql(sql)
    assert found is not None, sql
    return [[show(cell) for cell in row] for row in found.fetchall()]


def check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(folder.parent)
    answers = list(answers_of((folder / REPORT_FILE).read_text(encoding="utf-8")))
    for answer, sql in answers:
        assert queried_rows(sql) == told_rows(answer), sql
    return len(answers)


def test_each_number_is_what_its_query_gives(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = (release / REPORT_FILE).read_text(encoding="utf-8")
    assert check(release, monkeypatch) == report.count("](#q") > 20


def test_every_number_has_a_query(release: Path) -> None:
    report = (release / REPORT_FILE).read_text(encoding="utf-8").partition("## Queries")[0]
    for block in report.split("\n\n"):
        assert "**" not in block or REFERENCE.search(block), block


def test_report_says_what_is_law_and_what_is_not(release: Path) -> None:
    report = (release / REPORT_FILE).read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+: .+)$", report, re.M)
    assert headings == [
        "KZ 2007 № 602 to KG 2014 № 354: a comparison of two countries",
        "KZ 2007 № 602 to KG 2025 № 77: a comparison of two countries",
        "KG 2014 № 354 to KG 2025 № 77: a change of law",
    ]


def test_committed_report_is_that_of_the_sources(release: Path) -> None:
    assert (ROOT / "extracted" / REPORT_FILE).read_bytes() == (release / REPORT_FILE).read_bytes()


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        ((), "No act of this release prints a list of specialties"),
        (("kg-2025-77/act.md",), "There is one edition, and nothing to compare it with."),
    ],
)
def test_few_editions_give_a_sentence(
    sources: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = ROOT / "sources/article-distance-learning-ky/article.txt"
    extract_files([article, *(ROOT / "sources" / path for path in sources)], tmp_path / "extracted")
    assert sentence in (tmp_path / "extracted" / REPORT_FILE).read_text(encoding="utf-8")
    assert check(tmp_path / "extracted", monkeypatch) == 5 * len(sources)


# Two acts of a make never seen, of one country and one of none: levels, names and codes that nothing prints.
def test_editions_without_names_codes_or_country_are_told() -> None:
    entry = {"list_id": None, "code": None, "name_kk": None, "name_ky": None, "name_ru": None}
    certified = {"certificate": "complete", "certificate_reasons": [], "unexplained_char_count": 0}
    tables: dict[str, list[dict[str, object]]] = {
        "acts": [
            {"act_id": act_id, "date": None, "number": None, "jurisdiction": country, **certified}
            for act_id, country in (("a", None), ("b", "KG"))
        ],
        "list_entries": [{"entry_id": entry_id, **entry} for entry_id in ("a:1", "b:1")],
        "lineage": [
            {"concept_id": "a:1", "act_id": act_id, "entry_id": f"{act_id}:1", "level": "higher", "state": "barred"}
            for act_id in "ab"
        ],
        "lens_changes": [
            {
                "left_act_id": "a",
                "right_act_id": "b",
                "step": "comparison",
                "lens": "distance",
                "level": "higher",
                "qualification": None,
                "left_entry_id": "a:1",
                "right_entry_id": "b:1",
                "change": "kept_barred",
                "certainty": "exact",
                "rests_on_left": None,
                "rests_on": None,
            }
        ],
    }
    report = tell_editions(lambda table: tables.get(table, []))
    assert "## a to b: a comparison: a country is not known" in report
    assert "| higher |  |  |  |  |  |" in report


def test_too_many_editions_are_said() -> None:
    lists = [{"act_id": str(number)} for number in range(13)]
    assert "13 acts of this release print lists" in tell_editions(lambda table: lists if table == "lists" else [])


def test_same_sources_same_bytes(release: Path, tmp_path: Path) -> None:
    build_sources(ROOT / "sources", tmp_path / "extracted", jobs=2)
    assert (tmp_path / "extracted" / REPORT_FILE).read_bytes() == (release / REPORT_FILE).read_bytes()
    assert tell_folder(release).encode() == (release / REPORT_FILE).read_bytes()


def test_one_query_stands_once() -> None:
    told = write_markdown(
        [Sentence("{} of {}", (1, 2), "SELECT 1, 2"), Table(("a",), ((None,),), "SELECT NULL"), Table(("a",), (), "x")]
    )
    assert told.startswith("**1** of **2** ([q1](#q1))\n\n| a |\n|---|\n|  |\n\nQuery: [q2](#q2)\n\nNone. ([q3](#q3))")
