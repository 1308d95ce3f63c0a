r"""Tell whether an RTF file is whole, and read its words: LibreOffice reads what it can of it, and says nothing.

An RTF file is one group, `{\rtf1 …}`: it ends where its first brace is closed. What its groups hold that is no text of
the document (fonts, styles, pictures, notes of its editors) they say with the first word behind their brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.errors import UnreadableSourceError

# Signs that stand for themselves, and bytes of a picture: `\\bin4 {}{}`.
_ESCAPED = (rb"\\", rb"\{", rb"\}")
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
# What a file is made of: `\par`, `\u1077?`, `\'e0`, `\~`, braces, characters.
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
# Groups whose words are no text of the document, or are counted anew by who reads it.
_NO_TEXT = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator info pict object themedata "
    b"colorschememapping datastore xmlnstbl latentstyles header headerl headerr headerf footer footerl footerr footerf "
    b"fldinst annotation atnid atnauthor atndate atnref bkmkstart bkmkend listtext pntext pnseclvl nonshppict "
    b"filetbl protusertbl userprops docvar template ftnsep ftnsepc aftnsep aftnsepc "
    b"nonesttables xe tc upr".split()
)
# What says that the characters behind it are not printed, deleted or hidden, or, with a 0, that they are; or all anew.
_UNPRINTED = frozenset((b"deleted", b"v", b"plain"))
# What ends a word, as a paragraph, a dash or a note does.
_ENDS_WORD = frozenset(
    b"par line softline cell nestcell row nestrow tab sect page column emdash endash bullet lquote rquote ldblquote "
    b"rdblquote emspace enspace qmspace footnote shptxt dptxbxtext".split()
)
# The bytes of a font by its set of characters.
_CODECS = {204: "cp1251", 238: "cp1250", 161: "cp1253", 162: "cp1254", 186: "cp1257"}
_USUAL = "cp1252"
# What programs write behind the end of a file.
_NOTHING = b"\x00\x1a \t\r\n"


def refuse_cut_rtf(data: bytes, place: str) -> None:
    """Raise UnreadableSourceError for an RTF file whose braces don't close at its end."""
    end = _end_of_group(data)
    rest = data[end:].strip(_NOTHING)
    if not end or rest:
        what = f"{len(rest):,} bytes stand behind its end" if end else "its end is missing"
        raise UnreadableSourceError(
            f"the RTF is damaged or cut off: {what}", place=place, advice="copy the file again from where it came from"
        )


def _end_of_group(data: bytes) -> int:
    """Return where the group that a file begins with ends, 0 where it doesn't."""
    import numpy as np

    for escaped in _ESCAPED:
        data = data.replace(escaped, b"  ")
    bare = np.frombuffer(data, np.uint8).copy()
    for found in _BINARY.finditer(data):
        bare[found.end() : found.end() + int(found.group(1))] = 0
    braces = np.flatnonzero((bare == ord("{")) | (bare == ord("}")))
    depth = np.cumsum(np.where(bare[braces] == ord("{"), 1, -1))
    ends = braces[depth <= 0]
    return int(ends[0]) + 1 if len(ends) else 0


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds in a group: whether its characters are printed, their bytes, what stands for one that is no byte."""

    is_text: bool = True
    printed: bool = True
    codec: str = _USUAL
    fallback: int = 1


def read_rtf_words(data: bytes) -> str:
    r"""Return the text of an RTF file, with a blank where a paragraph, a cell or the like ends.

    >>> read_rtf_words(rb"{\rtf1\ansicpg1251{\fonttbl{\f0 Arial;}}\f0 \'ef\'ee\u1077 ?\par\deleted \'e0\deleted0 b}")
    'пое b'
    """
    return "".join(_read_pieces(data))


def _read_pieces(data: bytes) -> Iterator[str]:
    around, group = list[_Group](), _Group()
    usual, fonts, font = _USUAL, dict[int, str](), -1
    skip = end = 0  # characters that stand for one before them, and where the bytes of a picture end
    opens = False
    for token in _TOKEN.finditer(data):
        kind, first = token.lastgroup, opens
        opens = kind == "brace" and token["brace"] == b"{"
        if token.start() < end:
            continue
        if kind in ("text", "byte") or (kind == "sign" and token["sign"] != b"*"):
            if group.is_text and group.printed:
                characters = _characters(token, group.codec)
                yield characters[skip:]
                skip = max(0, skip - len(characters))
        elif kind == "brace":
            skip = 0
            if opens:
                around.append(group)
            elif around:
                group = around.pop()
        elif kind == "sign":
            group = replace(group, is_text=False)
        else:
            word, number = token["word"], int(token["number"] or 0)
            if word == b"u":
                skip = group.fallback
                yield chr(number % 0x10000) if group.is_text and group.printed else ""
            elif first and word in _NO_TEXT:
                group = replace(group, is_text=False)
            elif word == b"bin":
                end = token.end() + number
            elif word == b"ansicpg" and _is_codec(f"cp{number}"):
                usual = f"cp{number}"
                group = replace(group, codec=usual)
            elif word == b"f":
                font = number
                group = replace(group, codec=fonts.get(font, usual))
            elif word == b"fcharset":
                fonts[font] = _CODECS.get(number, usual)
            elif word == b"uc":
                group = replace(group, fallback=number)
            elif word in _UNPRINTED:
                group = replace(group, printed=word == b"plain" or token["number"] == b"0")
            elif word in _ENDS_WORD and group.is_text:
                yield " "


def _characters(token: re.Match[bytes], codec: str) -> str:
    r"""Return the characters that a token stands for: `\~` is a blank, `\-` a hyphen that isn't printed."""
    if token["byte"]:
        return bytes([int(token["byte"], 16)]).decode(codec, "replace")
    if token["sign"]:
        return {b"~": " ", b"-": "", b"_": "-", b"\n": " ", b"\r": " "}.get(
            token["sign"], token["sign"].decode("latin-1")
        )
    return token["text"].decode(codec, "replace")


def _is_codec(name: str) -> bool:
    try:
        return bool("".encode(name) == b"")
    except LookupError:
        return False
