"""Names and group headings that hold too much or too little, each beside one that is right."""

from __future__ import annotations

import pytest

from pipeline.parse.lists.plausible import why_implausible


@pytest.mark.parametrize(
    ("name", "why"),
    [
        # a cell's form stands in the heading
        ("Архитектура жана курулуш экстернат", "ends with a form"),
        ("Экстернат Азык-түлүк", "begins with a form"),
        ("Әлеуметтік қамтамасыз ету Экстернат (медицина)", "holds a form of study: 'Экстернат'"),
        # the rest of the name is on a line that was lost
        ("Информациялык тутумдарды математикалык камсыздоо жана", "ends with 'жана'"),
        ("Электр жабдықтарын электрмонтаж-", "ends with '-'"),
        ("Электр жабдыктары,", "ends with ','"),
        ("Электрооборудование;", "ends with ';'"),
        # a line was printed or read twice
        ("Табигый илимдер Табигый илимдер", "twice"),
        # no language here knows the word, yet its letters go on
        ("Тоо аймактарына кийлигишү үгө даярдоо", "a blank splits: 'кийлигишү үгө'"),
        ("'Театралдык-декорациялык өнөр", "half of a pair of quotation marks"),
        ("Театралдык өнөр»", "half of a pair of quotation marks"),
        ("17", "no letters"),
        ("Фарма ция", "a blank splits: 'Фарма ция'"),
        ("Айыл чарба тармак тары", "a blank splits: 'тармак тары'"),
        ("Лечебное дело З, В", "a lone letter"),
        ("Лечебное дело заоч.", "ends with a form of study: 'заоч'"),
        # a name that is printed above
        ("То же", "stands for the words of a cell above"),
        ("ошол эле", "stands for the words of a cell above"),
        # prose above a list, or between its rows
        ("Внести в постановление от 26 июня 2014 года № 354 изменения", "names an act: '354'"),
        ("Дополнить перечень строками следующего содержания:", "ends with ':'"),
        ("Утратил силу с 1 января 2014 года", "a note of editors"),
        ("Фармация не допускается", "says what is barred or permitted: 'не допускается'"),
        # a table whose frame was not understood, and letters that a font of its own draws
        ("Лечебное дело │заочная │", "a bar between cells"),
        ("Кљркљм љнљр", "no language here has: 'љ'"),
        ("Билим берvvнvн", "no language here has: 'vv'"),
    ],
)
def test_implausible_name(name: str, why: str) -> None:
    assert why in str(why_implausible(name))


@pytest.mark.parametrize(
    "name",
    [
        "Көлік, көлік техникасы және технологиясы",
        "Маалымат коопсуздугу",
        "Шет тілі: екі шет тілі",
        # two words, though `қонақүй` is one, too
        "Қонақ үй шаруашылығы",
        "Онлайн-билим берүү",
        '"Тарых" адистиги',
        "Мамандық «Тарих»",
        "Экстернат",
        "Организация заочного обучения в школе",
        "ОРГАНИЗАЦИЯ ЗАОЧНОГО ОБУЧЕНИЯ В ШКОЛЕ",
    ],
)
def test_plausible_name(name: str) -> None:
    assert why_implausible(name) is None


# the letters of one language in a name of another
@pytest.mark.parametrize(
    ("name", "lang", "why"),
    [
        ("Кғркғм ғнғр", "ky", "Kyrgyz lacks: 'ғ'"),
        ("Дарылоо үйү", "ru", "Russian lacks: 'ү'"),
        ("Көркем өнер", "kk", None),
        ("Көркөм өнөр", "ky", None),
    ],
)
def test_letters_of_another_language(name: str, lang: str, why: str | None) -> None:
    assert (why or "None") in str(why_implausible(name, lang))


# a cell with the names of two languages, and one that says for which forms it holds
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Жалпы медицина / Общая медицина", "it holds a slash"),
        ("и др. Экономика", "it begins with 'и'"),
        ("Дошкольное обучение (очно, заочно)", "it makes an exception"),
        ("Мектепке дейінгі оқыту (экстернаттан басқа)", "it makes an exception"),
    ],
)
def test_names_that_say_more(name: str, why: str) -> None:
    assert (why_implausible(name) or "").startswith(why)


@pytest.mark.parametrize("name", ["Автомобили и/или тракторы", "Онлайн-маркетинг (по видам)"])
def test_names_that_only_look_so(name: str) -> None:
    assert why_implausible(name) is None
