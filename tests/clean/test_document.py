"""Cleaning: what the boundary of the contract repairs, and what it leaves as printed."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_document
from pipeline.read import read_document


def clean(text: str) -> str:
    return clean_document(read_document("akt", text.encode())).text


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        # a Latin a in a Kazakh word, a Latin Y for Ү, a Cyrillic у in a Latin word
        ("Қaнттық заттар", "Қанттық заттар"),
        ("Yздіксіз-автоматты", "Үздіксіз-автоматты"),
        ("билим берүү portalу", "билим берүү portaly"),
        # a Latin capital C at the head of a Russian word
        ("Cегодня научно-технические", "Сегодня научно-технические"),
        # Latin words and Roman numerals stay Latin
        ("Univer Plus, IV бөлүм", "Univer Plus, IV бөлүм"),
        # letter-spaced lines; two blanks part their words
        ("М и н и с т р  о р ы н б а с а р ы", "Министр  орынбасары"),
        ("Қ о л д а н у ш ы л а р д ы ң  н а з а р ы н а !", "Қолданушылардың  назарына!"),
        # a letter of the wrong keyboard inside letter-spacing
        ("Қ a з а қ с т а н", "Қазақстан"),
        # what stands alone in a line of words or of numbers is no letter-spacing
        ("1 2 3 4 5 6 7", "1 2 3 4 5 6 7"),
        ("530700 Психология + + + + +", "530700 Психология + + + + +"),
        ("а) бир же б) эки", "а) бир же б) эки"),
        ("5 в 4 и 3 с 2", "5 в 4 и 3 с 2"),
        # a blank before a hyphen that holds on to the next word; a dash is a dash
        ("Азық -түлік өнімдері", "Азық-түлік өнімдері"),
        ("билим берүү - окутуу", "билим берүү - окутуу"),
        # printed as nothing: zero-width blanks, soft hyphens in mid-line, a second byte-order mark
        ("Жал\u200bпы\ufeff жобо\u00adлор", "Жалпы жоболор"),
        # a soft hyphen at a line's end is a witness and stays, whatever invisible follows it
        ("жобо\u00ad\nлор", "жобо\u00ad\nлор"),
        ("жобо\u00ad\u200b \nлор", "жобо\u00ad \nлор"),
        # misprints and wording stay as printed
        ("машинисі кеме куту", "машинисі кеме куту"),
    ],
)
def test_repairs(printed: str, cleaned: str) -> None:
    assert clean(printed) == cleaned


def test_a_split_word_is_joined_where_the_text_proves_it() -> None:
    assert clean("кәсіптік білім\nкәсіптік\nжол кәс іптік білім") == "кәсіптік білім\nкәсіптік\nжол кәсіптік білім"
    # two words that stand together elsewhere stay two
    assert clean("жол берілмейтін\nжолберілмейтін") == "жол берілмейтін\nжолберілмейтін"


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        # the languages know the word and not its pieces; `ары` and `тау` are small words elsewhere
        ("Көлік қозғ алысын басқару", "Көлік қозғалысын басқару"),
        ("Айлана-чөйрө нүн абалы", "Айлана-чөйрөнүн абалы"),
        ("жоғ ары білім, сақ тау", "жоғары білім, сақтау"),
        # each piece is a word of its own
        ("Қонақ үй ісі", "Қонақ үй ісі"),
        # `ит` is a word, but what stands here are three
        ("питание, проживание и т.д. за счёт", "питание, проживание и т.д. за счёт"),
        # `да` is a word here, and no ending of this one
        ("окутуу куралдарын өздөштүрүү да", "окутуу куралдарын өздөштүрүү да"),
    ],
)
def test_a_split_word_is_joined_where_the_languages_know_it(printed: str, cleaned: str) -> None:
    assert clean(printed) == cleaned


def test_a_text_of_invisible_characters_is_empty_when_cleaned() -> None:
    assert clean("\u200b\u200b") == ""


# What is printed, and what cleaning makes of it; the soft hyphen that ends the line is kept for the joining of lines.
LONG = {
    "letters": ("a" * 100_000, "a" * 100_000),
    "mixed": ("aб" * 50_000, "аб" * 50_000),
    "words": ("сөз " * 25_000, "сөз " * 25_000),
    "lone letters": ("с " * 50_000, "с" * 50_000 + " "),
    "soft hyphens": ("а\u00ad" * 50_000, "а" * 50_000 + "\u00ad"),
    "soft hyphens and blanks": ("\u00ad " * 50_000, " " * 49_999 + "\u00ad "),
    "blanks": ("а" + " " * 99_998 + "б", "а" + " " * 99_998 + "б"),
    "zero width": ("\u200b" * 100_000, ""),
    "lines": ("а\n" * 100_000, "а\n" * 100_000),
}


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("name", LONG)
def test_cleaning_a_long_row_ends(name: str) -> None:
    printed, cleaned = LONG[name]
    assert clean(printed) == cleaned
