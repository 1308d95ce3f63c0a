"""An RTF file ends where its first brace is closed: what isn't so is damaged."""

from __future__ import annotations

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read.rtf import read_rtf_words, refuse_cut_rtf


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1 a{\b c}}",
        # as programs end a file
        b"{\\rtf1 a}\r\n\x00",
        # braces that stand for themselves, behind a backslash that does, and in the bytes of a picture
        rb"{\rtf1 \} \\{a} \\\{}",
        rb"{\rtf1 {\pict\bin4 }}}}}a}",
    ],
)
def test_whole_files(data: bytes) -> None:
    refuse_cut_rtf(data, "act.rtf")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (rb"{\rtf1 a{\b c}", "its end is missing"),
        (rb"{\rtf1 a\}", "its end is missing"),
        (rb"{\rtf1 a} b{\b c}}", "8 bytes stand behind its end"),
        (rb"{\rtf1 a \\} b}", "2 bytes stand behind its end"),
    ],
)
def test_damaged_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableSourceError, match=f"^act.rtf: the RTF is damaged or cut off: {said}"):
        refuse_cut_rtf(data, "act.rtf")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        # letters as bytes of their font, as numbers with what stands for them, and in the middle of a format
        (
            rb"{\rtf1\ansicpg1252{\fonttbl{\f0 A;}{\f1\fcharset204 A;}}\f1 \'ef{\b\'ee}\u1187 ?\u1257\'3f\par\f0 a}",
            ["поңө", "a"],
        ),
        (rb"{\rtf1\uc2\u1187 ??{\uc0\u1257}\'e0}", ["ңөà"]),
        # what is deleted, hidden, a picture, a field's order or a comment is no text
        (
            rb"{\rtf1 a\deleted b\deleted0 \v c\plain d{\*\x e}{\pict\bin4 }}{{}{\fldinst f}{\fldrslt g}{\xe h}}",
            ["adg"],
        ),
        (rb"{\rtf1 a\cell b\tab c\~d\-e\_f\emdash g{\footnote h}}", ["a", "b", "c", "de-f", "g", "h"]),
    ],
)
def test_words_as_they_stand_in_a_file(data: bytes, words: list[str]) -> None:
    assert read_rtf_words(data).split() == words
