"""A row explained: what is printed where, what was repaired, and which row is meant."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.audit.explain import explain
from pipeline.audit.explanation import PrintedLine, ShownRepair
from pipeline.audit.find_row import AmbiguousIdError
from pipeline.audit.report import tell
from pipeline.errors import UnknownIdError, UnreadableSourceError, VerificationError
from tests.audit.sample import ACT, ACT_ID, LIST_ID, SOURCE_ID, write_sample


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_sample(tmp_path_factory.mktemp("explained"))


def test_entry_has_its_whole_birth_certificate(published: tuple[Path, Path]) -> None:
    explained = explain(f"{LIST_ID}:999102", *published)
    assert (explained.table, explained.row_id) == ("list_entries", f"{LIST_ID}:999102")
    assert explained.act is not None
    assert (explained.act.number, explained.act.date) == ("12-ТК", "2031-05-05")
    assert explained.act.title == "Окутууга жол берилбеген адистиктердин тизмегин бекитүү жөнүндө"
    assert explained.list is not None
    assert (explained.list.list_id, explained.list.part) == (LIST_ID, "annex-1")
    assert [one.form for one in explained.restrictions] == ["correspondence"]
    (source,) = explained.sources
    assert source.sha256 == hashlib.sha256(ACT.encode()).hexdigest()
    fields = {field.name: field for field in explained.fields}
    assert fields["name_ky"].value == "Тиш дарылоо, стоматология жана протездөө"
    (witness,) = fields["name_ky"].witnesses
    first, second = witness.pieces
    assert (witness.lang, first.line_start, second.line_start) == ("ky", 14, 16)
    assert first.quote == "Тиш дарылоо, стоматоло-" == ACT[first.char_start : first.char_end]
    assert first.repairs == (ShownRepair(14, "-", "", "line_end_hyphen"),)
    assert first.lines == (
        PrintedLine(13, "Лечебное дело", False),
        PrintedLine(14, "999102 Тиш дарылоо, стоматоло-", True),
        PrintedLine(15, "2", False),
    )
    assert second.repairs == ()
    assert [finding.code for finding in explained.findings] == ["suspected_misprint"]


def test_restriction_names_its_list(published: tuple[Path, Path]) -> None:
    explained = explain(f"{LIST_ID}:999102:correspondence", *published)
    assert explained.list is not None
    assert explained.list.list_id == LIST_ID
    assert explain(ACT_ID, *published).list is None


def test_piece_over_two_lines_and_at_the_edges(published: tuple[Path, Path]) -> None:
    fields = {field.name: field for field in explain(ACT_ID, *published).fields}
    (title,) = fields["title_ky"].witnesses[0].pieces
    assert (title.line_start, title.line_end) == (4, 5)
    assert [line.number for line in title.lines if line.inside] == [4, 5]
    assert title.repairs == (ShownRepair(4, "\n", " ", "line_join"),)
    (issuer,) = fields["issuer"].witnesses[0].pieces
    assert [line.number for line in issuer.lines] == [1, 2]
    assert fields["languages"].value == ["ky", "ru"]
    assert fields["status"].witnesses == ()
    assert "title_ru" not in fields


# What is asked -> the table and row that is meant.
@pytest.mark.parametrize(
    ("asked", "table", "row_id"),
    [
        (LIST_ID, "lists", LIST_ID),
        ("999101", "list_entries", f"{LIST_ID}:999101"),
        (f"{LIST_ID}:999103:correspondence", "restrictions", f"{LIST_ID}:999103:correspondence"),
        ("999103:corr", "restrictions", f"{LIST_ID}:999103:correspondence"),
        (SOURCE_ID, "sources", SOURCE_ID),
        (f"{SOURCE_ID}:suspected_misprint:1", "findings", f"{SOURCE_ID}:suspected_misprint:1"),
        ("suspected_misprint", "findings", f"{SOURCE_ID}:suspected_misprint:1"),
    ],
)
def test_what_is_asked_is_found(published: tuple[Path, Path], asked: str, table: str, row_id: str) -> None:
    explained = explain(asked, *published)
    assert (explained.table, explained.row_id) == (table, row_id)


def test_repairs_and_findings_show_their_place(published: tuple[Path, Path]) -> None:
    at = ACT.index("стоматоло-") + len("стоматоло")
    repair = explain(f"{SOURCE_ID}:{at}", *published)
    assert repair.table == "repairs"
    assert repair.place is not None
    assert (repair.place.quote, repair.place.line_start) == ("-", 14)
    finding = explain("page_number_inside", *published)
    assert finding.place is not None
    assert finding.place.quote == "2"
    assert explain("group_missing", *published).place is None


def test_several_rows_are_listed(published: tuple[Path, Path]) -> None:
    with pytest.raises(AmbiguousIdError, match="'99910' fits 3 rows") as raised:
        explain("99910", *published)
    assert [candidate.row_id for candidate in raised.value.candidates] == [
        f"{LIST_ID}:{code}" for code in ("999101", "999102", "999103")
    ]
    assert raised.value.candidates[0].label == "Дарылоо иши"
    with pytest.raises(AmbiguousIdError) as raised:
        explain("9991", *published, table="restrictions")
    assert {candidate.table for candidate in raised.value.candidates} == {"restrictions"}


@pytest.mark.parametrize(
    ("asked", "table", "words"),
    [
        ("kg-2031-12-kt", None, f"the closest are {ACT_ID}"),
        ("zzz", None, "tizmek tables lists what there is"),
        ("", None, "no row has the id ''"),
        (ACT_ID, "act", "did you mean 'acts'"),
        (ACT_ID, "provenance", "no table 'provenance' with ids"),
        ("999101x", "list_entries", f"{LIST_ID}:999101"),
    ],
)
def test_unknown_ids_get_advice(published: tuple[Path, Path], asked: str, table: str | None, words: str) -> None:
    with pytest.raises(UnknownIdError, match=words):
        explain(asked, *published, table=table)


def test_report_tells_every_value_once(published: tuple[Path, Path]) -> None:
    lines = [line for _, line in tell(explain(f"{LIST_ID}:999101", *published))]
    assert "name_ky = Дарылоо иши" in lines
    assert "    > 11 | 999101 Дaрылоо" in lines
    assert "      line 11: 'a' is read as 'а' (look_alike)" in lines
    assert r"      line 11: '\n' is read as ' ' (line_join)" in lines
    assert len([line for line in lines if line.startswith("code = ")]) == 1


def test_explanation_is_json(published: tuple[Path, Path]) -> None:
    told = json.loads(json.dumps(explain(ACT_ID, *published).as_dict()))
    dates = {field["name"]: field["value"] for field in told["fields"]}
    assert dates["date"] == "2031-05-05"


# A quote shown from other bytes than those published would be a lie.
def test_other_bytes_are_not_explained(tmp_path: Path) -> None:
    out, sources = write_sample(tmp_path)
    path = sources / SOURCE_ID / "act.txt"
    path.write_bytes(path.read_bytes().replace("иши".encode(), "иш ".encode()))
    with pytest.raises(VerificationError, match="sha256"):
        explain("999101", out, sources)
    path.unlink()
    with pytest.raises(UnreadableSourceError, match="--sources"):
        explain("999101", out, sources)
