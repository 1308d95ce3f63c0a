"""A row explained: what is printed where, what was repaired, and which row is meant."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.audit.explain import explain
from pipeline.audit.explain_state import tell_state
from pipeline.audit.explanation import PrintedLine, ShownRepair, ShownState
from pipeline.audit.find_row import AmbiguousIdError, find_row, key_of, tables_with
from pipeline.audit.report import tell
from pipeline.errors import UnknownIdError, UnreadableSourceError, VerificationError
from pipeline.published import rows
from tests.audit.sample import ACT, ACT_ID, LIST_ID, SOURCE_ID, write_sample
from tests.diff.sample import NEW, OLD, OTHER, entry, publish

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "extracted", ROOT / "sources"


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
        ("zzz", "provenance", "an id of provenance is spelled table_name..row_id..field..lang..piece..source_id"),
        (f"{SOURCE_ID}..7", "ledger", "an id of ledger is spelled source_id..char_start"),
        (f"{SOURCE_ID}..seven", None, "no row has the id"),
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


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("compared")
    return publish(folder), folder / "sources"


# A run of characters and a printed piece are asked for by their keys; a part of a key lists those that have it.
def test_ledger_and_provenance_are_asked_for_by_their_keys(published: tuple[Path, Path]) -> None:
    start = ACT.index("999103")
    run = explain(f"{SOURCE_ID}..{start}", *published)
    assert run.table == "ledger"
    assert run.place is not None
    assert run.place.quote.startswith("999103")
    piece = f"list_entries..{LIST_ID}:999103..code..ky..1..{SOURCE_ID}"
    for table in (None, "provenance"):
        shown = explain(piece, *published, table=table)
        assert (shown.table, shown.row_id) == ("provenance", piece)
        assert shown.place is not None
        assert (shown.place.quote, shown.place.line_start) == ("999103", 18)
    with pytest.raises(AmbiguousIdError) as raised:
        explain(f"{LIST_ID}:999103", *published, table="provenance")
    found = {candidate.row_id: candidate.label for candidate in raised.value.candidates}
    assert found[piece] == "999103"


def test_key_without_a_language() -> None:
    key = key_of("provenance", "acts..kg-2031-1..number....1..kg-2031-1")
    assert (key["lang"], key["piece"], key["source_id"]) == (None, 1, "kg-2031-1")
    assert "char_start" not in key_of("ledger", "kg-2031-1..seven")


def test_link_is_found_from_either_side(compared: tuple[Path, Path]) -> None:
    sides = entry(OLD, "200200"), entry(NEW, "200900")
    for asked in (sides, sides[::-1]):
        assert find_row("..".join(asked), None, compared[0]) == ("crosswalk", "..".join(sides))


# The id of a concept is that of its first entry.
def test_id_of_two_rows_is_told(compared: tuple[Path, Path], published: tuple[Path, Path]) -> None:
    first, second = entry(OTHER, "5001"), entry(OLD, "100100")
    told = explain(first, *compared)
    assert (told.table, told.also_in) == ("list_entries", ("concepts",))
    assert told.as_dict()["also_in"] == ("concepts",)
    assert explain(first, *compared, table="concepts").also_in == ()
    assert explain(second, *compared).also_in == ()
    assert tables_with(SOURCE_ID, published[0]) == ("sources",)


def test_bar_that_is_not_printed_names_those_that_are(published: tuple[Path, Path]) -> None:
    one = f"{LIST_ID}:999102"
    with pytest.raises(UnknownIdError, match=f"barred for this entry: {one}:correspondence"):
        explain(f"{one}:evening", *published)
    with pytest.raises(UnknownIdError, match="the closest are"):
        explain(f"{one}:correspondance", *published)


# sources/kg-2014-354/act.txt, line 572: `540100 Социология  Экстернат`, where two columns stand for two qualifications
@pytest.mark.parametrize(
    ("bar", "words"),
    [
        ("bachelor:externat", "cell_empty:.* says why: 540100: the cell for bachelor is empty"),
        ("externat", "cell_empty:.* says why: 540100: the cell for bachelor is empty"),
        ("master:evening", "barred for this entry: kg-2014-354:annex-2:1:540100:master:externat"),
    ],
)
def test_empty_cell_is_named(bar: str, words: str) -> None:
    with pytest.raises(UnknownIdError, match=words):
        explain(f"kg-2014-354:annex-2:1:540100:{bar}", *REAL)


def _state(row_id: str, out: Path, sources: Path) -> ShownState:
    explained = explain(row_id, out, sources, table="lineage")
    assert explained.comparison is not None
    assert explained.comparison.state is not None
    return explained.comparison.state


# The order of 2007 bars design from evening studies in its list 4 (line 957), and from correspondence in list 3.
def test_state_is_that_of_the_concept_in_the_edition() -> None:
    own, bearing = "kz-2007-602:annex-1:4:050421", "kz-2007-602:annex-1:3:050421"
    (row,) = rows("lineage", REAL[0], entry_id=own)
    state = _state(row["lineage_id"], *REAL)
    assert (state.state, state.forms, state.entry_ids) == ("barred", ("correspondence",), (bearing,))
    assert [bar.restriction_id for bar in state.bars] == [f"{bearing}:correspondence"]
    head, *bars = [line for _, line in tell_state(state) if line]
    assert head.startswith("barred is the state of the concept in kz-2007-602, where the form that counts is corresp")
    assert bars == [f"  {bearing}:correspondence"]
    lines = [line for _, line in tell(explain(row["lineage_id"], *REAL))]
    assert [line.split()[1] for line in lines if line.startswith("member ")] == [own, bearing]
    assert "    > 831 | 050421  Дизайн" in lines


# In the older act an evening bar counts for nothing; in the newer one the bar on online studies does.
def test_state_without_a_bar_and_absence(compared: tuple[Path, Path]) -> None:
    one = entry(OLD, "300100")
    state = _state(f"{one}..{one}", *compared)
    assert (state.state, state.forms, state.bars) == ("listed", ("correspondence",), ())
    assert "none of its entries there is barred from that" in [line for _, line in tell_state(state)][1]
    assert _state(f"{one}..{entry(NEW, '300100')}", *compared).entry_ids == (entry(NEW, "300100"),)
    absent = explain(f"{entry(NEW, '400100')}..{OLD}", *compared, table="lineage")
    assert absent.comparison is not None
    assert absent.comparison.state is None


# sources/kg-2025-77/act.md prints point 9 of annex 1 on lines 231 and 253, two sentences in each language
@pytest.mark.parametrize(
    ("alignment", "lines", "beginnings"),
    [
        ("body:point-3:ru:sentence-1", (24, 53), ("Бул токтомдун", "Контроль за исполнением")),
        ("annex-1:chapter-4:point-9:ru:sentence-2", (231, 253), ("Орто жана жогорку", "Онлайн-образовательная")),
        ("annex-1:chapter-4:point-9:ru", (231, 253), ("Онлайн билим берүү уюму билим", "Право на ведение")),
    ],
)
def test_pair_of_languages_shows_both_sides(
    alignment: str, lines: tuple[int, int], beginnings: tuple[str, str]
) -> None:
    shown = explain(f"kg-2025-77:ky:{alignment}", *REAL).comparison
    assert shown is not None
    assert [ground.side for ground in shown.grounds] == ["left", "right"]
    for ground, line, beginning in zip(shown.grounds, lines, beginnings, strict=True):
        text = next(field for field in ground.fields if field.name == "text")
        (piece,) = text.witnesses[0].pieces
        assert (piece.line_start, piece.quote.startswith(beginning)) == (line, True)
        assert piece.quote == text.value


# A sentence that goes on behind a page break or in another column has a piece for each place.
def test_sentence_in_two_pieces() -> None:
    shown = explain("kg-2025-77:ky:annex-1:chapter-5:point-13:ru:sentence-1", *REAL).comparison
    assert shown is not None
    (text,) = shown.grounds[1].fields
    first, second = text.witnesses[0].pieces
    assert f"{first.quote} {second.quote}" == text.value
