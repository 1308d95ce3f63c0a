"""Scans are recognized: pictures and pages of a PDF without a text that can be believed, in the language each is in."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import MissingProgramError, UnreadableSourceError
from pipeline.languages.known_words import is_known
from pipeline.model import Document
from pipeline.parse.unclear import KNOWN
from pipeline.read import read_document
from tests.factory.layouts.scan import Container, Scanner, scan_pages, write_scan
from tests.factory.layouts.wear import Wear, desk, fax, fold, paper, sign, stamp
from tests.read.pdf_made import Paper, grid
from tests.read.scan_made import needs_tesseract

pytestmark = needs_tesseract

KYRGYZ = (
    "Жогорку окуу жайынан кийинки кесиптик билим берүү программалары боюнча",
    "кадрларды даярдоо жөнүндө жобону бекитүү үчүн билим берүү уюмдары менен",
    "макулдашып, төмөнкү чечимди өз убагында кабыл алсын.",
)
RUSSIAN = (
    "Настоящее положение определяет порядок обучения для всех учреждений",
    "и организаций на основании закона об образовании, объявленного выше.",
)
KAZAKH = (
    "Оқытуға жол берілмейтін мамандықтардың тізбесі осы бұйрыққа сәйкес",
    "бекітілсін және ғылыми-әдістемелік кеңеске ұсынылсын, һәм іске асырылсын.",
)


FLAT = Scanner()


def printed(*pages: tuple[str, ...]) -> bytes:
    """Print pages of lines as a PDF with a text layer."""
    paper = Paper()
    for lines in pages:
        paper.add_page()
        paper.put_lines(50, 100, lines, step=18)
    return paper.bytes()


def words_of(document: Document) -> list[str]:
    return document.text.split()


@cache
def recognized(lines: tuple[str, ...], scanner: Scanner = FLAT) -> Document:
    return read_document("x", write_scan(printed(lines), scanner, 1))


@pytest.mark.parametrize("lines", [KYRGYZ, RUSSIAN, KAZAKH], ids=["ky", "ru", "kk"])
def test_each_language_keeps_its_letters(lines: tuple[str, ...]) -> None:
    assert words_of(recognized(lines)) == " ".join(lines).split()


# a bilingual page: each paragraph in the model of its own language
def test_two_languages_of_a_page_are_read_each_in_its_own() -> None:
    document = recognized((*KAZAKH, "", "", "", "", "", *RUSSIAN))
    assert words_of(document) == " ".join((*KAZAKH, *RUSSIAN)).split()
    (finding,) = (one for one in document.findings if one.code == "text_recognized")
    assert "kk, ru" in finding.message


@pytest.mark.parametrize("scanner", [Scanner(angle=2.5), Scanner(angle=-1.2, quarters=1), Scanner(quarters=2)])
def test_a_page_that_lies_askew_is_straightened_and_its_words_are_where_they_were(scanner: Scanner) -> None:
    document = recognized(KYRGYZ, scanner)
    assert words_of(document) == " ".join(KYRGYZ).split()
    page = scan_pages(printed(KYRGYZ), scanner, 1)[0]
    share = scanner.dpi / 72
    for place in document.places:
        x0, top, x1, bottom = (round(side * share) for side in place.box)
        histogram = page.crop((x0, top, x1, bottom)).histogram()
        assert any(histogram[:100]), document.text[place.start : place.end]


def test_a_table_is_read_cell_by_cell_with_how_sure_it_is() -> None:
    paper = Paper()
    paper.add_page()
    grid(paper, (50, 120, 330, 540), (100, 120, 154, 174))
    for y, cells in (
        (114, ("Коду", "Адистиктин аталышы", "Формасы")),
        (134, ("520700", "Топурак изилдөө жана", "сырттан")),
    ):
        for x, cell in zip((55, 125, 335), cells, strict=True):
            paper.put(x, y, cell)
    paper.put(125, 148, "жер кадастры")
    paper.put(55, 168, "520800")
    paper.put(125, 168, "Мүнөздөмө")
    paper.put(335, 168, "экстернат")
    document = read_document("x", write_scan(paper.bytes(), Scanner(angle=1.0), 1))
    rows = {line.row for line in document.lines if line.row}
    assert len(rows) == 3
    assert "520700\tТопурак изилдөө жана\nжер кадастры\tсырттан\n520800\tМүнөздөмө\tэкстернат" in document.text
    assert all(place.sureness is not None and place.sureness > 0.5 for place in document.places)


@pytest.mark.parametrize(("container", "media_type"), [("PNG", "image/png"), ("TIFF", "image/tiff")])
def test_pictures_are_documents(container: Container, media_type: str) -> None:
    document = read_document("x", write_scan(printed(KYRGYZ, RUSSIAN), Scanner(), 1, container))
    pages = (KYRGYZ, RUSSIAN) if container == "TIFF" else (KYRGYZ,)
    assert words_of(document) == " ".join(" ".join(lines) for lines in pages).split()
    assert (document.media_type, document.reader, document.page_count) == (media_type, "scan", len(pages))


def test_only_the_pages_without_text_are_recognized() -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(50, 100, KYRGYZ)
    paper.add_page()
    picture = io.BytesIO()
    scan_pages(printed(RUSSIAN), Scanner(), 1)[0].save(picture, "PNG")
    paper.image(picture, 0, 0, 595, 842)
    document = read_document("x", paper.bytes())
    assert {place.page for place in document.places if place.sureness is None} == {1}
    assert {place.page for place in document.places if place.sureness is not None} == {2}
    (finding,) = (one for one in document.findings if one.code == "text_recognized")
    assert finding.message.startswith("page 2: recognized by Tesseract (no text, a scanned picture), in ru, 9")


# without Tesseract, or a language of it, a scan says at once what to install, and other files are read
@pytest.mark.parametrize("languages", [None, ("kir", "rus")])
def test_what_is_missing_is_told(
    languages: tuple[str, ...] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if languages:
        program = tmp_path / "tesseract"
        program.write_text(
            "#!/bin/sh\necho 'List of available languages:'\n" + "".join(f"echo {one}\n" for one in languages)
        )
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path) if not languages else f"{tmp_path}:/bin:/usr/bin")
    wanted = "tesseract-ocr-kaz" if languages else "apt-get install tesseract-ocr tesseract-ocr-kir"
    for data in (
        write_scan(printed(KYRGYZ), Scanner(dpi=100), 1),
        write_scan(printed(KYRGYZ), Scanner(dpi=100), 1, "PNG"),
    ):
        with pytest.raises(MissingProgramError, match=wanted):
            read_document("x", data)
    assert words_of(read_document("x", printed(KYRGYZ))) == " ".join(KYRGYZ).split()


def test_pictures_that_are_damaged_or_empty_are_refused() -> None:
    whole = write_scan(printed(KYRGYZ), Scanner(), 1, "PNG")
    with pytest.raises(UnreadableSourceError, match="damaged or cut off"):
        read_document("x", whole[: len(whole) // 2])
    empty = io.BytesIO()
    Image.new("L", (800, 1100), 255).save(empty, "PNG")
    with pytest.raises(UnreadableSourceError, match="prints no text"):
        read_document("x", empty.getvalue())


# a fax has half as many dots down the page as along it; what is that coarse is told
def test_a_fax_is_as_high_as_its_page_and_told_to_be_coarse() -> None:
    page = scan_pages(printed(KYRGYZ), Scanner(dpi=204, taken=(fax(),)), 1)[0]
    coarse = page.resize((page.width, page.height * 98 // 204), Image.Resampling.BOX).convert("1")
    file = io.BytesIO()
    coarse.save(file, "TIFF", dpi=(204, 98), compression="group4")
    document = read_document("x", file.getvalue())
    assert "кесиптик билим берүү программалары" in document.text
    assert max(place.box[3] for place in document.places) == pytest.approx(136, abs=6)
    (finding,) = (one for one in document.findings if one.severity == "warning")
    assert finding.code == "resolution_low"
    assert finding.message.startswith("page 1: scanned with 98 dots an inch")


# both models read these words surely; one of them lost the letters
def test_words_that_are_known_tell_the_language_of_a_column() -> None:
    document = recognized((*KYRGYZ, *[""] * 6, *["Күндүзгү-сырттан"] * 3), Scanner(dpi=200))
    assert document.text.split().count("Күндүзгү-сырттан") == 3


# the shadow of a fold on coloured paper, and a desk, with a grain, around a page that lies askew
@pytest.mark.parametrize(
    "scanner",
    [Scanner(angle=-4.0, taken=(desk(),)), Scanner(worn=(paper(140), fold(1.0)))],
    ids=["desk", "paper"],
)
def test_a_worn_page_is_read(scanner: Scanner) -> None:
    text = recognized(KYRGYZ, scanner).text
    assert all(line in text for line in KYRGYZ)


# letters that touch a seal or a signature are lost, and the others make another word that is known: `даярдо`
@pytest.mark.parametrize("wear", [stamp(0.35, 0.14), sign(0.3, 0.13)], ids=["seal", "signature"])
def test_words_that_something_is_written_over_are_whole_or_not_sure(wear: Wear) -> None:
    document = recognized(KYRGYZ, Scanner(worn=(wear,)))
    sure = {document.text[place.start : place.end] for place in document.places if (place.sureness or 0.0) > KNOWN}
    words = set(" ".join(KYRGYZ).split())
    assert not any(map(is_known, sure - words))
    assert len(sure & words) > len(words) / 3
