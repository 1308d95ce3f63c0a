"""Acts in two languages: page by page or in two columns, each language comes out whole, and only in itself."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean import clean_document
from pipeline.model import Extraction
from pipeline.parse.source import parse_source
from pipeline.read.pdf.reader import read_pdf
from pipeline.segment import segment_document
from tests.read.pdf_made import LINE, Paper

# The lines of each point, in Kyrgyz and in Russian.
KY = (
    ("1. Бул жобо билим берүү уюмдарынын ишин тартипке салат жана бардык", "окуу жайларына тиешелүү болуп эсептелет."),
    ("2. Окуу жайлары төмөнкү милдеттерди аткарууга тийиш, ошондой эле", "мыйзамдарды сактоого милдеттүү болушат."),
    ("3. Билим берүү уюмунун жетекчиси жыл сайын отчет берүүгө тийиш жана", "анын мазмунун коомчулукка жарыялайт."),
    ("4. Бул жобо кол коюлган күндөн тартып күчүнө кирет жана бардык уюмдар", "үчүн милдеттүү болуп саналат."),
)
RU = (
    ("1. Настоящее положение регулирует деятельность образовательных", "организаций и действует для всех заведений."),
    ("2. Учебные заведения обязаны выполнять следующие задачи, а также", "соблюдать законодательство республики."),
    ("3. Руководитель образовательной организации обязан отчитываться", "и публиковать содержание отчета для граждан."),
    ("4. Настоящее положение вступает в силу со дня подписания и является", "обязательным для всех организаций."),
)
KY_HEAD = (
    "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ",
    "ТОКТОМ",
    "2014-жылдын 26-июну № 354",
    "Жобону бекитүү жөнүндө",
    "Кыргыз Республикасынын Өкмөтү токтом кылат:",
)
RU_HEAD = (
    "ПРАВИТЕЛЬСТВО КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
    "ПОСТАНОВЛЕНИЕ",
    "от 26 июня 2014 года № 354",
    "Об утверждении положения",
    "Правительство Кыргызской Республики постановляет:",
)
POINTS = {lang: {point[0][:1]: " ".join(point)[3:] for point in points} for lang, points in (("ky", KY), ("ru", RU))}


def put_points(paper: Paper, x: float, y: float, points: Sequence[Sequence[str]]) -> None:
    for lines in points:
        y = paper.put_lines(x, y, lines) + LINE


def points_of(data: bytes) -> dict[str, dict[str, str]]:
    """Return the text of each point by language and number."""
    cleaned = clean_document(read_pdf("x", data, "x"))
    found: Extraction = parse_source(cleaned, segment_document(cleaned))
    texts: dict[str, dict[str, str]] = {}
    for row in found.rows:
        if row.table == "provisions" and "num" in row.values:
            lang = row.row_id.split(":")[1]
            texts.setdefault(lang, {})[str(row.values["num"].value)] = str(row.values["text"].value)
    return texts


def test_pages_of_two_languages_in_turn_keep_the_sentences_that_they_cut() -> None:
    paper = Paper()
    for head, points in ((KY_HEAD, KY), (RU_HEAD, RU)):
        paper.add_page()
        y = paper.put_lines(60, 80, head, step=2 * LINE)
        put_points(paper, 60, y, [points[0], points[1][:1]])
    for points in (KY, RU):
        paper.add_page()
        put_points(paper, 60, 80, [points[1][1:], *points[2:]])
    assert points_of(paper.bytes()) == POINTS


def test_two_columns_in_two_languages_are_read_one_after_the_other_however_ragged() -> None:
    paper = Paper()
    paper.add_page(format=(842, 595))
    for x, head, points in ((40, KY_HEAD, KY), (420, RU_HEAD, RU)):
        y = paper.put_lines(x, 60, head, step=1.6 * LINE)
        for point in points:
            words = " ".join(point).split()
            y = paper.put_lines(x, y, [" ".join(words[i : i + 3]) for i in range(0, len(words), 3)]) + 0.8 * LINE
    words = read_pdf("x", paper.bytes(), "x").text.split()
    printed = (*KY_HEAD, *(line for point in KY for line in point), *RU_HEAD, *(line for point in RU for line in point))
    assert words == " ".join(printed).split()
    assert points_of(paper.bytes()) == POINTS
