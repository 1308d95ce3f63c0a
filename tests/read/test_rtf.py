"""An RTF file ends where its first brace is closed: what isn't so is damaged."""

from __future__ import annotations

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read.rtf import refuse_cut_rtf


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
