"""Texts typed for fonts of their own, or on keyboards without the letters of Kyrgyz and Kazakh, are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read import read_document
from tests.read.docx_made import make, p
from tests.read.html_made import body

KYRGYZ = (
    "Билим берүү жөнүндө мыйзамга ылайык окутуу үчүн көркөм өнөр жана жөнөкөй кол өнөрчүлүк боюнча адистиктердин "
    "тизмеги бекитилсин. Бул токтом расмий жарыяланган күндөн тартып күчүнө кирет жана өз алдынча колдонулат."
)
KAZAKH = (
    "Қазақстан Республикасының білім туралы заңына сәйкес және жоғары оқу орындары үшін мамандықтардың тізбесі "
    "бекітілсін. Осы бұйрық жарияланған күнінен бастап қолданысқа енгізіледі және өзге де нысандар үшін жарамды."
)


@pytest.mark.parametrize(
    ("text", "letters", "others", "why"),
    [
        (KYRGYZ, "үөң", "њљћ", "no language here has"),
        (KYRGYZ, "үөң", "їєґ", "no language here has"),
        (KYRGYZ, "үөң", "vqw", "no language here has"),
        (KYRGYZ, "үөң", "³º¢", "no language here has"),
        (KYRGYZ, "үөң", "уон", "letters that Russian lacks are lost"),
        (KAZAKH, "әғқңөұүһі", "агкноуухи", "letters that Russian lacks are lost"),
    ],
)
@pytest.mark.parametrize(
    "make_file", [str.encode, lambda text: body(f"<p>{text}</p>").encode(), lambda text: make(p(text))]
)
def test_a_text_without_its_letters_is_refused(
    make_file: Callable[[str], bytes], text: str, letters: str, others: str, why: str
) -> None:
    table = str.maketrans(letters + letters.upper(), others + others.upper())
    with pytest.raises(UnreadableSourceError, match=why) as raised:
        read_document("akt", make_file(text.translate(table)))
    assert "Unicode letters" in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        KYRGYZ,
        KAZAKH,
        KAZAKH.encode("kz1048").decode("kz1048"),
        # Latin words with endings, footnotes, a name of another language, words that look alike
        "Moodleде, Zoomдо жана portalда, 3D-моделдөө, Математика³, Ђорђевић " + KYRGYZ,
    ],
)
def test_a_text_with_its_letters_is_read(text: str) -> None:
    assert read_document("akt.txt", text.encode()).text == text


# Serbian letters are what cp1251 has in the place of Kazakh ones.
def test_a_one_byte_text_is_read_with_its_letters() -> None:
    assert read_document("akt.txt", KAZAKH.encode("kz1048")).text == KAZAKH
    assert read_document("akt.txt", KYRGYZ.encode("ptcp154")).text == KYRGYZ
