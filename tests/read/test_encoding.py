"""Encodings: what is decoded comes back letter by letter, and what can't be decided is refused, never guessed."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableSourceError
from pipeline.read.encoding import ONE_BYTE, decode_text

SOURCES = sorted(Path(__file__).parents[2].glob("sources/*/a*.*"))
TEXTS = {path.parent.name: path.read_bytes().decode() for path in SOURCES}


def as_far_as_it_goes(text: str, encoding: str) -> str:
    """Return the text with `?` for every letter the encoding lacks."""
    return text.encode(encoding, "replace").decode(encoding)


@pytest.mark.parametrize("act", TEXTS)
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_unicode_comes_back(act: str, encoding: str, bom: bytes) -> None:
    assert decode_text(bom + TEXTS[act].encode(encoding), act) == (TEXTS[act], encoding)


@pytest.mark.parametrize("act", TEXTS)
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "kz1048", "cp866", "iso8859-5"])
@pytest.mark.parametrize("style", [str, str.upper, str.lower], ids=["as printed", "capitals", "small letters"])
def test_one_byte_texts_come_back(act: str, encoding: str, style: type[str]) -> None:
    text = as_far_as_it_goes(style(TEXTS[act]), encoding)
    assert decode_text(text.encode(encoding), act)[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        # all in capitals: read as KOI8-R these bytes are small letters, tidy words of rare letters
        ("ПОСТАНОВЛЕНИЕ КАБИНЕТА МИНИСТРОВ", "cp1251"),
        # and the other way round
        ("ПОСТАНОВЛЕНИЕ КАБИНЕТА МИНИСТРОВ", "koi8-r"),
        ("постановление кабинета министров", "koi8-r"),
        # Kazakh letters, which cp1251 reads as Serbian ones
        ("Қазақстан Республикасы Білім және ғылым министрінің бұйрығы", "kz1048"),
        # Latin words beside Cyrillic ones count for nothing
        ("Univer Plus, Moodle, Zoom, Google Classroom: порталдары менен иштөө эрежеси".replace("ө", "о"), "cp1251"),
        # quotation marks, the number sign and dashes are no letters
        ("«Об образовании» – № 77", "cp1251"),
        # UTF-16 without a mark and without a blank: no zero byte at all
        ("Токтом", "utf-16-le"),
        ("Токтом", "utf-16-be"),
        # Latin only
        ("Resolution No. 77", "utf-16-le"),
        ("Resolution No. 77", "utf-8"),
        # one letter
        ("ү", "utf-8"),
    ],
)
def test_short_texts_come_back(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), "akt.txt")[0] == text


# Rules and bars of tables are no letters, however many.
@pytest.mark.parametrize("encoding", ["cp866", "koi8-r", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("style", [str, str.upper], ids=["as printed", "capitals"])
def test_drawn_tables_come_back(encoding: str, style: type[str]) -> None:
    rule = "├" + "─" * 10 + "┼" + "─" * 40 + "┤\n"
    row = "│31.05.01  │Лечебное дело" + " " * 27 + "│\n"
    text = style(f"Перечень специальностей\n{(rule + row) * 6}{rule}")
    assert decode_text(text.encode(encoding), "akt.txt")[0] == text


@given(st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя .,-\n", min_size=1), st.sampled_from(ONE_BYTE))
def test_a_short_text_comes_back_or_is_refused(text: str, encoding: str) -> None:
    text = as_far_as_it_goes(text, encoding)
    try:
        decoded, _ = decode_text(text.encode(encoding), "akt.txt")
    except UnreadableSourceError:
        return
    assert "\ufffd" not in decoded


@given(st.binary(max_size=400))
def test_no_lost_character_is_made_up(data: bytes) -> None:
    try:
        text, encoding = decode_text(data, "akt.txt")
    except UnreadableSourceError as error:
        assert "akt.txt" in error.place  # noqa: PT017 - most bytes are refused, some are text
        return
    boms = {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}
    boms |= {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    assert text.encode(encoding) == data.removeprefix(boms.get(encoding, b""))


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (b"", "akt.txt", "empty"),
        (b" \r\n\t\n", "akt.txt", "white space"),
        # a UTF-8 file with one byte broken is a broken UTF-8 file, not cp1251
        ("Бир\nэки\nүч".encode() + b"\xd0", "akt.txt:3", "is not utf-8"),
        # and so is one whose broken byte comes before all letters: as cp866 it is marks of tables and letters
        (b"<html>\xff\n" + "Министерство образования и науки\n".encode() * 20, "akt.txt:1", "is not utf-8"),
        # two files in one, each in its own encoding
        ("Токтом\n".encode() + "Постановление Правительства\n".encode("cp1251"), "akt.txt:2", "is not utf-8"),
        # a mark that promises UTF-16, and half a letter at the end
        (codecs.BOM_UTF16_LE + "а\nб".encode("utf-16-le") + b"\x01", "akt.txt:2", "is not utf-16-le"),
        # French in Latin-1: no words of ours in any encoding
        ("Décret relatif à l'éducation\ndéjà modifié".encode("latin-1"), "akt.txt:1", "no other encoding"),
        # one word that two encodings read as well
        ("ТОКТОМ".encode("cp1251"), "akt.txt:1", "no other encoding"),
    ],
)
def test_what_cant_be_decided_is_refused(data: bytes, place: str, said: str) -> None:
    with pytest.raises(UnreadableSourceError, match=said) as raised:
        decode_text(data, "akt.txt")
    assert raised.value.place == place
    assert raised.value.advice
