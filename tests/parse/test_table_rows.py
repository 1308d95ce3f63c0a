"""Lists whose format says which lines are one table row: names over lines, group rows, columns in two languages."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_document
from pipeline.parse.source import parse_source
from pipeline.read import read_document
from pipeline.read.plain import read_plain
from pipeline.segment import segment_document
from tests.parse.sample import parse
from tests.parse.table_acts import KK
from tests.parse.tables import bars, entries, read_table
from tests.parse.texts import BARRED

HEADER = "Код|Адистиктин аталышы|Наименование специальности"


def test_columns_in_two_languages_are_two_names() -> None:
    found = read_table(
        BARRED,
        HEADER,
        "060101|Дарылоо иши|Лечебное дело",
        "060102|Жалпы/практикадагы дарыгер|Врач общей/практики",
        "060103|Фармация|Фармация",
    )
    assert entries(found, "code", "name_ky", "name_ru") == [
        ("060101", "Дарылоо иши", "Лечебное дело"),
        ("060102", "Жалпы практикадагы дарыгер", "Врач общей практики"),
        ("060103", "Фармация", "Фармация"),
    ]
    assert bars(found) == [f"{code}:correspondence" for code in ("060101", "060102", "060103")]
    assert not [one for one in found.findings if one.severity != "info"]


# the title stands once, in the language of the act
def test_a_column_has_no_title_of_its_own() -> None:
    found = read_table(BARRED, HEADER, "060101|Дарылоо иши|Лечебное дело", "060104|Бала төрөтүү иши|Акушерское дело")
    (one,) = [row for row in found.rows if row.table == "lists"]
    assert set(one.values) == {"title_ky", "forms"}


def test_numbered_rows_keep_their_numbers() -> None:
    found = read_table(
        BARRED,
        "№|Код|Адистиктин аталышы|Наименование специальности",
        "1|060101|Дарылоо иши|Лечебное дело",
        "2|060104|Бала төрөтүү иши|Акушерское дело",
    )
    assert entries(found, "num", "code", "name_ky", "name_ru") == [
        ("1", "060101", "Дарылоо иши", "Лечебное дело"),
        ("2", "060104", "Бала төрөтүү иши", "Акушерское дело"),
    ]


# one filled cell is a heading, wherever the format puts it; a row with several is none
@pytest.mark.parametrize("heading", ["Табигый илимдер", "Табигый илимдер||", "|Табигый илимдер|", "||Табигый илимдер"])
def test_a_row_with_one_cell_heads_a_group(heading: str) -> None:
    found = read_table(
        BARRED,
        "Код|Адистиктин аталышы|Окутуунун түрү",
        "520100|Социология|Сырттан",
        heading,
        "510100|Математика|Сырттан",
        "510200|Колдонмо математика жана/информатика|Сырттан,/экстернат",
    )
    assert entries(found, "code", "name_ky", "group_name_ky") == [
        ("520100", "Социология", None),
        ("510100", "Математика", "Табигый илимдер"),
        ("510200", "Колдонмо математика жана информатика", "Табигый илимдер"),
    ]
    assert len(bars(found)) == 4


FORMS = "Код|Адистиктин аталышы|бакалавр|магистр|адис"


# the cells of a row say which qualification is meant, however many of them are empty
def test_empty_cells_leave_the_others_in_their_columns() -> None:
    found = read_table(
        BARRED,
        FORMS,
        "510100|Математика|||Сырттан",
        "510200|Физика||Экстернат|",
        "510300|Химия жана/биология|Сырттан,/экстернат||",
    )
    assert bars(found) == [
        "510100:specialist:correspondence",
        "510200:master:externat",
        "510300:bachelor:correspondence",
        "510300:bachelor:externat",
    ]


# a header of one line names the qualifications beside the other columns
def test_a_header_of_one_line_names_the_qualifications() -> None:
    found = read_table(BARRED, "Код|Адистиктин аталышы|бакалавр|магистр", "510100|Математика|Сырттан|Экстернат")
    assert bars(found) == ["510100:bachelor:correspondence", "510100:master:externat"]


def test_a_group_has_its_number_in_two_languages() -> None:
    found = read_table(
        BARRED,
        HEADER,
        "1.|Саламаттык сактоо|Здравоохранение",
        "060101|Дарылоо иши|Лечебное дело",
        "060104|Бала төрөтүү иши|Акушерское дело",
        "2.|Айыл чарба|Сельское хозяйство",
        "080101|Ветеринария иши|Ветеринарное дело",
    )
    assert entries(found, "code", "num", "group_num", "group_name_ky", "group_name_ru") == [
        ("060101", None, "1", "Саламаттык сактоо", "Здравоохранение"),
        ("060104", None, "1", "Саламаттык сактоо", "Здравоохранение"),
        ("080101", None, "2", "Айыл чарба", "Сельское хозяйство"),
    ]


# group rows in one language don't make the column of codes one of names
def test_a_short_table_with_groups_keeps_its_names() -> None:
    found = read_table(
        BARRED,
        HEADER,
        "Саламаттык сактоо||",
        "060101|Дарылоо иши|Лечебное дело",
        "Айыл чарба||",
        "080101|Ветеринария иши|Ветеринарное дело",
    )
    assert entries(found, "code", "name_ky", "name_ru") == [
        ("060101", "Дарылоо иши", "Лечебное дело"),
        ("080101", "Ветеринария иши", "Ветеринарное дело"),
    ]


# text keeps its columns by tabs or bars
@pytest.mark.parametrize("pipe", [False, True])
def test_columns_of_plain_text_and_markdown(pipe: bool) -> None:
    rows = [HEADER, "060101|Дарылоо иши|Лечебное дело", "060104|Бала төрөтүү иши|Акушерское дело"]
    if pipe:
        body = "\n".join(f"| {row.replace('|', ' | ')} |" for row in [rows[0], "---|---|---", *rows[1:]])
    else:
        body = "\n".join(row.replace("|", "\t") for row in rows)
    document = read_document("sample", f"{BARRED}{body}\n".encode())
    assert document.reader == ("markdown" if pipe else "plain")
    cleaned = clean_document(document)
    found = parse_source(cleaned, segment_document(cleaned))
    assert entries(found, "code", "name_ky", "name_ru") == [
        ("060101", "Дарылоо иши", "Лечебное дело"),
        ("060104", "Бала төрөтүү иши", "Акушерское дело"),
    ]


# a mark of a note is no part of the code, and the note at the foot of a page heads no group
def test_notes_of_a_table_are_neither_codes_nor_groups() -> None:
    found = read_table(
        BARRED,
        "Код|Адистиктин аталышы|Окутуунун түрү",
        "060101¹|Дарылоо иши|Сырттан",
        "060102|Жалпы практикадагы дарыгер|Сырттан",
        "¹ 2012-жылдын 5-мартындагы № 13 токтом менен өзгөртүлдү",
        "060103|Фармация|Экстернат",
    )
    assert entries(found, "code", "name_ky", "group_name_ky") == [
        ("060101", "Дарылоо иши", None),
        ("060102", "Жалпы практикадагы дарыгер", None),
        ("060103", "Фармация", None),
    ]


# two columns of one language are doubtful, not a name
def test_a_name_in_several_cells_is_doubtful() -> None:
    rows = (
        "Код|Адистиктин аталышы|Багыттын аталышы",
        "060101|Дарылоо иши|Дарыгер",
        "060102|Балдарды дарылоо|Балдар/дарыгери",
    )
    body = "\n".join(rows).replace("|", "\t").replace("/", "\n") + "\n"
    cleaned = clean_document(read_document("sample", f"{BARRED}{body}".encode()))
    found = parse_source(cleaned, segment_document(cleaned))
    assert {row.cells["doubtful"] for row in found.rows if row.table == "list_entries"} == {True}
    assert {one.code for one in found.findings} >= {"row_doubtful"}


# a cell of both rows, printed around their middle: its second line stands beside the second row
def test_forms_that_break_off_make_the_row_below_doubtful_too() -> None:
    found = read_table(
        BARRED,
        "Код|Адистиктин аталышы|Жол берилбеген формалары",
        "060101|Дарылоо иши|Сырттан, экстернат",
        "060102|Акушердик иш|Сырттан, кечки,",
        "060103|Фармация|экстернат",
        "060104|Стоматология|Экстернат",
    )
    rows = [row for row in found.rows if row.table == "list_entries"]
    assert [row.cells["doubtful"] for row in rows] == [False, True, True, False]


# one number on two stamps: the second annex is counted on, and told
def test_an_annex_with_the_number_of_the_one_above() -> None:
    stamp = "Кыргыз Республикасынын Өкмөтүнүн\n2011-жылдын 23-августундагы\n№ 496 токтомуна\n1-тиркеме\n\n"
    title = "Сырттан окутууга жол берилбеген адистиктердин\nТИЗМЕГИ\n\n"
    row = "060101 Дарылоо иши Сырттан\n\n"
    above = BARRED.replace("токтомуна\nтиркеме", "токтомуна\n1-тиркеме")
    document = read_plain("sample", above + row + stamp + title + row, "utf-8")
    cleaned = clean_document(document)
    found = [one for one in parse_source(cleaned, segment_document(cleaned)).findings if one.code == "annex_renumbered"]
    assert [one.message for one in found] == ["the stamp says that this is annex 1, it is counted as annex-2"]


# "подготовка специалистов" says what is barred, "для специалистов" in a cell of its own what a column is for
@pytest.mark.parametrize(
    "header",
    [
        "Шифр|Наименование|Формы обучения, по которым не допускается подготовка специалистов",
        "Шифр|Наименование|Формы обучения,/по которым не допускается подготовка/специалистов",
        "Шифр|Наименование|Формы обучения, по которым не ведется подготовка бакалавров и магистров",
    ],
)
def test_a_header_that_speaks_of_training_names_no_qualification(header: str) -> None:
    found = read_table(BARRED, header, "060101|Лечебное дело|Заочная, экстернат", "060102|Фармация|Заочная")
    assert bars(found) == ["060101:correspondence", "060101:externat", "060102:correspondence"]


def test_a_header_may_head_its_only_column_with_a_qualification() -> None:
    rows = ("540100|Право|Заочная", "540200|Менеджмент|Заочная")
    found = read_table(BARRED, "Шифр|Наименование|Формы обучения/Бакалавр", *rows)
    assert bars(found) == ["540100:bachelor:correspondence", "540200:bachelor:correspondence"]


# a header may say what its columns hold by their languages alone
@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("№|Код|Мамлекеттик тилде|Расмий тилде", "Дарылоо иши|Лечебное дело;Жер иштетүү|Земледелие"),
        ("№|Шифр|На кыргызском языке|На русском языке", "Дарылоо иши|Лечебное дело;Жер иштетүү|Земледелие"),
        ("№|Код|Кыргызча|Орусча|In English", "Дарылоо иши|Лечебное дело|Medicine;Жер иштетүү|Земледелие|Farming"),
    ],
)
def test_columns_headed_by_their_languages(header: str, names: str) -> None:
    one, two = names.split(";")
    found = read_table(BARRED, header, f"1|560001|{one}", f"2|560002|{two}")
    assert entries(found, "num", "code", "name_ky", "name_ru", "group_name_ky", "group_name_ru") == [
        ("1", "560001", "Дарылоо иши", "Лечебное дело", None, None),
        ("2", "560002", "Жер иштетүү", "Земледелие", None, None),
    ]


# where tabs part the cells of a text, a heading of one line stands below the row above as the end of its last cell does
def test_headings_between_rows_of_tabs() -> None:
    text = (
        "№\tКоды\tМамандықтың атауы\tОқыту нысандары\t\n\t\t\tбакалавр\tмагистр\nҚұрылыс және сәулет\n"
        "1\t512700\tКомпьютерлік лингвистика, зертханашы\nжәне гидроакустика\tЭкстернат\tСырттай, экстернат\n"
        "2\t513900\tТіс кесуші\tЭкстернат\tКешкі, сырттай\nДенсаулық сақтау\n3\t675200\tЯдролық\tЭкстернат\tОнлайн\n"
    )
    assert entries(parse(KK + text), "num", "name_kk", "group_name_kk") == [
        ("1", "Компьютерлік лингвистика, зертханашы және гидроакустика", "Құрылыс және сәулет"),
        ("2", "Тіс кесуші", "Құрылыс және сәулет"),
        ("3", "Ядролық", "Денсаулық сақтау"),
    ]
