"""Tables of specialties in the shapes that acts print: other columns, other orders, marks for forms, merged cells."""

from __future__ import annotations

import pytest

from tests.parse.sample import parse
from tests.parse.table_acts import BARRED, BARRED_BY_FORM, CATALOGUE, KK, NEUTRAL, PERMITTED
from tests.parse.tables import asides, bars, check_whole, codes, doubtful, entries, read_table, unexplained


# the order of 2013: a catalogue with areas over all columns, groups with codes, a column of qualifications
def test_catalogue_with_qualifications() -> None:
    found = read_table(
        CATALOGUE,
        "Коды групп направлений. Коды направлений/подготовки|Наименования групп. Наименования|Квалификация(и)",
        "1|2|3",
        "МАТЕМАТИЧЕСКИЕ И ЕСТЕСТВЕННЫЕ НАУКИ||",
        "01.00.00|МАТЕМАТИКА И МЕХАНИКА|",
        "01.03.01|Математика|Бакалавр",
        "01.03.02|Прикладная математика/и информатика|Бакалавр/Магистр",
        "ИНЖЕНЕРНОЕ ДЕЛО||",
        "07.00.00|АРХИТЕКТУРА|",
        "07.03.01|Архитектура|Бакалавр",
    )
    assert entries(found, "code", "name_ru", "group_code", "group_name_ru") == [
        ("01.03.01", "Математика", "01.00.00", "МАТЕМАТИКА И МЕХАНИКА"),
        ("01.03.02", "Прикладная математика и информатика", "01.00.00", "МАТЕМАТИКА И МЕХАНИКА"),
        ("07.03.01", "Архитектура", "07.00.00", "АРХИТЕКТУРА"),
    ]
    assert bars(found) == []
    assert asides(found) == ["the column 'Квалификация(и)' is not published: 3 cells are left out"]
    assert "list_is_catalogue" in [one.code for one in found.findings]
    check_whole(found)


# a header that nobody knows, as a scan may misread `№`: numbers that count up are running numbers all the same
@pytest.mark.parametrize(
    ("numbers", "read"),
    [
        ("1|2|3", ["1", "2", "3"]),
        ("4|4|5", [None, None, None]),
        # raised digits are no numbers
        ("²|²|³", [None, None, None]),
    ],
)
def test_numbers_that_count_up_below_an_unknown_header(numbers: str, read: list[str | None]) -> None:
    one, two, three = numbers.split("|")
    found = read_table(
        CATALOGUE,
        "Хо|Код|Наименование специальности",
        f"{one}|01.03.01|Математика",
        f"{two}|01.03.02|Физика",
        f"{three}|01.03.03|Химия",
    )
    assert entries(found, "num") == [(number,) for number in read]


# columns too narrow for the words that head them, and a header of more lines than a title stands above
def test_heads_that_are_cut_in_mid_word() -> None:
    found = read_table(
        BARRED_BY_FORM + "1. Специальности высшего профессионального образования:\n\n",
        "К/о/д|" + "/".join("Наименование одной или нескольких специальностей высшего образования".split()),
        "/".join("Физико-математические науки и фундаментальная информатика, механика, физика".split()) + "|",
        "510100|Математика",
        "510200|Химия",
    )
    group = "Физико-математические науки и фундаментальная информатика, механика, физика"
    assert entries(found, "code", "name_ru", "group_name_ru") == [
        ("510100", "Математика", group),
        ("510200", "Химия", group),
    ]
    assert [row.row_id for row in found.rows if row.table == "lists"] == ["ru-2013-1061:annex-1:1"]
    check_whole(found)


# the classifier of 2009 in Kazakh: the letter of its codes is Cyrillic and tells no language
def test_codes_with_a_level_and_a_letter() -> None:
    found = read_table(
        KK,
        "Р/с №|Мамандық коды|Мамандықтың атауы|Жол берілмейтін оқыту нысандары",
        "|5В010000|Білім|",
        "1|5В010200|Бастауыш оқыту педагогикасы|Сырттай, экстернат",
        "2|5В010300|Педагогика және психология|Сырттай",
        "|5В110000|Денсаулық сақтау|",
        "3|5В110100|Мейіргер ісі|Сырттай, кешкі",
    )
    assert entries(found, "num", "code", "name_kk", "group_code", "group_name_kk") == [
        ("1", "5В010200", "Бастауыш оқыту педагогикасы", "5В010000", "Білім"),
        ("2", "5В010300", "Педагогика және психология", "5В010000", "Білім"),
        ("3", "5В110100", "Мейіргер ісі", "5В110000", "Денсаулық сақтау"),
    ]
    assert [one.rsplit(":", 1)[1] for one in bars(found)] == [
        *("correspondence", "externat"),
        *("correspondence",),
        *("correspondence", "evening"),
    ]
    check_whole(found)


# the classifier of 2018: an area over several rows, code and name in one cell
@pytest.mark.parametrize(
    ("header", "area", "name"),
    [
        ("Код и классификация области образования|Код и наименование специальности", "ru", "ru"),
        ("Область образования|Специальность", "ru", "ru"),
    ],
)
def test_code_and_name_in_one_cell(header: str, area: str, name: str) -> None:
    found = read_table(
        CATALOGUE,
        f"№|{header}|Форма обучения",
        "1|6B01 Педагогические науки|6B01101 Педагогика и психология|очная",
        "2||6B01201 Дошкольное обучение/и воспитание|очная",
        "3|6B02 Искусство и гуманитарные/науки|6B02101 Дизайн|очная, заочная",
    )
    assert entries(found, "num", "code", f"name_{name}", "group_code", f"group_name_{area}") == [
        ("1", "6B01101", "Педагогика и психология", "6B01", "Педагогические науки"),
        ("2", "6B01201", "Дошкольное обучение и воспитание", "6B01", "Педагогические науки"),
        ("3", "6B02101", "Дизайн", "6B02", "Искусство и гуманитарные науки"),
    ]
    assert asides(found) == ["the column 'Форма обучения' is not published: 3 cells are left out"]
    assert bars(found) == []
    check_whole(found)


# the same classifier's groups of programmes: fields in two columns, of which the one beside the codes is read
@pytest.mark.parametrize("blank", [True, False])
def test_fields_in_two_columns(blank: bool) -> None:
    field, direction = ("", "") if blank else ("6B01 Педагогика", "6B011 Обучение в школе")
    found = read_table(
        CATALOGUE,
        "№|Код и классификация области образования|Код и классификация направлений подготовки|"
        "Код и наименование группы образовательных программ",
        "1|6B01 Педагогика|6B011 Обучение в школе|B001 Психология",
        f"2|{field}|{direction}|B002 Математика",
        f"3|{field}|6B012 Обучение в саду|B003 Воспитание",
    )
    assert entries(found, "num", "code", "name_ru", "group_code", "group_name_ru") == [
        ("1", "B001", "Психология", "6B011", "Обучение в школе"),
        ("2", "B002", "Математика", "6B011", "Обучение в школе"),
        ("3", "B003", "Воспитание", "6B012", "Обучение в саду"),
    ]
    assert asides(found) == [
        f"the column 'Код и классификация области образования' is not published: {1 if blank else 3} cells are left out"
    ]
    assert codes(found) == []
    assert not any(doubtful(found))


# the groups in columns of their own, with their number and their name apart
def test_fields_in_two_columns_before_code_and_name() -> None:
    found = read_table(
        CATALOGUE,
        "№|Код и классификация области образования|Код и классификация направлений подготовки|"
        "Номер группы образовательных программ|Наименование группы образовательных программ",
        "1|6B01 Педагогические науки|6B013 Подготовка учителей|B003|Педагогика начального обучения",
        "2|6B01 Педагогические науки|6B013 Подготовка учителей|B004|Начальная военная подготовка",
        "3|6B02 Искусство|6B021 Искусство|B021|Исполнительское искусство",
    )
    assert entries(found, "num", "code", "name_ru", "group_code", "group_name_ru") == [
        ("1", "B003", "Педагогика начального обучения", "6B013", "Подготовка учителей"),
        ("2", "B004", "Начальная военная подготовка", "6B013", "Подготовка учителей"),
        ("3", "B021", "Исполнительское искусство", "6B021", "Искусство"),
    ]
    assert codes(found) == []
    assert not any(doubtful(found))


@pytest.mark.parametrize(
    "header",
    ["Наименование|Шифр|Примечание", "Наименование специальности|Код специальности|Нормативный срок обучения"],
)
def test_name_before_code(header: str) -> None:
    found = read_table(
        CATALOGUE, header, "Математика|01.03.01|4 года", "Прикладная/математика|01.03.02|", "Механика|01.03.03|4 года"
    )
    assert entries(found, "code", "name_ru") == [
        ("01.03.01", "Математика"),
        ("01.03.02", "Прикладная математика"),
        ("01.03.03", "Механика"),
    ]
    check_whole(found)


@pytest.mark.parametrize(
    "header",
    [
        ["Шифр прежний|Шифр новый|Наименование"],
        ["Прежний код|Код|Наименование специальности"],
        ["Код|Новый код|Наименование"],
        ["Шифр||Наименование", "прежний|новый|"],
    ],
)
def test_the_header_tells_the_new_code(header: list[str]) -> None:
    found = read_table(CATALOGUE, *header, "060101|31.05.01|Лечебное дело", "060103|31.05.02|Педиатрия")
    assert entries(found, "code", "name_ru") == [("31.05.01", "Лечебное дело"), ("31.05.02", "Педиатрия")]
    check_whole(found)


@pytest.mark.parametrize(
    "header", ["Новый шифр|Прежний шифр|Наименование", "Код|Ранее действовавший код|Наименование специальности"]
)
def test_the_new_code_may_stand_first(header: str) -> None:
    found = read_table(CATALOGUE, header, "31.05.01|060101|Лечебное дело", "31.05.02|060103|Педиатрия")
    assert entries(found, "code", "name_ru") == [("31.05.01", "Лечебное дело"), ("31.05.02", "Педиатрия")]
    check_whole(found)


# which of two codes is meant can't be known
@pytest.mark.parametrize("header", [["Код|Код|Наименование"], ["Шифр ГОСТ|Шифр ОКСО|Наименование"], []])
def test_two_codes_without_a_word_are_doubtful(header: list[str]) -> None:
    found = read_table(CATALOGUE, *header, "060101|31.05.01|Лечебное дело", "060103|31.05.02|Педиатрия")
    assert all(doubtful(found))
    assert len(doubtful(found)) == 2


def test_old_and_new_names_side_by_side() -> None:
    found = read_table(
        CATALOGUE,
        "№|Прежние||Новые|",
        "|шифр|наименование|шифр|наименование",
        "1|060101|Лечебное дело|31.05.01|Лечебное дело и уход",
        "2|060103|Педиатрия|31.05.02|Педиатрия детская",
        "3|060104|Курортное дело||",
    )
    assert entries(found, "num", "code", "name_ru") == [
        ("1", "31.05.01", "Лечебное дело и уход"),
        ("2", "31.05.02", "Педиатрия детская"),
    ]
    assert codes(found) == ["row_without_code", "text_unexplained"]
    assert unexplained(found) > 0


MARKED = "Код|Наименование специальности|Очная|Заочная|Вечерняя|Экстернат"


@pytest.mark.parametrize(
    ("above", "header", "yes", "no"),
    [
        # full-time study is never barred: where it has a plus, a plus permits
        (BARRED, [MARKED], "+|-|-|+", "+|+|-|-"),
        (NEUTRAL, [MARKED], "+|-|—|+", "+|+|–|-"),
        (PERMITTED, [MARKED], "да|нет|нет|да", "да|да|нет|нет"),
        # words answer for themselves
        (NEUTRAL, [MARKED], "|не допускается|не допускается|допускается", "|допускается|не допускается|не допускается"),
        (
            NEUTRAL,
            ["Код|Наименование специальности|Не допускается в форме|||", "||очная|заочная|вечерняя|экстернат"],
            "|+|+|",
            "|-|+|+",
        ),
        (
            NEUTRAL,
            ["Код|Наименование специальности|Допускается в форме|||", "||очная|заочная|вечерняя|экстернат"],
            "+|-|-|+",
            "+|+|-|-",
        ),
        # the title asks
        (BARRED, ["Код|Наименование специальности||Заочная|Вечерняя|Экстернат"], "|+|+|-", "||+|+"),
    ],
)
def test_a_column_for_each_form(above: str, header: list[str], yes: str, no: str) -> None:
    found = read_table(above, *header, f"060101|Лечебное дело|{yes}", f"060103|Педиатрия|{no}", f"060105|Уход|{no}")
    assert entries(found, "code", "name_ru") == [
        ("060101", "Лечебное дело"),
        ("060103", "Педиатрия"),
        ("060105", "Уход"),
    ]
    assert bars(found) == [
        "060101:correspondence",
        "060101:evening",
        "060103:evening",
        "060103:externat",
        "060105:evening",
        "060105:externat",
    ]
    check_whole(found)


@pytest.mark.parametrize(
    ("above", "header"),
    [
        (NEUTRAL, "Код|Наименование специальности|Заочная|Вечерняя|Экстернат"),
        # the title asks one thing, the header the other and the marks of full-time study deny it
        (NEUTRAL, "Код|Наименование специальности|Не допускается: очная|Не допускается: заочная|Экстернат"),
    ],
)
def test_marks_that_nothing_explains_bar_nothing(above: str, header: str) -> None:
    found = read_table(above, header, "060101|Лечебное дело|+|-|-", "060103|Педиатрия|+|+|-")
    assert entries(found, "code", "name_ru") == [("060101", "Лечебное дело"), ("060103", "Педиатрия")]
    assert all(doubtful(found))
    assert bars(found) == []
    assert "bar_not_found" in codes(found)


# a mark without the name of a form over it is no answer, but may change what the table says
def test_marks_below_another_head_are_a_doubt() -> None:
    found = read_table(
        BARRED, "Код|Наименование|Допускается|Форма", "060101|Уход|+|Заочная", "060103|Педиатрия|-|Заочная, экстернат"
    )
    assert entries(found, "code", "name_ru") == [("060101", "Уход"), ("060103", "Педиатрия")]
    assert all(doubtful(found))


# what is set aside may take back what the row says
def test_a_note_that_speaks_of_forms_is_a_doubt() -> None:
    found = read_table(
        BARRED,
        "Код|Наименование|Формы обучения|Примечание",
        "060101|Уход|Заочная|допускается после колледжа",
        "060103|Педиатрия|Заочная, экстернат|с 2014 года",
    )
    assert doubtful(found) == [True, False]


@pytest.mark.parametrize("cells", [("х|", "|х"), ("да|нет", "кроме вечерней|нет")])
def test_a_column_of_a_form_without_known_marks_is_a_doubt(cells: tuple[str, str]) -> None:
    first, second = cells
    found = read_table(
        BARRED, "Код|Наименование|Заочная|Экстернат", f"060101|Уход|{first}", f"060103|Педиатрия|{second}"
    )
    assert doubtful(found) == [True, True]
    assert "060101:correspondence" not in bars(found)


def test_marks_for_each_qualification() -> None:
    found = read_table(
        BARRED,
        "Код|Наименование|Бакалавр||Магистр|",
        "||заочная|экстернат|заочная|экстернат",
        "060101|Лечебное дело|+|-|+|+",
        "060103|Педиатрия|-|-|-|+",
    )
    assert bars(found) == [
        "060101:bachelor:correspondence",
        "060101:master:correspondence",
        "060101:master:externat",
        "060103:master:externat",
    ]
    check_whole(found)


def test_header_repeated_and_columns_numbered() -> None:
    header = "№|Наименование специальности|Код|Квалификация"
    found = read_table(
        CATALOGUE,
        header,
        "1|2|3|4",
        "1|Математика|01.03.01|Бакалавр",
        "2|Механика|01.03.03|Бакалавр",
        header,
        "1|2|3|4",
        "3|Физика|03.03.02|Бакалавр",
        "4|Химия|04.03.01|Бакалавр",
    )
    assert entries(found, "num", "code", "name_ru") == [
        ("1", "01.03.01", "Математика"),
        ("2", "01.03.03", "Механика"),
        ("3", "03.03.02", "Физика"),
        ("4", "04.03.01", "Химия"),
    ]
    check_whole(found)


# each part of an annex is a list where its forms stand in other columns
def test_tables_of_other_shapes_in_one_annex() -> None:
    found = read_table(
        BARRED,
        "Код|Наименование специальности|Формы обучения",
        "060101|Лечебное дело|Заочная",
        "060103|Педиатрия|Заочная, экстернат",
        "Наименование специальности|Шифр|Заочная|Экстернат",
        "Фармация|060108|не допускается|допускается",
        "Стоматология|060105|не допускается|не допускается",
    )
    assert entries(found, "code", "name_ru") == [
        ("060101", "Лечебное дело"),
        ("060103", "Педиатрия"),
        ("060108", "Фармация"),
        ("060105", "Стоматология"),
    ]
    lists = [row.row_id.split(":", 2)[2] for row in found.rows if row.table == "lists"]
    assert lists == ["list", "list#2"]
    assert bars(found) == [
        "060101:correspondence",
        "060103:correspondence",
        "060103:externat",
        "060108:correspondence",
        "060105:correspondence",
        "060105:externat",
    ]
    assert not any(doubtful(found))


# a list that can't be read must not be passed over in silence
def test_codes_that_are_read_as_no_row_are_told() -> None:
    text = CATALOGUE + "Врач  060101 5\nПедиатр  060103 6\nФармацевт  060108 5\n"
    extraction = parse(text)
    assert entries(extraction, "code") == []
    assert codes(extraction) == ["codes_not_read"]


@pytest.mark.parametrize(
    ("lang", "header", "kind"),
    [
        ("ky", "Адистиктин шифри|Адистиктин аталышы|Квалификациясы|Окутуунун мөөнөтү", "name_ky"),
        ("kk", "Мамандық коды|Мамандық атауы|Біліктілігі|Оқу мерзімі", "name_kk"),
    ],
)
def test_columns_in_other_languages(lang: str, header: str, kind: str) -> None:
    names = {"ky": ("Дарылоо иши", "Бала төрөтүү өнөрү"), "kk": ("Емдеу ісі", "Бала күтімі және мейіргер ісі")}[lang]
    found = read_table(TEXTS[lang], header, f"060101|{names[0]}|Дарыгер|5", f"060104|{names[1]}|Мейірбике|3")
    assert entries(found, "code", kind) == [("060101", names[0]), ("060104", names[1])]
    assert len(asides(found)) == 2
    check_whole(found)


TEXTS = {
    "ky": """
КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ

ТОКТОМ

2011-жылдын 23-августу № 496

Тизмекти бекитүү жөнүндө

Кыргыз Республикасынын Өкмөтү токтом кылат:
1. Тиркелген тизмек бекитилсин.
Премьер-министр А. Атамбаев

Орто кесиптик билим берүү адистиктеринин
ТИЗМЕГИ

""",
    "kk": """
ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ҮКІМЕТІ

ҚАУЛЫ

2007 жылғы 3 желтоқсандағы № 602

Тізбені бекіту туралы

Қазақстан Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:
1. Қоса беріліп отырған тізбе бекітілсін.
Премьер-Министр К. Мәсімов

Орта кәсіптік білім беру мамандықтарының
ТІЗБЕСІ

""",
}


# two languages side by side, the names before the code
def test_two_languages_before_the_code() -> None:
    found = read_table(
        TEXTS["ky"],
        "№|Адистиктин аталышы|Наименование специальности|Шифр|Квалификациясы",
        "1|Дарылоо иши жана өнөрү|Лечебное дело и уход|060101|Дарыгер",
        "2|Бала төрөтүү өнөрү|Акушерское дело для средних|060104|Акушерка",
    )
    assert entries(found, "num", "code", "name_ky", "name_ru") == [
        ("1", "060101", "Дарылоо иши жана өнөрү", "Лечебное дело и уход"),
        ("2", "060104", "Бала төрөтүү өнөрү", "Акушерское дело для средних"),
    ]
    check_whole(found)


# each language prints the code, or only the first does
@pytest.mark.parametrize("second", ["6B01101 ", ""])
def test_two_languages_with_the_code_in_the_cell(second: str) -> None:
    found = read_table(
        TEXTS["ky"],
        "Тармактын коду жана аталышы|Адистиктин коду жана аталышы|Код и наименование специальности",
        f"6B01 Педагогика илими|6B01101 Башталгыч окутуу өнөрү|{second}Обучение и уход в школе",
        f"|6B01102 Бөбөк тарбиялоо өнөрү|{second and '6B01102 '}Воспитание и уход в детстве",
    )
    assert entries(found, "code", "name_ky", "name_ru", "group_code", "group_name_ky") == [
        ("6B01101", "Башталгыч окутуу өнөрү", "Обучение и уход в школе", "6B01", "Педагогика илими"),
        ("6B01102", "Бөбөк тарбиялоо өнөрү", "Воспитание и уход в детстве", "6B01", "Педагогика илими"),
    ]


# codes of a grammar that no classifier here has: the rows look like points, and nothing else would tell
def test_a_table_whose_codes_nobody_knows_is_told() -> None:
    rows = ("1.|ПД-1|Лечебное дело|заочная", "2.|ПД-2|Фармация|заочная", "3.|ПД-3|Стоматология|заочная")
    found = read_table(BARRED, "№|Код|Наименование|Формы обучения", *rows)
    assert entries(found, "code") == []
    assert codes(found) == ["list_not_read", "table_not_read"]


# number and name of a group in cells of their own, without a dot between them
@pytest.mark.parametrize(("one", "two"), [("I", "II"), ("1", "2")])
def test_the_number_of_a_group_in_a_cell(one: str, two: str) -> None:
    extraction = read_table(
        BARRED,
        "N|Код|Наименование специальности|Формы обучения",
        f"{one}|Образование||",
        "1|0101000|Дошкольное воспитание|заочная",
        f"{two}|Медицина||",
        "2|0301000|Лечебное дело|заочная",
    )
    assert entries(extraction, "num", "group_num", "group_name_ru") == [
        ("1", one, "Образование"),
        ("2", two, "Медицина"),
    ]
    check_whole(extraction)


# What a note says of a mark is what it means, whatever the title asks; each bar names the words of the note, too.
@pytest.mark.parametrize(
    ("rows", "note", "read"),
    [
        (("–|–|–", "+|+|–"), "Примечание: + – допускается; – – не допускается.", ("cve", "e")),
        (
            ("+|+|+", "–|–|+"),
            "Примечание: знак «+» означает, что обучение в данной форме не допускается; «–» – допускается.",
            ("cve", "e"),
        ),
        (("○|○|○", "●|●|○"), "Условные обозначения: ● – допускается, ○ – не допускается.", ("cve", "e")),
        (
            ("*|*|*", "||*"),
            'Эскертүү: "*" белгиси ушул формада окутууга жол берилбей тургандыгын билдирет.',
            ("cve", "e"),
        ),
    ],
)
def test_a_note_says_what_marks_mean(rows: tuple[str, str], note: str, read: tuple[str, str]) -> None:
    head = "Шифр|Наименование|Заочная|Вечерняя|Экстернат"
    found = read_table(NEUTRAL, head, f"560001|Лечебное дело|{rows[0]}", f"530500|Юриспруденция|{rows[1]}", below=note)
    forms = {"c": "correspondence", "v": "evening", "e": "externat"}
    wanted = [f"{code}:{forms[one]}" for code, all_ in zip(("560001", "530500"), read, strict=True) for one in all_]
    assert [":".join(one.split(":")[-2:]) for one in bars(found)] == wanted
    assert not any(doubtful(found))
    assert unexplained(found) == 0
    evidence = {
        piece.end
        for row in found.rows
        if row.table == "restrictions"
        for one in row.values.values()
        for witness in one.witnesses
        for piece in witness.pieces
    }
    assert max(evidence) > (NEUTRAL + note).index(note)


# no note says what these mean
def test_marks_that_nothing_explains_are_doubted() -> None:
    found = read_table(NEUTRAL, "Шифр|Наименование|Заочная|Экстернат", "560001|Лечебное дело|○|○", "530500|Право|●|○")
    assert bars(found) == []
    assert doubtful(found) == [True, True]


# a note to a mark behind a name permits what the title bars
def test_names_with_a_mark_whose_note_says_more_are_doubted() -> None:
    head = "Шифр|Наименование"
    note = "* допускается заочная форма для лиц, имеющих высшее образование"
    found = read_table(BARRED_BY_FORM, head, "560001|Лечебное дело", "530500|Право*", "560004|Стоматология", below=note)
    assert entries(found, "name_ru") == [("Лечебное дело",), ("Право",), ("Стоматология",)]
    assert doubtful(found) == [False, True, False]


# the mark of a note stands behind the code: it is no part of it; the row is doubtful, with the note and without it
@pytest.mark.parametrize("mark", ["*", "**", " *", "*)", "¹", "¹²"])
@pytest.mark.parametrize("note", ["", "{} допускается заочная форма для лиц, имеющих высшее образование"])
def test_codes_with_a_mark(mark: str, note: str) -> None:
    rows = ("560001|Лечебное дело", f"530500{mark}|Право", "560004|Стоматология")
    found = read_table(BARRED_BY_FORM, "Шифр|Наименование", *rows, below=note.format(mark.strip()))
    wanted = [("560001", "Лечебное дело"), ("530500", "Право"), ("560004", "Стоматология")]
    assert entries(found, "code", "name_ru") == wanted
    assert doubtful(found) == [False, True, False]


# the mark behind a name stands before what parts it from the next, the one of the note behind a word
@pytest.mark.parametrize("note", ["* кроме лиц с высшим образованием", "Примечание: * – кроме лиц с образованием."])
def test_names_with_a_mark_before_that_of_an_item(note: str) -> None:
    rows = ("560001|Лечебное дело*;", "530500|Право;", "560004|Стоматология.")
    found = read_table(BARRED_BY_FORM, "Шифр|Наименование", *rows, below=note)
    assert entries(found, "name_ru") == [("Лечебное дело",), ("Право",), ("Стоматология",)]
    assert doubtful(found) == [True, False, False]


# of whom a bar is, a note may say; what editors say of a row changes nothing
@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("* для лиц, имеющих среднее медицинское образование", True),
        ("* в редакции приказа от 12.09.2013 № 1061", False),
    ],
)
def test_a_note_of_editors_makes_no_row_doubtful(note: str, doubted: bool) -> None:
    rows = ("560001|Лечебное дело", "530500*|Право", "560004|Стоматология")
    assert doubtful(read_table(BARRED_BY_FORM, "Шифр|Наименование", *rows, below=note)) == [False, doubted, False]


# "31.00.00" in a column of groups is one code: no number and the rest of a code
def test_groups_with_dotted_codes_in_a_column() -> None:
    head = "Код группы|Наименование группы|Код специальности|Наименование специальности"
    rows = ("31.00.00|Клиническая медицина|31.05.01|Лечебное дело", "31.00.00|Клиническая медицина|31.05.02|Педиатрия")
    found = read_table(BARRED_BY_FORM, head, *rows)
    wanted = [(code, None, "31.00.00", "Клиническая медицина") for code in ("31.05.01", "31.05.02")]
    assert entries(found, "code", "group_num", "group_code", "group_name_ru") == wanted


# a group that stands beside the second of its rows, set in their middle: where the next one begins isn't printed
@pytest.mark.parametrize(("first", "doubted"), [("Медицина", False), ("", True)])
def test_groups_set_in_the_middle_of_their_rows(first: str, doubted: bool) -> None:
    rows = (f"{first}|31.05.01|Лечебное дело", "Медицина|31.05.02|Педиатрия", "|33.05.01|Фармация")
    found = read_table(BARRED_BY_FORM, "Область|Код|Наименование", *rows, "Право|40.03.01|Юриспруденция")
    assert doubtful(found) == [doubted] * 4


@pytest.mark.parametrize("numbers", [("а)", "б)"), ("1.1.", "1.2."), ("1", "2")])
def test_numbers_before_the_code(numbers: tuple[str, str]) -> None:
    rows = (f"{numbers[0]}|31.05.01|Лечебное дело", f"{numbers[1]}|31.05.02|Педиатрия")
    found = read_table(BARRED_BY_FORM, "№|Код|Наименование", *rows)
    assert entries(found, "num", "code") == [
        (number.rstrip(".)"), code) for number, code in zip(numbers, ("31.05.01", "31.05.02"), strict=True)
    ]


# a row whose code isn't printed looks like the heading of a group
def test_the_only_heading_of_a_list_may_be_a_row() -> None:
    rows = ("560001|Лечебное дело", "530500|Право", "|Педиатрия", "560004|Стоматология")
    assert doubtful(read_table(BARRED_BY_FORM, "Шифр|Наименование", *rows)) == [False, False, True]


# the heads of the columns say nothing but their languages; one that nothing names is set aside, and its list doubtful
@pytest.mark.parametrize(
    ("heads", "second", "doubted"),
    [
        ("Кыргызча|Русский|English", "Лечебное дело", False),
        ("Аталышы|Особые отметки|English", None, True),
    ],
)
def test_heads_that_say_languages(heads: str, second: str | None, doubted: bool) -> None:
    rows = ("560001|Дарылоо иши|Лечебное дело|General medicine", "560002|Педиатрия|Педиатрия|Pediatrics")
    found = read_table(BARRED_BY_FORM, f"Коду|{heads}", *rows)
    assert doubtful(found) == [doubted] * 2
    if second:
        assert entries(found, "name_ky", "name_ru")[0] == ("Дарылоо иши", second)


# names in two languages in one cell, parted by a line, by a stroke, or by nothing but a capital
@pytest.mark.parametrize("mark", ["/", " – ", " "])
def test_names_in_two_languages_in_one_cell(mark: str) -> None:
    names = [
        ("Өрт қауіпсіздігі", "Пожарная безопасность"),
        ("Әлеуметтік жұмыс", "Социальная работа"),
        ("Фармация", "Фармация"),
        ("Құрылыс материалдары өндірісі", "Производство строительных материалов"),
    ]
    rows = [f"0401{at}01|{mark.join(pair)}" for at, pair in enumerate(names)]
    found = read_table(BARRED_BY_FORM, "Код|Мамандықтың атауы", *rows)
    assert entries(found, "name_kk", "name_ru") == names
    assert doubtful(found) == [False] * 4
    assert unexplained(found) == 0


# a cell that another mark parts, or none, or whose halves stand in another order
@pytest.mark.parametrize(
    "cell",
    ["Ұшақ", "Ислам Діні", "Банк/ісі", "Химическая технология/Химиялық технология", "Химия – биология", "Құрылыс ісі"],
)
def test_cells_that_are_not_parted_as_the_others_are_doubtful(cell: str) -> None:
    names = ["Өрт қауіпсіздігі/Пожарная безопасность", "Әлеуметтік жұмыс/Социальная работа", "Фармация/Фармация"]
    names += ["Құрылыс ісі/Строительное дело", "Мұнай өңдеу/Переработка нефти"]
    rows = [f"0401{at}01|{name}" for at, name in enumerate([*names, cell])]
    assert doubtful(read_table(BARRED_BY_FORM, "Код|Мамандықтың атауы", *rows)) == [False] * 5 + [True]


# the Kazakh classifier of vocational training: areas above directions, each over all columns
def test_headings_of_two_levels() -> None:
    found = read_table(
        CATALOGUE,
        "№|Код|Наименование специальностей",
        "01 - Образование||",
        "011 - Педагогика||",
        "1|01120100|Дошкольное воспитание",
        "2|01140100|Педагогика начального/обучения",
        "02 - Искусство и/гуманитарные науки||",
        "021 - Искусство||",
        "3|02110100|Медиатехника",
    )
    assert entries(found, "num", "code", "name_ru", "group_code", "group_name_ru") == [
        ("1", "01120100", "Дошкольное воспитание", "011", "Педагогика"),
        ("2", "01140100", "Педагогика начального обучения", "011", "Педагогика"),
        ("3", "02110100", "Медиатехника", "021", "Искусство"),
    ]
    assert not any(doubtful(found))


# A row that lost its code looks like a group; groups that count beside the rows leave none of the rows' numbers out.
@pytest.mark.parametrize(
    ("third", "after", "doubts"),
    [("3||Фельдшер|", 4, [False, False, True, True]), ("2||Техника|", 3, [False, False, False, False])],
)
def test_a_row_without_its_code_is_no_group(third: str, after: int, doubts: list[bool]) -> None:
    found = read_table(
        BARRED,
        "№|Код|Наименование|Формы обучения",
        "1|060101|Лечебное дело|заочная",
        "2|060102|Фармация|заочная",
        third,
        f"{after}|060104|Стоматология|заочная",
        f"{after + 1}|060105|Оптика|заочная",
    )
    assert doubtful(found) == doubts
