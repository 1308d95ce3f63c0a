"""Whatever was changed after the build, in the sources or in the tables, is found and named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.audit.difference import DifferenceError
from pipeline.audit.verify import Verified, verify
from pipeline.contract import TABLES, Resource
from pipeline.diff.report import tell_folder
from pipeline.errors import ContractError, UnreadableSourceError, VerificationError
from pipeline.write import write_release
from pipeline.write.certificates import certify
from pipeline.write.package import write_package, write_report
from pipeline.write.tables import to_arrow
from tests.audit.sample import (
    ACT,
    ACT_ID,
    LIST_ID,
    SOURCE_ID,
    Rows,
    act_chunk,
    article_chunk,
    write_sample,
    write_sources,
)
from tests.compared import publish_compared

ENTRY = f"{LIST_ID}:999102"


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, Path]:
    return write_sample(tmp_path)


def republish(folder: Path, change: Callable[[dict[str, Rows]], None]) -> tuple[Path, Path]:
    """Publish the sample with a change in its rows: every hash fits, only the derivation can tell."""
    out, sources = write_sample(folder)
    chunk = act_chunk()
    change(chunk)
    publish_compared([chunk, article_chunk()], out)
    return out, sources


def forge_manifest(out: Path) -> None:
    """Write the sizes and hashes of the files as they are now into the data package."""
    path = out / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (out / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    text = json.dumps(package, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8")


def write_past_the_contract(out: Path, tables: dict[str, Rows]) -> None:
    """Write tables as a release would, but without the check that one source is a chunk of its own."""
    resources = []
    for name, rows in tables.items():
        path = out / f"{name}.parquet"
        pq.write_table(to_arrow(name, rows), path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        resources.append(Resource(name, path.name, path.stat().st_size, digest, len(rows)))
    write_package(out, resources)
    write_report(out, tell_folder(out))


def row_of(chunk: dict[str, Rows], table: str, /, **equals: object) -> dict[str, Any]:
    (found,) = [row for row in chunk[table] if all(row.get(name) == value for name, value in equals.items())]
    return found


def test_sample_holds(published: tuple[Path, Path]) -> None:
    told: list[str] = []
    verified = verify(*published, told.append)
    assert verified == Verified(values=25, sources=2, files=len(TABLES) + 3)
    assert sorted(told) == ["article-2031", SOURCE_ID]


# Every byte of a source counts, also one that no value was read from (the page number on line 15).
@pytest.mark.parametrize("at", [0, ACT.encode().index(b"\n2\n") + 1, len(ACT.encode()) - 1])
def test_changed_byte_of_a_source(published: tuple[Path, Path], at: int) -> None:
    out, sources = published
    path = sources / SOURCE_ID / "act.txt"
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(DifferenceError, match="sha256") as raised:
        verify(out, sources)
    assert (raised.value.table, raised.value.row, raised.value.field) == ("sources", SOURCE_ID, "sha256")
    assert raised.value.place == str(path)


@pytest.mark.parametrize(
    "name", [*(f"{table}.parquet" for table in TABLES), "datapackage.json", "DATA_DICTIONARY.md", "report.md"]
)
def test_changed_byte_of_a_file(published: tuple[Path, Path], name: str) -> None:
    out, sources = published
    content = bytearray((out / name).read_bytes())
    content[len(content) // 3] ^= 1
    (out / name).write_bytes(content)
    with pytest.raises((VerificationError, ContractError)):
        verify(out, sources)


# One byte of the codes is changed inside the Parquet file, and the data package is made to agree.
def test_changed_byte_with_a_forged_manifest(published: tuple[Path, Path]) -> None:
    out, sources = published
    path = out / "list_entries.parquet"
    before, file = path.read_bytes(), pq.ParquetFile(path)
    column = file.schema_arrow.names.index("code")
    codes, chunk = file.read()["code"].to_pylist(), file.metadata.row_group(0).column(column)
    forged = 0
    for at in range(chunk.dictionary_page_offset, chunk.dictionary_page_offset + chunk.total_compressed_size):
        content = bytearray(before)
        content[at] ^= 1
        path.write_bytes(content)
        try:
            read = pq.read_table(path)["code"].to_pylist()
        except (OSError, ValueError):
            continue
        if read != codes and all(code and code.isdecimal() for code in read):
            forged += 1
            forge_manifest(out)
            with pytest.raises(DifferenceError, match=r"expected '\d+', found '9991\d\d'") as raised:
                verify(out, sources)
            assert (raised.value.table, raised.value.field) == ("list_entries", "code")
    assert forged, "no byte of the codes themselves was reached"


# Wherever the byte stands, a table that then says something else is refused.
@pytest.mark.parametrize("table", ["list_entries", "restrictions", "provenance", "repairs", "ledger"])
def test_no_broken_table_passes_with_a_forged_manifest(published: tuple[Path, Path], table: str) -> None:
    out, sources = published
    path = out / f"{table}.parquet"
    before, rows = path.read_bytes(), pq.read_table(path)
    # A code is of no language: `lang` says in whose list it stands.
    told_by_no_source = {"confidence", "doubtful", "rule", "fate", "table_name", "row_id", "repair_id", "lang"}
    for at in range(4, len(before) - 8, max(1, len(before) // 60)):
        content = bytearray(before)
        content[at] ^= 0x20
        path.write_bytes(content)
        forge_manifest(out)
        try:
            verify(out, sources)
        except (VerificationError, ContractError):
            continue
        now = pq.read_table(path)
        differing = {name for name in rows.column_names if not now[name].equals(rows[name])}
        assert differing <= told_by_no_source, f"byte {at} changed {differing}"


def set_value(table: str, key: str, row_id: str, field: str, value: object) -> Callable[[dict[str, Rows]], None]:
    def change(chunk: dict[str, Rows]) -> None:
        row_of(chunk, table, **{key: row_id})[field] = value

    return change


# What is published -> what is said of it. Each value is one that the contract allows.
@pytest.mark.parametrize(
    ("table", "key", "row_id", "field", "value", "words"),
    [
        ("acts", "act_id", ACT_ID, "kind", "order", r"expected 'order', found decree in 'ТОКТОМ'"),
        ("acts", "act_id", ACT_ID, "jurisdiction", "KZ", r"expected 'KZ', found KG"),
        ("acts", "act_id", ACT_ID, "number", "12 - ТК", r"expected '12 - ТК', found '12-ТК'"),
        ("acts", "act_id", ACT_ID, "date", date(2031, 5, 6), r"found 2031-05-05 in"),
        ("acts", "act_id", ACT_ID, "languages", ["ky"], r"found ru in 'Стоматология и протезирование'"),
        ("acts", "act_id", ACT_ID, "languages", ["ky", "ru", "kk"], r"found ky, ru"),
        ("acts", "act_id", ACT_ID, "status", "repealed", r"no row of provenance"),
        ("acts", "act_id", ACT_ID, "text_state", "as_enacted", r"found consolidated"),
        ("acts", "act_id", ACT_ID, "title_ru", "Об утверждении", r"expected the place that prints 'Об утверждении'"),
        ("acts", "act_id", ACT_ID, "title_ky", None, r"expected no printed place for a missing value"),
        ("acts", "act_id", ACT_ID, "completeness", "incomplete", r"expected 'incomplete', found 'complete'"),
        ("acts", "act_id", ACT_ID, "unexplained_char_count", 3, r"expected 3, found 0"),
        ("lists", "list_id", LIST_ID, "stated_count", 4, r"expected 4, found 3"),
        ("lists", "list_id", LIST_ID, "forms", ["online"], r"found correspondence in 'сырттан'"),
        ("lists", "list_id", LIST_ID, "forms", ["correspondence", "online"], r"found correspondence"),
        ("lists", "list_id", LIST_ID, "education_levels", ["higher"], r"found secondary_vocational"),
        ("list_entries", "entry_id", ENTRY, "code", "999100", r"act\.txt:14: list_entries\.code"),
        ("list_entries", "entry_id", ENTRY, "name_ky", "Тиш дарылоо", r"act\.txt:14: list_entries\.name_ky"),
        ("list_entries", "entry_id", ENTRY, "name_ru", "Стоматология", r"act\.txt:17: list_entries\.name_ru"),
        (
            "list_entries",
            "entry_id",
            f"{LIST_ID}:999103",
            "position",
            4,
            r"list_entries\.position.*expected 3, found 4",
        ),
        ("restrictions", "entry_id", ENTRY, "form", "evening", r"expected 'evening', found correspondence"),
        ("sources", "source_id", SOURCE_ID, "line_count", 20, r"sources\.line_count"),
        ("sources", "source_id", SOURCE_ID, "char_count", 20, r"sources\.char_count"),
        ("sources", "source_id", SOURCE_ID, "path", "../act.txt", r"a path below the folder"),
    ],
)
def test_changed_value_with_fitting_hashes(
    tmp_path: Path, table: str, key: str, row_id: str, field: str, value: object, words: str
) -> None:
    published = republish(tmp_path, set_value(table, key, row_id, field, value))
    with pytest.raises(DifferenceError, match=words) as raised:
        verify(*published)
    assert raised.value.table == table
    assert raised.value.row == (f"{ENTRY}:correspondence" if table == "restrictions" else row_id)


def drop(table: str, /, **equals: object) -> Callable[[dict[str, Rows]], None]:
    def change(chunk: dict[str, Rows]) -> None:
        chunk[table].remove(row_of(chunk, table, **equals))

    return change


def put(table: str, field: str, value: object, /, **equals: object) -> Callable[[dict[str, Rows]], None]:
    def change(chunk: dict[str, Rows]) -> None:
        row_of(chunk, table, **equals)[field] = value

    return change


NAME = {"row_id": ENTRY, "field": "name_ky"}
HYPHEN = {"rule": "line_end_hyphen"}


# The evidence itself, the repairs and the ledger: what is changed -> what is said.
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            drop("provenance", row_id=ENTRY, field="code"),
            r"act\.txt:14: ledger.*a quote of its row that holds the character '9'",
        ),
        (drop("provenance", **NAME, piece=2), r"found 'Тиш дарылоо, стоматоло'"),
        # no piece ends where the repair takes the hyphen
        (drop("provenance", **NAME, piece=1), r"act\.txt:14: repairs\.after.*the rule line_end_hyphen"),
        (put("provenance", "line_start", 13, **NAME, piece=1), r"act\.txt:14: provenance\.line_start.*expected 14"),
        (put("provenance", "line_end", 15, **NAME, piece=1), r"provenance\.line_end.*expected 14, found 15"),
        (put("provenance", "page", 1, **NAME, piece=1), r"provenance\.page.*expected None, found 1"),
        (put("provenance", "x0", 1.5, **NAME, piece=1), r"provenance\.x0"),
        (put("provenance", "quote", "гия", **NAME, piece=2), r"provenance\.quote.*found 'гия'"),
        (put("provenance", "char_start", 389, **NAME, piece=2), r"provenance\.quote"),
        (put("provenance", "char_end", 9999, **NAME, piece=2), r"characters inside 0\.\."),
        (put("provenance", "glue", " ", **NAME, piece=2), r"found 'Тиш дарылоо, стоматоло гия"),
        (put("provenance", "glue", None, **NAME, piece=2), r"found 'Тиш дарылоо, стоматоло'"),
        (put("provenance", "glue", "", **NAME, piece=1), r"provenance\.glue.*expected None"),
        (put("provenance", "lang", "ru", row_id=LIST_ID, field="title_ky"), r"words in the language of title_ky"),
        (put("provenance", "row_id", "nothing", row_id=ENTRY, field="code"), r"the entry_id of a row of list_entries"),
        (put("provenance", "field", "position", row_id=ENTRY, field="code"), r"a column of list_entries that is read"),
        (drop("repairs", **HYPHEN), r"found 'Тиш дарылоо, стоматоло-гия жана протездөө'"),
        (put("repairs", "after", "н", **HYPHEN), r"act\.txt:14: repairs\.after.*found 'н'"),
        (put("repairs", "after", " ", **HYPHEN), r"act\.txt:14: repairs\.after.*found ' '"),
        (put("repairs", "rule", "line_join", rule="look_alike"), r"repairs\.after.*the rule line_join"),
        (put("repairs", "rule", "tidying", rule="look_alike"), r"repairs\.rule.*a rule that is known, found 'tidying'"),
        (put("repairs", "repair_id", f"{SOURCE_ID}:1-2", rule="look_alike"), r"repairs\.repair_id.*:1-2'$"),
        (put("repairs", "before", "н", **HYPHEN), r"act\.txt:14: repairs\.before.*expected 'н', found '-'"),
        (put("repairs", "char_end", 386, **HYPHEN), r"repairs\.before"),
        (drop("ledger", rule="annex"), r"act\.txt:8: ledger.*a row that holds it for the character '1'"),
        (put("ledger", "char_end", ACT.index("\n2\n") + 4, rule="page_number"), r"act\.txt:16: ledger.*row of its own"),
        (put("ledger", "char_end", 99_999, char_start=ACT.index("Сестринское")), r"row of its own inside the source"),
        (put("ledger", "fate", "unexplained", rule="page_number"), r"acts\.completeness.*found 'incomplete'"),
        (put("ledger", "fate", "value", rule="annex"), r"the row it was read into"),
    ],
)
def test_changed_evidence(tmp_path: Path, change: Callable[[dict[str, Rows]], None], words: str) -> None:
    # The contract refuses evidence for a row that isn't there even before it is published.
    with pytest.raises((VerificationError, ContractError), match=words):
        verify(*republish(tmp_path, change))


# A certificate says what the rows say, in the table and in the files that tell it. The sample has a finding of a kind
# that nobody judged: it doesn't count as harmless.
@pytest.mark.parametrize(
    ("table", "row_id", "field", "value", "words"),
    [
        ("acts", ACT_ID, "certificate", "complete", r"acts.certificate.*expected 'not_proven', found 'complete'"),
        ("acts", ACT_ID, "certificate_reasons", [], r"acts.certificate_reasons.*found \[\]"),
        ("lists", LIST_ID, "counted_by", ["running_numbers"], r"expected \['stated_count'\]"),
    ],
)
def test_changed_certificate(tmp_path: Path, table: str, row_id: str, field: str, value: object, words: str) -> None:
    sources, chunk = write_sources(tmp_path), dict(certify(act_chunk()))
    next(row for row in chunk[table] if row_id in row.values())[field] = value
    write_release([chunk, article_chunk()], tmp_path / "extracted", report=tell_folder)
    with pytest.raises(DifferenceError, match=words):
        verify(tmp_path / "extracted", sources)


def test_file_that_tells_other_certificates(published: tuple[Path, Path]) -> None:
    out, sources = published
    path = out / "list_entries.parquet"
    table, metadata = pq.read_table(path), pq.read_metadata(path).metadata
    with pq.ParquetWriter(path, table.schema, store_schema=False) as writer:
        writer.add_key_value_metadata({**metadata, b"tizmek.certificates": b'{"complete": ["everything"]}'})
        writer.write_table(table)
    forge_manifest(out)
    with pytest.raises(DifferenceError, match=r'found \'{"complete": \["everything"\]}\''):
        verify(out, sources)


# A name may not be proved by a text that is no print of its act.
def test_evidence_from_another_source(tmp_path: Path) -> None:
    out, sources = write_sample(tmp_path)
    chunk, article = certify(act_chunk()), article_chunk()
    evidence = row_of(chunk, "provenance", row_id=ENTRY, field="name_ky", piece=1)
    row_of(chunk, "list_entries", entry_id=ENTRY)["name_ky"] = "окутуу"
    for row in [row for row in chunk["provenance"] if row["row_id"] == ENTRY and row["field"] == "name_ky"]:
        chunk["provenance"].remove(row)
    foreign = {"source_id": "article-2031", "quote": "окутуу", "line_start": 1, "line_end": 1}
    foreign |= {"char_start": 10, "char_end": 16}
    tables = {name: [*chunk.get(name, []), *article.get(name, [])] for name in TABLES}
    tables["provenance"].append({**evidence, **foreign})
    write_past_the_contract(out, tables)
    with pytest.raises(DifferenceError, match=r"list_entries\.name_ky.*a source of the act"):
        verify(out, sources)


def test_repairs_that_overlap(tmp_path: Path) -> None:
    def change(chunk: dict[str, Rows]) -> None:
        repair = dict(row_of(chunk, "repairs", **HYPHEN))
        start = repair["char_start"]
        longer = {"repair_id": f"{SOURCE_ID}:{start}-{start + 2}", "char_end": start + 2, "before": "-\n"}
        chunk["repairs"].append({**repair, **longer})

    with pytest.raises(DifferenceError, match="repairs that don't overlap"):
        verify(*republish(tmp_path, change))


# A value and a repair that are made up for each other: the name derives, but no rule allows such a repair.
def test_value_with_a_repair_made_up_for_it(tmp_path: Path) -> None:
    at = ACT.index("Сестринское дело")

    def change(chunk: dict[str, Rows]) -> None:
        row_of(chunk, "list_entries", code="999103")["name_ru"] = "Лечебное дело"
        repair = {
            "repair_id": f"{SOURCE_ID}:{at}-{at + 11}",
            "source_id": SOURCE_ID,
            "char_start": at,
            "char_end": at + 11,
        }
        repair |= {"before": "Сестринское", "after": "Лечебное", "rule": "correction"}
        chunk["repairs"].append(repair)

    out, sources = republish(tmp_path, change)
    with pytest.raises(DifferenceError, match=rf"act\.txt:19: repairs\.after, row {SOURCE_ID}:{at}-{at + 11}"):
        verify(out, sources)
    # Registered beside the source it is a decision of people, and derives.
    registered = f'file = "act.txt"\nsha256 = "{hashlib.sha256(ACT.encode()).hexdigest()}"\n'
    registered += '[[corrections]]\nreason = "…"\nexpect = "Сестринское"\nreplace = "Лечебное"\n'
    (sources / SOURCE_ID / "source.toml").write_text(registered, encoding="utf-8")
    assert verify(out, sources).values == 25


def test_files_that_are_missing_or_strange(published: tuple[Path, Path]) -> None:
    out, sources = published
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DifferenceError, match=r"expected no other file, found 'notes\.txt'"):
        verify(out, sources)
    (out / "notes.txt").unlink()
    (out / "DATA_DICTIONARY.md").unlink()
    with pytest.raises(DifferenceError, match=r"expected the file DATA_DICTIONARY\.md"):
        verify(out, sources)


def test_data_package_that_says_more_than_the_contract(published: tuple[Path, Path]) -> None:
    out, sources = published
    path = out / "datapackage.json"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if '"unit": "code points"' in line)
    lines[at] = lines[at].replace("code points", "bytes")
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(VerificationError, match=rf"datapackage\.json:{at + 1}: "):
        verify(out, sources)


def test_rows_out_of_order(published: tuple[Path, Path]) -> None:
    out, sources = published
    table = pq.read_table(out / "list_entries.parquet")
    pq.write_table(table.take([1, 0, 2]), out / "list_entries.parquet")
    forge_manifest(out)
    with pytest.raises(VerificationError, match="sorted by act_id, list_id, position"):
        verify(out, sources)


def test_missing_sources(published: tuple[Path, Path], tmp_path: Path) -> None:
    out, sources = published
    with pytest.raises(UnreadableSourceError, match="the folder of the sources is missing"):
        verify(out, tmp_path / "nowhere")
    (sources / SOURCE_ID / "act.txt").unlink()
    with pytest.raises(UnreadableSourceError, match=r"can't read the source.*--sources"):
        verify(out, sources)
    with pytest.raises(ContractError, match="no published dataset"):
        verify(tmp_path, sources)


def pieces_of(chunk: dict[str, Rows], row_id: str, field: str) -> Rows:
    return [row for row in chunk["provenance"] if (row["row_id"], row["field"]) == (row_id, field)]


def cut_a_name_short(chunk: dict[str, Rows]) -> None:
    (piece,) = pieces_of(chunk, f"{LIST_ID}:999103", "name_ru")
    row_of(chunk, "list_entries", code="999103")["name_ru"] = piece["quote"] = "Сестринское"
    piece["char_end"] = piece["char_start"] + len("Сестринское")


def swap_two_names(chunk: dict[str, Rows]) -> None:
    one, other = (row_of(chunk, "list_entries", code=code) for code in ("999101", "999103"))
    one["name_ru"], other["name_ru"] = other["name_ru"], one["name_ru"]
    (first,), (second,) = (pieces_of(chunk, row["entry_id"], "name_ru") for row in (one, other))
    first["row_id"], second["row_id"] = second["row_id"], first["row_id"]


def remove_a_restriction(chunk: dict[str, Rows]) -> None:
    barred = f"{LIST_ID}:999101:correspondence"
    drop("restrictions", restriction_id=barred)(chunk)
    drop("provenance", row_id=barred)(chunk)
    row_of(chunk, "ledger", rule="title_ky", row_id=LIST_ID).update(
        table_name="list_entries", row_id=f"{LIST_ID}:999101"
    )


def remove_a_form_of_the_list(chunk: dict[str, Rows]) -> None:
    """Its words stand in the heading, where the ledger names the list."""
    barred = f"{LIST_ID}:999103:correspondence"
    drop("restrictions", restriction_id=barred)(chunk)
    drop("provenance", row_id=barred)(chunk)


def take_evidence_from_elsewhere(chunk: dict[str, Rows]) -> None:
    """Let two rows swap the one place that proves each: both still read the same value."""
    code = pieces_of(chunk, ENTRY, "code")[0]
    code["row_id"] = f"{LIST_ID}:999101"
    pieces_of(chunk, f"{LIST_ID}:999101", "code")[0]["row_id"] = ENTRY
    for entry, value in ((ENTRY, "999101"), (f"{LIST_ID}:999101", "999102")):
        row_of(chunk, "list_entries", entry_id=entry)["code"] = value


def say_another_qualification(chunk: dict[str, Rows]) -> None:
    row = row_of(chunk, "restrictions", entry_id=ENTRY)
    row["restriction_id"] = f"{ENTRY}:bachelor:correspondence"
    pieces_of(chunk, f"{ENTRY}:correspondence", "form")[0]["row_id"] = row["restriction_id"]


def rename_a_part(chunk: dict[str, Rows]) -> None:
    chunk["lists"][0]["part"] = "annex-2"


# Forgeries that agree with themselves: every value derives from the quote it names.
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (cut_a_name_short, r"act\.txt:19: ledger, row list_entries · .*999103: .* the character 'д'"),
        (swap_two_names, r"act\.txt:13: ledger, row list_entries · .*999101: .* the character 'Л'"),
        (remove_a_restriction, r"act\.txt:9: ledger, row list_entries · .*999101: "),
        (remove_a_form_of_the_list, rf"restrictions, row {LIST_ID}:999103:correspondence: expected a row"),
        (take_evidence_from_elsewhere, r"act\.txt:11: ledger, row list_entries · .*999101: "),
        (say_another_qualification, rf"restriction_id.*expected the id {ENTRY}:correspondence, found"),
        (rename_a_part, r"lists\.list_id.*the id kg-2031-12-tk:annex-2:list"),
        (
            put("ledger", "fate", "ignored", rule="name_ru", row_id=f"{LIST_ID}:999101"),
            r"act\.txt:13: .*fate value .* 'Л'",
        ),
        (put("list_entries", "code", None, code="999103"), r"list_entries\.code"),
    ],
)
def test_forgery_that_agrees_with_itself(tmp_path: Path, change: Callable[[dict[str, Rows]], None], words: str) -> None:
    with pytest.raises(DifferenceError, match=words):
        verify(*republish(tmp_path, change))


# What source.toml registers -> what the tables say of it.
@pytest.mark.parametrize(
    ("registered", "words"),
    [
        ('licence = "official text"', r"sources\.licence.*expected None, found 'official text'"),
        ('origin_url = "https://example.org/"', r"sources\.origin_url"),
        ("retrieved_on = 2031-06-01", r"sources\.retrieved_on.*found 2031-06-01"),
    ],
)
def test_source_that_is_registered_otherwise(published: tuple[Path, Path], registered: str, words: str) -> None:
    out, sources = published
    sha256 = hashlib.sha256(ACT.encode()).hexdigest()
    path = sources / SOURCE_ID / "source.toml"
    path.write_text(f'file = "act.txt"\nsha256 = "{sha256}"\n{registered}\n', encoding="utf-8")
    with pytest.raises(DifferenceError, match=words):
        verify(out, sources)
    path.write_text(f'file = "act.txt"\nsha256 = "{"0" * 64}"\n', encoding="utf-8")
    with pytest.raises(DifferenceError, match=r"sources\.sha256"):
        verify(out, sources)
    path.write_text(f'file = "other.txt"\n{registered}\n', encoding="utf-8")
    assert verify(out, sources).sources == 2
