"""Languages of blocks: letters and small words decide, then what the block counts on from or goes on with."""

from __future__ import annotations

import pytest

from pipeline.segment.tongues import find_languages, part_blocks

KY = "Бул токтом расмий жарыяланган күндөн тартып жети күн өткөндөн кийин күчүнө кирет."
# Two sentences of each language prove that the text has both.
PROOF = [
    "Жобо ушул токтомго ылайык бекитилсин жана күчүнө киргизилсин.",
    "Утвердить прилагаемое положение и ввести в действие.",
]
RU = "Настоящее постановление вступает в силу по истечении семи дней со дня официального опубликования."


@pytest.mark.parametrize(
    ("blocks", "languages"),
    [
        ([KY, RU, KY], ["ky", "ru", "ky"]),
        # a name that is spelled alike goes where its number counts on
        (
            [KY, "1\t560001\tДарылоо иши үчүн", RU, "7\t530100\tФилософия для", "2\t560002\tПедиатрия"],
            ["ky", "ky", "ru", "ru", "ky"],
        ),
        # a person's name tells nothing: it stays where it stands
        ([KY, "А.А. Касымалиев", RU, "А.А. Касымалиев"], ["ky", "ky", "ru", "ru"]),
        ([KY, "№ 96, 22.03.2025 Асанов С.Н.", RU], ["ky", "ky", "ru"]),
        # a letterhead has few words, and only one vocabulary knows them
        ([KY, "ПРЕЗИДЕНТА КЫРГЫЗСКОЙ РЕСПУБЛИКИ", RU, "ЖАРЛЫГЫ", "УКАЗ"], ["ky", "ru", "ru", "ky", "ru"]),
        # the kind in both languages belongs to what follows
        (["ТОКТОМ\nПОСТАНОВЛЕНИЕ", KY, "ТОКТОМ\nПОСТАНОВЛЕНИЕ", RU], ["ky", "ky", "ru", "ru"]),
    ],
)
def test_languages_of_blocks(blocks: list[str], languages: list[str]) -> None:
    lines: list[str] = []
    ranges = []
    for block in [*blocks, *PROOF]:
        start = len(lines)
        lines += block.split("\n")
        ranges.append((start, len(lines)))
    assert find_languages(lines, ranges)[: len(blocks)] == languages


def test_a_text_of_one_language_has_no_other() -> None:
    lines = [KY, "Педиатрия", "А.А. Касымалиев", "Маданият и искусство"]
    assert find_languages(lines, [(at, at + 1) for at in range(4)]) == ["ky"] * 4
    assert find_languages([], []) == []


def test_a_text_without_words_has_no_language() -> None:
    assert find_languages(["1", "2"], [(0, 1), (1, 2)]) == [None, None]


def test_a_block_ends_where_a_paragraph_surely_in_another_language_begins() -> None:
    # the signature proves nothing and stands between both
    lines = [KY, *PROOF[0].split("бекитилсин", 1), "А.А. Касымалиев.", RU, PROOF[1], KY]
    assert part_blocks(lines, [(0, 7)]) == [(0, 3), (3, 4), (4, 6), (6, 7)]


# a stamp ends no sentence; what is set in begins a paragraph
def test_paragraphs_that_are_set_in_below_several_languages_are_blocks_of_their_own() -> None:
    stamps = ["      Кыргыз Республикасынын", "жобосуна тиркеме", "      Приложение", "к положению"]
    assert part_blocks([KY, "      " + RU, *stamps], [(0, 6)]) == [(0, 1), (1, 2), (2, 4), (4, 6)]
    assert part_blocks([KY, *stamps], [(0, 5)]) == [(0, 5)]


@pytest.mark.parametrize("below", ["Педиатрия.", "Укук таануу (право) жана психология.", RU[20:].lower()])
def test_a_block_is_whole_where_no_paragraph_is_surely_in_another_language(below: str) -> None:
    assert part_blocks([KY, below, PROOF[0]], [(0, 3)]) == [(0, 3)]
