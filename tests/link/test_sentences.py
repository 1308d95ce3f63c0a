"""Sentences: where they end, and which answers which."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.sentences import split_sentences
from pipeline.link.sentences import align_sentences


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("ru", "Сбор данных производится. Ответственность несет организация.", 2),
        # an abbreviation that its number or name follows
        ("ru", "Согласно ст. 5, п. 3 и ч. 2 Закона. Утвердить.", 2),
        ("ru", "Школа им. Токтогула и ул. Чуй.", 1),
        # one that may end a sentence, before a small letter and before a capital
        ("ru", "Реки, озера и др. водоемы.", 1),
        ("ru", "Реки, озера и др. Границы устанавливаются.", 2),
        ("ky", "Дарыялар, көлдөр ж.б. Чек аралар белгиленет.", 2),
        # a year, a town
        ("ru", "Принят 12.10.2015 г. Вступает в силу.", 2),
        ("ru", "Суд г. Бишкек рассмотрел.", 1),
        ("ky", "Чечим 2015-ж. кабыл алынды.", 1),
        # initials
        ("ky", "Төрага А.А. Касымалиев кол койду. Бекитилсин.", 2),
        ("kk", "М. Қасымбеков бұйырды. Бекітілсін.", 2),
        # the number of the point itself, a date, a decimal
        ("ky", "1. Бул токтом күчүнө кирет.", 1),
        ("ru", "Не выше 0.8 ц и до 12.10.2015 включительно.", 1),
        # brackets and quotations
        ("ky", "(Ведомосттор, 1969-ж., 167-ст.) “Актылар” деген бөлүк.", 1),
        ("ru", "Он сказал: «Нет.» Суд отказал.", 2),
        ("ru", "Что дальше? Решает суд! Всё.", 3),
        ("ru", "Без точки", 1),
        ("ru", "  ", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(lang: str, text: str, count: int) -> None:
    assert len(split_sentences(text, lang)) == count


# point 9 of the regulation of 2025
KY = (
    "Онлайн билим берүү уюму билим берүү ишине лицензия алган учурдан тартып билим берүү ишин жүргүзүү укугуна ээ "
    "болот. "
    "Онлайн билим берүү уюму документтерди берүү укугуна аккредитациядан өткөндөн кийин ээ болот."
)
RU = (
    "Право на ведение образовательной деятельности онлайн-образовательная организация получает с момента получения "
    "лицензии на образовательную деятельность. Онлайн-образовательная организация получает право на выдачу документов "
    "об образовании после аккредитации."
)


def pieces(left: str, right: str) -> list[tuple[str | None, str | None]]:
    return [
        (ours and left[slice(*ours)], theirs and right[slice(*theirs)])
        for ours, theirs, _ in align_sentences(left, right, "ky", "ru")
    ]


def halves(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, "ru")]


def test_one_answers_one() -> None:
    assert pieces(KY, RU) == list(zip(halves(KY), halves(RU), strict=True))


def test_two_answer_one_that_says_both() -> None:
    assert pieces(KY, RU.replace("деятельность. Онлайн", "деятельность, а онлайн")) == [
        (KY, RU.replace("деятельность. Онлайн", "деятельность, а онлайн"))
    ]


def test_a_sentence_without_an_answer_stands_alone() -> None:
    assert pieces(KY, halves(RU)[0]) == [(halves(KY)[0], halves(RU)[0]), (halves(KY)[1], None)]
    assert pieces(halves(KY)[1], RU) == [(None, halves(RU)[0]), (halves(KY)[1], halves(RU)[1])]


@given(st.text(alphabet="аБв. 5)\n«!г", max_size=60))
def test_sentences_leave_out_blanks_only(text: str) -> None:
    spans = split_sentences(text, "ru")
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("lang", "text", "sentences"),
    [
        ("ky", "Ал иштейт. Ал «Univer» деп аталат.", ["Ал иштейт.", "Ал «Univer» деп аталат."]),
        # initials, an abbreviation that leads, one that closes, a bracket behind the full stop
        ("ky", "Ал А.А. Касымалиевге берет.", ["Ал А.А. Касымалиевге берет."]),
        ("ru", "Согласно ст. Закона и др. Порядок установлен.", ["Согласно ст. Закона и др.", "Порядок установлен."]),
        ("ky", "(Төмөн болушу мүмкүн.) Мындай окутуу берет", ["(Төмөн болушу мүмкүн.)", "Мындай окутуу берет"]),
        ("ky", "№ 379. (текст) жана 4.5 пункт. андан ары", ["№ 379. (текст) жана 4.5 пункт. андан ары"]),
        ("ky", " \n ", []),
    ],
)
def test_where_sentences_end(lang: str, text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text, lang)] == sentences


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    ("piece", "count"), [(".", 1), ('."', 1), (". ", 1), ("\n", 0), ("А. ", 1), ("Алар. ", 16_666)]
)
def test_splitting_a_long_row_ends(piece: str, count: int) -> None:
    assert len(split_sentences(piece * (100_000 // len(piece)), "ky")) == count
