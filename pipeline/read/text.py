"""Read text: bytes become characters, and these plain text or Markdown by what they say."""

from __future__ import annotations

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document
from pipeline.read.encoding import decode_text
from pipeline.read.lost_letters import refuse_lost_letters
from pipeline.read.markdown import is_markdown, read_markdown
from pipeline.read.plain import read_plain

ADVICE = "give its text as UTF-8 plain text or Markdown"
MAX_LINE = 100_000
# Control characters that no text file carries; tab, line feed, form feed and carriage return are text.
CONTROL = regex.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
BINARY_SHARE = 0.001
XML = regex.compile(r"\s*<\?xml\b", regex.IGNORECASE)


def read_text(source_id: str, data: bytes, place: str) -> Document:
    """Read the bytes of a text into a Document; `place` names the file in messages.

    Raises UnreadableSourceError for what is empty, binary or not decodable, and where letters were lost.
    """
    text, encoding = decode_text(data, place)
    if XML.match(text):
        raise UnreadableSourceError("this is XML and no page, not text", place=place, advice=ADVICE)
    _refuse_endless_line(text, place)
    _refuse_binary(text, place)
    refuse_lost_letters(text, place)
    if is_markdown(text):
        return read_markdown(source_id, text, encoding)
    return read_plain(source_id, text, encoding)


def _refuse_binary(text: str, place: str) -> None:
    controls = CONTROL.findall(text)
    if "\0" in controls or len(controls) > len(text) * BINARY_SHARE:
        at = text.index(controls[0])
        raise UnreadableSourceError(
            f"binary data: {len(controls)} control characters, the first U+{ord(text[at]):04X}",
            place=f"{place}:{text.count(chr(10), 0, at) + 1}",
            advice="give the act's text, not a program's file",
        )


def _refuse_endless_line(text: str, place: str) -> None:
    start, number = 0, 1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > MAX_LINE:
            raise UnreadableSourceError(
                f"a line of {end - start:,} characters, more than the {MAX_LINE:,} a line may have",
                place=f"{place}:{number}",
                advice="this is not the text of an act; check how the file was made",
            )
        start, number = end + 1, number + 1
