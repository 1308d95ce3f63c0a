"""One act as text, page, Word file and PDF gives the same rows; each is verified, explained and, if drawn, shown."""

from __future__ import annotations

import html
import io
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image

from pipeline import published
from tests.parse.texts import BARRED
from tests.read.pdf_made import LINE, Paper, grid
from tests.test_cli import assert_refused, tizmek

HEAD = ("Коду", "Адистиктин аталышы", "Окутуунун формалары")
ROWS = (
    ("060101", "Дарылоо иши", "Сырттан, экстернат"),
    ("060102", "Жалпы практикадагы дарыгер", "Сырттан"),
    ("060103", "Фармация", "Экстернат"),
)
LINES = [line for line in BARRED.splitlines() if line]
COLUMNS, TOP, HEIGHT = (60.0, 130.0, 360.0, 530.0), 60.0, 20.0


def as_text() -> bytes:
    return (BARRED + "\n".join("\t".join(row) for row in (HEAD, *ROWS)) + "\n").encode()


def as_page() -> bytes:
    told = "".join(f"<p>{html.escape(line)}</p>" for line in LINES)
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEAD, *ROWS))
    return f"<html><meta charset='windows-1251'><body>{told}<table>{cells}</table></body></html>".encode()


def as_word() -> bytes:
    made = docx.Document()
    for line in LINES:
        made.add_paragraph(line)
    table = made.add_table(0, len(HEAD))
    for row in (HEAD, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def as_pdf() -> bytes:
    paper = Paper()
    paper.add_page()
    y = TOP
    for line in BARRED.splitlines():
        paper.put(COLUMNS[0], y, line)
        y += LINE
    edges = [y + number * HEIGHT for number in range(len(ROWS) + 2)]
    for top, row in zip(edges, (HEAD, *ROWS), strict=False):
        for x, words in zip(COLUMNS, row, strict=False):
            paper.put(x + 4, top + LINE, words)
    grid(paper, COLUMNS, edges)
    return paper.bytes()


FORMATS: dict[str, Callable[[], bytes]] = {
    "act.txt": as_text,
    "act.html": as_page,
    "act.docx": as_word,
    "act.pdf": as_pdf,
}
Rows = list[dict[str, object]]


def facts(folder: Path, name: str) -> tuple[Rows, Rows]:
    """Extract a file with the command and return what its list says."""
    done = tizmek("extract", name, "--out", "out", folder=folder)
    assert done.returncode == 0, done.stderr
    doubts = {"confidence": None, "doubtful": None}
    entries = [{**row, **doubts} for row in published.rows("list_entries", folder / "out")]
    return entries, published.rows("restrictions", folder / "out")


@pytest.mark.parametrize("name", FORMATS)
def test_one_act_in_any_format_is_one_act(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FORMATS[name]())
    entries, restrictions = facts(tmp_path, name)
    assert [(row["code"], row["name_ky"]) for row in entries] == [row[:2] for row in ROWS]
    assert [(row["entry_id"], row["form"]) for row in restrictions] == [
        (f"kg-2011-496:annex-1:list:{code}", form)
        for code, forms in (
            ("060101", ("correspondence", "externat")),
            ("060102", ("correspondence",)),
            ("060103", ("externat",)),
        )
        for form in forms
    ]
    done = tizmek("verify", "--out", "out", "--sources", ".", folder=tmp_path)
    assert done.returncode == 0, done.stderr


# a word is a level by those behind it (`среднего и высшего профессионального`); chapters have headings without numbers
LEVELS_AND_HEADINGS = """МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РОССИЙСКОЙ ФЕДЕРАЦИИ

ПРИКАЗ

от 20 января 2014 г. № 22

Об утверждении перечня специальностей

В соответствии с законом приказываю:
1. Утвердить прилагаемые перечень и правила.

Министр Д.В. Ливанов

Приложение № 1
к приказу Министерства образования и науки
Российской Федерации
от 20 января 2014 г. № 22

Перечень специальностей среднего и высшего профессионального образования, обучение по которым в заочной форме
не допускается

060101 Лечебное дело
060102 Акушерское дело

Приложение № 2
к приказу Министерства образования и науки
Российской Федерации
от 20 января 2014 г. № 22

ПРАВИЛА ПРИЕМА

ОБЩИЕ ПОЛОЖЕНИЯ

Правила действуют во всех организациях.

ПОРЯДОК ПРИЕМА

Прием проводится раз в год.

"""


def test_levels_by_words_behind_them_and_headings_without_numbers_are_verified(tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text(LEVELS_AND_HEADINGS, encoding="utf-8")
    assert tizmek("extract", "act.txt", "--out", "out", folder=tmp_path).returncode == 0
    (one,) = published.rows("lists", tmp_path / "out")
    assert sorted(one["education_levels"]) == ["higher", "secondary_vocational"]
    ids = [str(row["provision_id"]) for row in published.rows("provisions", tmp_path / "out")]
    assert "ru-2014-22:ru:annex-2:unnumbered-chapter-1" in ids
    done = tizmek("verify", "--out", "out", "--sources", ".", folder=tmp_path)
    assert done.returncode == 0, done.stderr


# the name of a file says nothing: a PDF called .txt is a PDF
def test_the_bytes_say_what_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_bytes(as_pdf())
    facts(tmp_path, "act.txt")
    (source,) = published.rows("sources", tmp_path / "out")
    assert (source["reader"], source["media_type"], source["page_count"]) == ("pdf", "application/pdf", 1)


def test_where_a_value_stands_in_each_format(tmp_path: Path) -> None:
    places = {}
    for name, make in FORMATS.items():
        home = tmp_path / name.replace(".", "-")
        home.mkdir()
        (home / name).write_bytes(make())
        facts(home, name)
        pieces = published.rows("provenance", home / "out", field="name_ky", quote="Фармация")
        places[name] = [(piece["page"], piece["path"], piece["x0"] and round(piece["x0"])) for piece in pieces]
    assert places["act.txt"] == [(None, None, None)]
    assert places["act.pdf"] == [(1, None, round(COLUMNS[1] + 4))]
    for name, ending in (("act.html", "/tr[4]/td[2]"), ("act.docx", "/w:tr[4]/w:tc[2]/w:p[1]")):
        ((page, path, left),) = places[name]
        assert (page, left) == (None, None)
        assert str(path).endswith(ending)
        home = tmp_path / name.replace(".", "-")
        done = tizmek("explain", "060103", "--out", "out", "--sources", ".", folder=home)
        assert f"{path}, characters" in done.stdout


def test_explain_draws_the_page(tmp_path: Path) -> None:
    (tmp_path / "act.pdf").write_bytes(as_pdf())
    facts(tmp_path, "act.pdf")
    where = ("--out", "out", "--sources", ".")
    done = tizmek("explain", "060103", *where, "--picture", "page.png", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("act.pdf, page 1, drawn as page.png\n")
    (piece,) = published.rows("provenance", tmp_path / "out", field="name_ky", quote="Фармация")
    with Image.open(tmp_path / "page.png") as picture:
        assert 1000 < picture.width < 1400
        assert picture.height < 400
        marked = [x for x in range(picture.width) if any(is_mark(picture, x, y) for y in range(picture.height))]
    dots = 150 / 72
    assert min(marked) >= (COLUMNS[0]) * dots
    assert any(abs(x - piece["x1"] * dots) < 3 for x in marked)


def is_mark(picture: Image.Image, x: int, y: int) -> bool:
    pixel = picture.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0] > 150 and pixel[2] < 60


def test_a_source_without_pages_has_no_picture(tmp_path: Path) -> None:
    (tmp_path / "act.html").write_bytes(as_page())
    facts(tmp_path, "act.html")
    done = tizmek("explain", "060103", "--out", "out", "--sources", ".", "--picture", "page.png", folder=tmp_path)
    assert_refused(done, 3, "no page is drawn for")
    assert not (tmp_path / "page.png").exists()


# guilty files among good ones: all are named, and nothing is published unless that is asked for
def test_damaged_files_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(as_text())
    guilty = {"cut.pdf": as_pdf()[:2000], "end.pdf": b"%PDF-1.7\n", "half.docx": as_word()[:3000]}
    for name, data in guilty.items():
        (tmp_path / name).write_bytes(data)
    names = ("cut.pdf", "good.txt", "end.pdf", "half.docx")
    done = tizmek("extract", *names, "--out", "out", "-j", 2, folder=tmp_path)
    assert done.returncode == 3
    *lines, summary = done.stderr.splitlines()
    assert sorted(line.split(": ")[1] for line in lines) == sorted(guilty)
    assert summary == "error: 3 of 4 sources were refused, nothing is published"
    assert not (tmp_path / "out").exists()
    done = tizmek("extract", *names, "--out", "out", "--skip-refused", folder=tmp_path)
    assert done.returncode == 3
    assert [line for line in done.stderr.splitlines() if line.startswith("error: ")] == [
        *lines,
        "error: 3 of 4 files were refused and left out",
    ]
    assert [row["source_id"] for row in published.rows("sources", tmp_path / "out")] == ["good"]
    assert tizmek("verify", "--out", "out", "--sources", ".", folder=tmp_path).returncode == 0


# a name can't steer a terminal, break a line or be pasted into a shell; what is no file is called what it is
def test_files_with_odd_names_and_of_odd_kinds(tmp_path: Path) -> None:
    odd = {
        "a\nb\x1b[31m.pdf": r"'a\nb\x1b[31m.pdf'",
        "$(reboot);.pdf": "'$(reboot);.pdf'",
        "a\u202efdp.pdf": r"'a\u202efdp.pdf'",
    }
    for name in odd:
        (tmp_path / name).write_bytes(b"%PDF-1.7\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(tmp_path / "socket"))
    kinds = {
        "pipe": "a named pipe, not a regular file",
        "loop": "a loop of symbolic links, not a regular file",
        "socket": "a socket, not a regular file",
        "/dev/zero": "a device, not a regular file",
        ".": "a folder, not a regular file",
        "gone": "no such file",
        "x" * 300: "no file has so long a name",
    }
    done = tizmek("extract", *odd, *kinds, "--out", "out", folder=tmp_path)
    assert done.returncode == 3
    *lines, summary = done.stderr.splitlines()
    assert summary == "error: 10 of 10 sources were refused, nothing is published"
    told = dict(line.removeprefix("error: ").split(": ", 1) for line in lines)
    assert {name: told[name].partition(" (")[0] for name in kinds} == kinds
    assert all("has no end" in told[shown] for shown in odd.values())
    assert len(told) == len(odd) + len(kinds)


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_bytes(as_text())
    (tmp_path / "act.txt").chmod(0)
    done = tizmek("extract", "act.txt", "--out", "out", folder=tmp_path)
    assert_refused(done, 3, "act.txt: the file may not be read")


# a sparse file of a terabyte is not read first and refused then
def test_a_file_larger_than_memory(tmp_path: Path) -> None:
    with (tmp_path / "act.txt").open("wb") as file:
        file.truncate(1 << 40)
    done = tizmek("extract", "act.txt", "--out", "out", folder=tmp_path)
    assert_refused(done, 3, "act.txt: more than the 67,108,864 bytes a source may have")


def test_a_page_that_lies_about_its_letters_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "act.html").write_bytes(as_page())
    facts(tmp_path, "act.html")
    done = tizmek("findings", "--out", "out", "--json", folder=tmp_path)
    assert "charset" in " ".join(row["code"] for row in json.loads(done.stdout))
