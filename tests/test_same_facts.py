"""One act gives the same rows in any format and layout: each committed source, laid out anew, gives what is published.

Left out of the comparison is only how sure a reading is; a row that is not sure must say so.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.model import Cell, Extraction, Row
from tests.laid_out import LAYOUTS, Act, Printed, Table, extract, lay_out, read_source, write_docx
from tests.read.docx_made import W, mark

SOURCES = ("kg-2014-354", "kg-2025-77", "kz-2007-602")
FACTS = (
    *("acts", "provisions", "definitions", "amendments", "citations", "norms"),
    *("lists", "list_entries", "restrictions"),
)
SURENESS = frozenset({"confidence", "doubtful"})
# A column without rules: a group's heading that is longer than the name's column can't be told from a name that wraps.
UNRULED = {"kg-2014-354"}
SOFFICE = shutil.which("soffice")


@cache
def source_of(name: str) -> Printed:
    return read_source(name)


@cache
def act_of(name: str, *, flowing: bool) -> Act:
    return lay_out(source_of(name), flowing=flowing)


def rows_of(extraction: Extraction, table: str) -> dict[str, dict[str, object]]:
    return {row.row_id: _facts(row) for row in extraction.rows if row.table == table}


def _facts(row: Row) -> dict[str, object]:
    cells: dict[str, Cell] = {name: cell for name, cell in row.cells.items() if name not in SURENESS}
    return {**cells, **{name: value.value for name, value in row.values.items()}}


def differences(expected: Extraction, found: Extraction) -> list[str]:
    """Tell each row that is missing, invented or different."""
    told = []
    for table in FACTS:
        wanted, got = rows_of(expected, table), rows_of(found, table)
        for row_id in sorted(wanted.keys() | got.keys()):
            one, other = wanted.get(row_id), got.get(row_id)
            if one is None or other is None:
                told.append(f"{table} {row_id}: {'invented' if one is None else 'missing'}")
            elif one != other:
                names = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
                told += [f"{table} {row_id} {name}: {one.get(name)!r}, read as {other.get(name)!r}" for name in names]
    return told


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name not in ("PDF not ruled", "HTML wrapped")])
@pytest.mark.parametrize("name", SOURCES)
def test_any_layout_of_an_act_gives_its_published_rows(name: str, layout: str) -> None:
    if (name, layout) == ("kz-2007-602", "DOCX wrapped"):
        pytest.skip("its names may be cut there: see below")
    found = extract(LAYOUTS[layout](act_of(name, flowing=True)))
    assert not differences(source_of(name).extraction, found)


# the text's own lines, broken where the source breaks them
@pytest.mark.parametrize("layout", ["HTML tables", "DOCX paragraphs", "Markdown"])
@pytest.mark.parametrize("name", SOURCES)
def test_lines_that_the_page_breaks_give_them_too(name: str, layout: str) -> None:
    found = extract(LAYOUTS[layout](act_of(name, flowing=False)))
    assert not differences(source_of(name).extraction, found)


# «Темір» + «жол» may be two words or one: what can't be told is doubtful
def test_a_cell_that_breaks_its_lines_is_doubted_where_a_word_may_be_cut() -> None:
    name = "kz-2007-602"
    wanted = rows_of(source_of(name).extraction, "list_entries")
    found = extract(LAYOUTS["HTML wrapped"](act_of(name, flowing=True)))
    got = {row.row_id: row for row in found.rows if row.table == "list_entries"}
    assert wanted.keys() == got.keys()
    wrong = [row_id for row_id, row in got.items() if _facts(row) != wanted[row_id]]
    assert len(wrong) <= len(wanted) // 50
    assert all(got[row_id].cells["doubtful"] for row_id in wrong)


@pytest.mark.parametrize("name", SOURCES)
def test_columns_without_rules_give_the_same_restrictions(name: str) -> None:
    found = extract(LAYOUTS["PDF not ruled"](act_of(name, flowing=True)))
    expected = source_of(name).extraction
    if name in UNRULED:
        assert rows_of(expected, "restrictions") == rows_of(found, "restrictions")
    else:
        assert not differences(expected, found)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["odt", "rtf", "doc"])
def test_what_libreoffice_writes_gives_the_same_rows(kind: str, tmp_path: Path) -> None:
    assert SOFFICE is not None
    name = "kg-2014-354"
    (tmp_path / "act.docx").write_bytes(write_docx(act_of(name, flowing=True), merged=True))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "act.docx")], check=True, capture_output=True, timeout=120)
    found = extract((tmp_path / f"act.{kind}").read_bytes())
    assert not differences(source_of(name).extraction, found)


def another(row: Any) -> Any:
    """Copy a row, as if another one had stood there."""
    copied = deepcopy(row)
    for text in copied.iter(f"{{{W}}}t"):
        text.text = text.text.translate(str.maketrans("0123456789", "9876543210"))
    row.addprevious(copied)
    return copied


# a third of the rows inserted, one deleted before each of another third, the rest moved here from above
def test_tracked_changes_of_rows_give_the_rows_accepted() -> None:
    name = "kg-2014-354"
    made = docx.Document(io.BytesIO(write_docx(act_of(name, flowing=True))))
    for table in made.tables:
        rows = [row._tr for row in table.rows][2:]
        for at, row in enumerate(rows):
            if at % 3 == 0:
                mark(row, "ins", "ins")
            elif at % 3 == 1:
                mark(another(row), "del", "del")
            else:
                mark(another(rows[at - 2]), "del", "moveFrom")
                mark(row, "ins", "moveTo")
    file = io.BytesIO()
    made.save(file)
    found = extract(file.getvalue())
    assert not differences(source_of(name).extraction, found)
    assert [one.code for one in found.findings].count("tracked_changes") == 1


# without these the rows that are equal prove nothing
def test_a_row_that_is_not_laid_out_is_missed() -> None:
    name = "kg-2025-77"
    parts = list(act_of(name, flowing=True))
    at = next(at for at, part in enumerate(parts) if isinstance(part, Table))
    table = parts[at]
    assert isinstance(table, Table)
    parts[at] = Table(table.header, table.rows[:-1], table.forms)
    told = differences(source_of(name).extraction, extract(LAYOUTS["HTML tables"](tuple(parts))))
    assert any(line.startswith("list_entries") for line in told)
