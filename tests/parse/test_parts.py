"""Body and annexes: signatures end the body, stamps and headings begin annexes."""

from __future__ import annotations

import pytest

from pipeline.parse.parts import Part, divide_parts
from pipeline.parse.signatures import find_signature
from tests.parse.sample import lines_of, parse, printed, rows_of

STAMP_1 = "Кыргыз Республикасынын Өкмөтүнүн\n2011-жылдын 23-августундагы\n№ 496 токтомуна\n1-тиркеме"
STAMP_2 = STAMP_1.replace("1-тиркеме", "2-тиркеме")
BODY = "ТОКТОМ\n2011-жылдын 23-августу № 496\n1. Тиркелген тизмек бекитилсин.\nПремьер-министр А. Атамбаев"


def parts(text: str) -> list[tuple[str, list[str], list[str]]]:
    """Return name, stamp and lines of each part."""

    def texts(part: Part) -> tuple[str, list[str], list[str]]:
        return part.name, [line.text.strip() for line in part.stamp], [line.text.strip() for line in part.lines]

    return [texts(part) for part in divide_parts(lines_of(text))]


@pytest.mark.parametrize(
    ("text", "post", "name"),
    [
        # post and name on a line, in three languages
        ("1. Бекитилсин.\nПремьер-министр Дж.К. Оторбаев", "Премьер-министр", "Дж.К. Оторбаев"),
        ("1. Бекітілсін.\nМинистр      М. Қасымбеков", "Министр", "М. Қасымбеков"),
        ("1. Утвердить.\nПрезидент Российской Федерации В.Путин", "Президент Российской Федерации", "В.Путин"),
        # the name alone
        ("1. Бекитилсин.\nА.А. Касымалиев", "", "А.А. Касымалиев"),
        # the post over three lines, the name below
        ("1. Бекитилсин.\nТөрагасы\n\nА.А. Касымалиев", "Төрагасы", "А.А. Касымалиев"),
        # the same in a table, all in bold
        (
            "1. Утвердить.\n\n**Президент**\n**Республики**\n**С.Н. Жапаров**",
            "Президент",
            "С.Н. Жапаров",
        ),
        # the name beside the first line of the post
        (
            "1. Бекітілсін.\n\n  Қазақстан Республикасының          А. Сәрінжіпов\nБілім және ғылым министрі",
            "Білім және ғылым министрі",
            "А. Сәрінжіпов",
        ),
        # the post wraps
        (
            "1. Утвердить.\nПредседатель Правительства\nРоссийской Федерации    В.Черномырдин",
            "Председатель Правительства\nРоссийской Федерации",
            "В.Черномырдин",
        ),
        (
            "1. Утвердить.\nМинистр\nобразования\nи науки А. Асанов",
            "Министр",
            "А. Асанов",
        ),
        ("1. Утвердить.\nРектор\nОшского университета К. Кожобеков", "Ректор", "К. Кожобеков"),
        ("1. Утвердить.\nМинистр\n\nобразования и науки Дж.К. Оторбаев", "Министр", "Дж.К. Оторбаев"),
        # the last point lacks its mark, or numbered lines follow that don't go on with it
        (
            "1. Утвердить.\n2. Контроль\n\nПредседатель Правительства\nРоссийской Федерации В. Иванов\n\n1. Срок.",
            "Председатель Правительства\nРоссийской Федерации",
            "В. Иванов",
        ),
        ("1. Утвердить.\n2. Контроль\n\nРектор\n\nПоложение", "Ректор", ""),
        # a rule or a bracket to sign on
        ("1. Бекитилсин.\nПремьер-министр\n\n_________ Дж.К. Оторбаев", "Премьер-министр", "Дж.К. Оторбаев"),
        ("1. Утвердить.\nРектор\n(подпись) А. Асанов", "Ректор", "А. Асанов"),
        # below the post another one agrees or is charged: he doesn't sign
        ("1. Утвердить.\nПредседатель\n\n\nСогласовано с Минюстом В. Иванов", "Председатель", ""),
        ("1. Утвердить.\nМинистр\nКонтроль исполнения возложить на А. Асанов", "Министр", ""),
        ("1. Утвердить.\nМинистр\nи контроль\n5) А. Асанов", "Министр", ""),
        # the post without a name
        ("1. Бекітілсін.\nМинистр", "Министр", ""),
    ],
)
def test_signature(text: str, post: str, name: str) -> None:
    signature = find_signature(lines_of(text))
    assert signature is not None
    assert printed(text, signature.post) == post
    assert printed(text, signature.name) == name


@pytest.mark.parametrize(
    "text",
    [
        # a point that ends with a name, an initial inside a sentence, a post that a point speaks of
        "1. Бекитилсин.\n2. Контролдоо министр А. Атамбаев",
        "Бул жобону А. Атамбаев түзгөн.\nАл бекитилген.",
        "1. Жооптуу адам\nМинистр болуп саналат.",
        # a sentence that begins with a post and goes on, before other points or none
        "1. Утвердить.\nПрезидент Республики поручает\nобеспечить выполнение плана В. Путин\nдо 1 июня.\n2. Контроль.",
        "1. Утвердить.\nМинистр образования вправе возложить на\nответственное лицо В. Иванов",
        "О назначении\nМинистр культуры\nНазначить на должность А. Асанов\n1. Утвердить.",
        # the line above is a point, or the end of a sentence
        "1. Бекитилсин.\n2. Министр жооптуу\nКыргыз Республикасынын А. Атамбаев",
        "Бекитилсин.\nМинистр жооптуу.\nКыргыз Республикасынын А. Атамбаев",
        # members of something, whom another point follows
        "1. В состав входят\n\nМинистр А. Асанов\n\n2. Контроль.",
        "1. Контроль:\n1) обязаны\n\nМинистр\nРектор\n2) иные лица.",
        # the first line signs nothing
        "Министр\n1. Бекитилсин.",
    ],
)
def test_no_signature(text: str) -> None:
    assert find_signature(lines_of(text)) is None


# Several sign: one below the other, with posts that wrap, or side by side, below their posts or behind them.
@pytest.mark.parametrize(
    "signed",
    [
        "Министр образования А. Асанов\nМинистр здравоохранения Б. Бекетов",
        "Министр образования\nРеспублики Казахстан    А. Асанов\n"
        "Министр здравоохранения\nРеспублики Казахстан    Б. Бекетов",
        "Министр образования и науки    Министр здравоохранения\nРеспублики Казахстан    Республики Казахстан\n"
        "_________ А. Асанов    _________ Б. Бекетов",
        "Білім министрі А. Асанов          Денсаулық сақтау министрі Б. Бекетов",
        "Билим берүү министри\tСаламаттык сактоо министри\nА. Асанов\tБ. Бекетов",
    ],
)
def test_several_sign(signed: str) -> None:
    text = f"1. Утвердить.\n2. Контроль.\n\n{signed}\n\nПеречень"
    signature = find_signature(lines_of(text))
    assert signature is not None
    assert [printed(text, name) for name in (signature.name, *signature.others)] == ["А. Асанов", "Б. Бекетов"]
    assert printed(text, (lines_of(text)[signature.first].start, lines_of(text)[signature.index].end)) == signed
    assert [name for name, _, _ in parts(text)] == ["body", "annex-1"]


# Who agrees, prepared an act or stands in its annex doesn't sign it.
@pytest.mark.parametrize(
    "below",
    ["СОГЛАСОВАНО\nМинистр здравоохранения Б. Бекетов", "Исполнитель: Б. Бекетов", "Список министров\nБ. Бекетов"],
)
def test_one_signs(below: str) -> None:
    signature = find_signature(lines_of(f"1. Утвердить.\n2. Контроль.\n\nМинистр образования А. Асанов\n\n{below}"))
    assert signature is not None
    assert not signature.others


def test_a_wrapped_line_is_no_stamp() -> None:
    text = "1. Заявитель подает заявление с\nприложением копий\nдокументов в орган.\n2. Срок."
    assert [name for name, _, _ in parts(text)] == ["body"]


def test_two_stamps_are_two_annexes() -> None:
    text = f"{BODY}\n\n{STAMP_1}\n\nЖОБО\n\n1. Бул жобо тартипти аныктайт.\n\n{STAMP_2}\n\nТИЗМЕК\n060101 Дарылоо иши"
    assert parts(text) == [
        ("body", [], BODY.split("\n")),
        ("annex-1", STAMP_1.split("\n"), ["ЖОБО", "1. Бул жобо тартипти аныктайт."]),
        ("annex-2", STAMP_2.split("\n"), ["ТИЗМЕК", "060101 Дарылоо иши"]),
    ]


# No stamp is printed: what follows the signature is the annex.
def test_annex_without_a_stamp() -> None:
    assert parts(f"{BODY}\n\nТизмек\n060101 Дарылоо иши") == [
        ("body", [], BODY.split("\n")),
        ("annex-1", [], ["Тизмек", "060101 Дарылоо иши"]),
    ]


# The stamp has lost its beginning and follows the signature at once.
def test_cut_stamp() -> None:
    names = [(name, stamp) for name, stamp, _ in parts(f"{BODY}\n№ 496 токтомуна\n1-тиркеме\n\nТАРТИП\n1. Бул тартип.")]
    assert names == [("body", []), ("annex-1", ["№ 496 токтомуна", "1-тиркеме"])]


# A Russian stamp begins with its word and goes down; a Kazakh one ends with `бекітілген` or `қосымша`.
@pytest.mark.parametrize(
    ("text", "stamps"),
    [
        (
            "ПРИКАЗ\n1. Утвердить перечни.\nМинистр Д.В. Ливанов\n\nПриложение № 1\n"
            "к приказу Министерства образования\nот 20 января 2014 г. № 22\n\nПеречень профессий\n\n"
            "Приложение № 2\nк приказу Министерства образования\n\nПеречень специальностей",
            {
                "annex-1": ["Приложение № 1", "к приказу Министерства образования", "от 20 января 2014 г. № 22"],
                "annex-2": ["Приложение № 2", "к приказу Министерства образования"],
            },
        ),
        (
            "БҰЙРЫҚ\n1. Бекітілсін.\nМинистр Е. Сағадиев\n\nҚазақстан Республикасы\nБілім және ғылым министрінің\n"
            "2018 жылғы 30 қазандағы\n№ 595 бұйрығына\n1-қосымша\n\nҚағидалар\n\nҚазақстан Республикасы\n"
            "Білім және ғылым министрінің\n2018 жылғы 30 қазандағы\n№ 595 бұйрығымен бекітілген\n\nТізбе",
            {
                "annex-1": [
                    "Қазақстан Республикасы",
                    "Білім және ғылым министрінің",
                    "2018 жылғы 30 қазандағы",
                    "№ 595 бұйрығына",
                    "1-қосымша",
                ],
                "annex-2": [
                    "Қазақстан Республикасы",
                    "Білім және ғылым министрінің",
                    "2018 жылғы 30 қазандағы",
                    "№ 595 бұйрығымен бекітілген",
                ],
            },
        ),
    ],
)
def test_stamps_in_other_languages(text: str, stamps: dict[str, list[str]]) -> None:
    assert {name: stamp for name, stamp, _ in parts(text) if name != "body"} == stamps


# An annex of an annex: its stamp ends with the kind of what it belongs to, and with its own word on that line or below.
@pytest.mark.parametrize(
    ("stamp", "number"),
    [
        ("Орындарды бөлу\nқағидаларына 1-қосымша", 1),
        ("Окуу жайлар жөнүндө жобого 2-тиркеме", 2),
        ("Окуу жайлар жөнүндө типтүү жобого тиркеме", None),
        ("Окуу жайлар жөнүндө типтүү жобого\n2-тиркеме", 2),
        ("Окуу жайлар жөнүндө типтүү жобого\n\n2-тиркеме", 2),
        ("Приложение 2\nк Правилам распределения мест", 2),
        # one cell holds it all
        ("Білім беру ұйымдарының жатақханаларындағы орындарды бөлу қағидаларына 1-қосымша", 1),
    ],
)
def test_an_annex_of_an_annex(stamp: str, number: int | None) -> None:
    text = f"{BODY}\n\n{STAMP_1}\n\nЖОБО\n\n1. Бул жобо тартипти аныктайт.\n\n{stamp}\n\nАрыз\n\nОрун суранам."
    *_, above, annex = divide_parts(lines_of(text))
    assert (above.name, above.lines[-1].text) == ("annex-1", "1. Бул жобо тартипти аныктайт.")
    assert (annex.name, annex.number) == ("annex-2", number)
    assert [line.text for line in annex.stamp] == stamp.replace("\n\n", "\n").split("\n")
    assert [line.text for line in annex.lines] == ["Арыз", "Орун суранам."]


# What is printed right below such a stamp is no part of it; a sentence in which the words stand is none.
def test_a_stamp_that_ends_on_its_line() -> None:
    text = f"{BODY}\n\n{STAMP_1}\n\nЖОБО\n1. Тартип.\n\nЖобого 2-тиркеме\nАрыз"
    assert parts(text)[-1] == ("annex-2", ["Жобого 2-тиркеме"], ["Арыз"])
    assert [name for name, _, _ in parts("1. Шот\nЕрежеге қосымша\nберіледі.\n2. Мерзім.")] == ["body"]
    assert [name for name, _, _ in parts("1. Арыз ушул Жобого 2-тиркеме")] == ["body"]


# Place, date and number below a Russian signature belong to the body.
def test_requisites_below_the_signature() -> None:
    text = (
        "УКАЗ\n1. Утвердить.\nПрезидент Российской Федерации В.Путин\nМосква, Кремль\n7 мая 2018 г.\n№ 204\n\nПеречень"
    )
    (_, _, body), (name, _, annex) = parts(text)
    assert body[-1] == "№ 204"
    assert (name, annex) == ("annex-1", ["Перечень"])


# Bodies that agreed to an act sign below it; what it approves begins behind them.
def test_agreements_are_no_annex() -> None:
    text = """
        1. Бекітілсін.
        Министр А. Сәрінжіпов

        "КЕЛІСІЛДІ"

        Қазақстан Республикасы

        Мәдениет және спорт министрлігі

        _____________________ А. Асанов

        19 ақпан 2016 ж.

        "КЕЛІСІЛДІ"

        Қаржы министрлігі

        _____________________ Б. Бекетов

        Тізбе
        """
    assert [(name, lines[-1]) for name, _, lines in parts(text)] == [
        ("body", "_____________________ Б. Бекетов"),
        ("annex-1", "Тізбе"),
    ]


# A sentence that wraps where the words of a stamp stand is none: what it says goes on below, to a full stop.
@pytest.mark.parametrize(
    "text",
    [
        "1. Структура подразделения регулируется положением, утверждаемым\nорганизацией обучения.\n2. Срок.",
        "1. Земли запаса есть.\n2. Порядок использования земель запаса утверждается\nКабинетом Министров.\n3. Срок.",
        "1. Заявление подается по форме, указанной в\nприложении 2 к настоящему Порядку\nв орган.\n2. Срок.",
        "1. Утвердить порядок.\nПриложение № 1 к приказу изложить в редакции согласно\nприложению к приказу.\n2. Срок.",
        "1. Оқу Министрдің № 5 бұйрығымен бекітілген\nтәртіппен жүргізіледі.\n2. Мерзім.",
    ],
)
def test_a_wrapped_sentence_is_no_stamp(text: str) -> None:
    assert [name for name, _, _ in parts(text)] == ["body"]


# A stamp goes on in small letters too, and may end with the full stop of a date.
def test_a_stamp_that_ends_with_a_date() -> None:
    text = f"{BODY}\n\nПриложение № 1\nк приказу Министерства\nот 20 января 2014 г.\nПЕРЕЧЕНЬ\n1. Первый."
    ((_, stamp, _),) = [part for part in parts(text) if part[0] != "body"]
    assert stamp[:3] == ["Приложение № 1", "к приказу Министерства", "от 20 января 2014 г."]


# So it may with the full stop of a number, where it stands apart; a sentence may end so, too.
def test_a_stamp_that_ends_with_a_number() -> None:
    stamp = "к приказу Министерства\nот 20 января 2014 г. № 22.\n\nПЕРЕЧЕНЬ\n1. Первый.\n\n"
    text = f"{BODY}\n\nПриложение № 1\n{stamp}Утвержден\nприказом Министра\nот 5 мая 2015 года № 5.\n\nСПИСОК\n1. Он."
    assert [name for name, _, _ in parts(text)] == ["body", "annex-1", "annex-2"]
    wrapped = "1. Заявление подается по форме согласно\nприложению 2\nк приказу № 22.\n2. Срок."
    assert [name for name, _, _ in parts(wrapped)] == ["body"]


# Each of its lines may stand apart.
def test_a_stamp_with_blank_lines() -> None:
    lines = [
        "Приложение",
        "Утвержден",
        "приказом Министерства науки",
        "Российской Федерации",
        "от 14 апреля 2021 г. N 293",
    ]
    text = f"{BODY}\n\n" + "\n\n".join([*lines, "СТАНДАРТ", "1. Он."])
    assert parts(text)[1:] == [("annex-1", lines, ["СТАНДАРТ", "1. Он."])]


# Nor is a title of an act whose lines wrap behind the word for its approval.
def test_a_wrapped_title_is_no_stamp() -> None:
    text = "мамандықтардың тізбесін және білім беру ұйымдарында оқыту\nережесін бекіту\nтуралы\n\n№ 602 бұйрығы\n1. Он."
    assert [name for name, _, _ in parts(text)] == ["body"]


# A sentence that mentions an annex is no stamp; without annexes all is the body.
@pytest.mark.parametrize(
    "text",
    [
        "ТОКТОМ\n1. Тизмек 2-тиркемеге ылайык бекитилсин.\n2. Бул токтом күчүнө кирет.",
        "ПРИКАЗ\n1. Утвердить перечень согласно приложению.\n2. Контроль возложить на отдел.",
    ],
)
def test_mention_is_no_stamp(text: str) -> None:
    assert [name for name, _, _ in parts(text)] == ["body"]


# Every line stands in exactly one part, in order.
def test_parts_lose_nothing() -> None:
    text = f"{BODY}\n\n{STAMP_1}\n\nЖОБО\n\n1. Бул жобо.\n\n{STAMP_2}\n\nТИЗМЕК\n060101 Дарылоо иши"
    lines = [line for part in divide_parts(lines_of(text)) for line in (*part.stamp, *part.lines)]
    assert lines == list(lines_of(text))


# A stamp may take one long line, as in a cell of a table.
@pytest.mark.parametrize(
    ("stamp", "name"),
    [
        (
            "Утвержден приказом Министра образования и науки Республики Казахстан от 3 октября 2018 года № 569",
            "annex-1",
        ),
        (
            "Приложение 2 к приказу Министра образования и науки Республики Казахстан от 3 октября 2018 года № 569",
            "annex-2",
        ),
        (
            "Қазақстан Республикасы Білім және ғылым министрінің 2018 жылғы 3 қазандағы № 569 бұйрығына 3-қосымша",
            "annex-3",
        ),
    ],
)
def test_a_stamp_of_one_long_line(stamp: str, name: str) -> None:
    found = parts(f"{BODY}\n\n{stamp}\n\nСПИСОК\n1. Он.")
    assert [(part, stamps) for part, stamps, _ in found] == [("body", []), (name, [stamp])]
    sentence = f"1. {stamp} изложить в новой редакции согласно настоящему приказу.\n2. Срок."
    assert [part for part, _, _ in parts(sentence)] == ["body"]


# Only a number right beside the word is the annex's: not that of a day or an act, which may be of two digits too.
@pytest.mark.parametrize(
    ("stamp", "number"),
    [
        ("Кыргыз Республикасынын Өкмөтүнүн 2015-жылдын\n3-мартындагы № 354 токтомуна 2-тиркеме", 2),
        ("Министрликтин 2015-жылдын\n23-мартындагы № 94 буйругуна 12-тиркеме", 12),
        ("Министрликтин 2015-жылдын 3-мартындагы\n№ 94 буйругуна тиркеме", None),
        ("Министрліктің 2015 жылғы\n23 наурыздағы № 5 бұйрығына 2-қосымша", 2),
        ("Министрліктің 2015 жылғы\n3 наурыздағы № 94 бұйрығына қосымша", None),
        ("Приложение к приказу Министра\nот 3 марта 2015 года № 94", None),
        ("Приложение 2 к приказу Министра\nот 13 марта 2015 года № 5", 2),
    ],
)
def test_the_number_of_an_annex_stands_beside_its_word(stamp: str, number: int | None) -> None:
    *_, annex = divide_parts(lines_of(f"{BODY}\n\n{stamp}\n\nТИЗМЕК\n060101 Дарылоо иши"))
    assert (annex.name, annex.number) == (f"annex-{number or 1}", number)


# A sentence may wrap behind an annex, with a capital below; a line above a stamp ends its sentence.
@pytest.mark.parametrize(
    "line", ["толтырады және оны осы Қағидаларға 1-қосымша", "толтырып, ұсынады:\nосы Қағидаларға 1-қосымша"]
)
def test_a_sentence_that_wraps_behind_an_annex(line: str) -> None:
    text = f"1. Мерзім.\n2. Қызметті алушы сауалнаманы\n{line}\n«Өтініш» нысаны бойынша ұсынады.\n3. Мерзім."
    assert [name for name, _, _ in parts(text)] == ["body"]
    stamp = "Қағидаларға 1-қосымша"
    assert parts(f"1. Мерзім.\n2. Өтініш.\n{stamp}\nӨтініш")[1:] == [("annex-1", [stamp], ["Өтініш"])]


# Those who sign below the first, and those who agreed and left the day blank, begin no annex.
@pytest.mark.parametrize(
    "below",
    [
        "Губернатор\nОшской области    К. Садыков",
        "Министр финансов К. Садыков\nМинистр\nюстиции    Б. Осмонов",
        "«СОГЛАСОВАНО»\nМинистр финансов\n__________ Б. Осмонов\n2017 год ____________",
        "«СОГЛАСОВАНО»\nМинистр финансов\n__________ Б. Осмонов\n«__» _________ 20__ г.",
    ],
)
def test_who_signs_below_begins_no_annex(below: str) -> None:
    body = "ПРИКАЗ\n5 мая 2017 года № 12\n1. Утвердить список.\n\nМинистр\nпросвещения    А. Асанов"
    stamp = "Приложение 1\nк приказу министра\nот 5 мая 2017 года № 12"
    found = parts(f"{body}\n\n{below}\n\n{stamp}\n\nСПИСОК\n060101 Лечебное дело")
    assert [name for name, _, _ in found] == ["body", "annex-1"]
    assert found[0][2] == [*body.replace("\n\n", "\n").split("\n"), *below.split("\n")]


# The post of who signs may take several lines: none of them is a provision.
@pytest.mark.parametrize(
    "signature",
    [
        "Министр\nприродных ресурсов и экологии\nКыргызской Республики А. Асанов",
        "Исполняющий обязанности\nМинистра\nА. Асанов",
    ],
)
def test_a_long_post_is_no_provision(signature: str) -> None:
    found = rows_of(
        parse(f"ПРИКАЗ\n5 мая 2017 года № 12\n\nО школах\n\n1. Открыть школы.\n\n{signature}"), "provisions"
    )
    assert [row.values["text"].value for row in found] == ["Открыть школы."]


# as in a Word file whose lines are all set in the middle: no blank line parts the stamp and the heading
def test_a_heading_right_below_a_stamp_is_the_annex() -> None:
    stamp = ["Приложение", "к приказу Министра образования и науки", "от 12 марта 2012 года № 98"]
    lines = ["ПЕРЕЧЕНЬ", "профессий и специальностей"]
    found = parts("\n".join([BODY, "", *stamp, *lines]))
    assert found[1:] == [("annex-1", stamp, lines)]
    numbered = [*stamp[1:], "Приложение № 2"]
    assert parts("\n".join([BODY, "", *numbered, "", *lines]))[1:] == [("annex-2", numbered, lines)]
