"""Damage a file at random, the same way for the same seed: its bytes, and what its format is made of.

A mutation says whether the file still is one that somebody could have written so: then what it lacks is not missing,
and only what the file itself still holds must be read.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

_TAG = re.compile(rb"<[^<>]*>")
_NUMBER = re.compile(rb"(?<![\d.])\d+(?![\d.])")
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj\n?", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NAME = re.compile(rb"/[A-Z][A-Za-z]+")
# What damage likes to be made of: ends, signs of formats, marks of direction, broken letters.
_PIECES = (
    *(
        b"\x00",
        b"\xff",
        b"\xff\xfe",
        b"\n",
        b"\r",
        b"\t" * 50,
        b" " * 500,
        b"\x1b[2J",
        b"\xd0",
        b"\xe2\x80\xae",
        b"\xef\xbf\xbd",
    ),
    *(
        b"<",
        b">",
        b"<!--",
        b"-->",
        b"</table>",
        b"<table>",
        b"<tr>",
        b"<td colspan=1000>",
        b"<script>",
        b"<![CDATA[",
        b"&",
        b"&#0;",
    ),
    *(
        b"endobj",
        b"endstream",
        b"%%EOF",
        b"startxref",
        b"stream\n",
        b"<<",
        b">>",
        b"/Kids[]",
        b"BT ET Q q",
        b"PK\x03\x04",
    ),
    *(b"</w:p>", b"<w:tbl>", b"<w:del>", b"{\\rtf", b"}", b"|", b"**", b"# ", b"```\n", b"<b>", b"-----"),
)

Mutator = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file: which original, by which mutation, and whether it is a file in its own right."""

    original: int
    mutation: str
    whole: bool
    data: bytes


def _place(data: bytes, chance: random.Random) -> int:
    """Choose a place; mostly between letters, since half a letter is refused as none."""
    at = chance.randrange(len(data) + 1)
    while chance.random() < 0.9 and at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


def _span(data: bytes, chance: random.Random, share: float = 0.1) -> tuple[int, int]:
    one = _place(data, chance)
    other = min(len(data), one + chance.randrange(1, max(2, int(len(data) * share))))
    while other < len(data) and data[other] & 0xC0 == 0x80 and chance.random() < 0.9:
        other += 1
    return one, other


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change single bits."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def overwrite(data: bytes, chance: random.Random) -> bytes:
    """Write zeros or noise over a stretch, as a bad disk does."""
    start, end = _span(data, chance)
    return data[:start] + (bytes(end - start) if chance.random() < 0.5 else chance.randbytes(end - start)) + data[end:]


def cut_end(data: bytes, chance: random.Random) -> bytes:
    """Leave out the end, as a broken download does."""
    return data[: _place(data, chance)]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """Leave out a stretch."""
    start, end = _span(data, chance, 0.3)
    return data[:start] + data[end:]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """Write a stretch again elsewhere."""
    start, end = _span(data, chance)
    at = _place(data, chance)
    return data[:at] + data[start:end] * chance.choice((1, 1, 3, 50)) + data[at:]


def put_in(data: bytes, chance: random.Random) -> bytes:
    """Put pieces in that mean something."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = _place(data, chance)
        data = data[:at] + chance.choice(_PIECES) + data[at:]
    return data


def swap(data: bytes, chance: random.Random) -> bytes:
    """Let two stretches change places."""
    a, b, c = sorted(_place(data, chance) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def _change_one(pattern: re.Pattern[bytes], change: Callable[[bytes, random.Random], bytes]) -> Mutator:
    """Return a mutation of some of the places where a pattern is found."""

    def mutate(data: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        for one in sorted(chance.sample(found, min(len(found), chance.choice((1, 1, 2, 6)))), key=lambda m: -m.start()):
            data = data[: one.start()] + change(one.group(), chance) + data[one.end() :]
        return data

    return mutate


def _move(pattern: re.Pattern[bytes]) -> Mutator:
    """Return a mutation that takes one place of a pattern and puts it at another."""

    def mutate(data: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        if len(found) < 2:
            return data
        one, other = sorted(chance.sample(found, 2), key=lambda m: m.start())
        return data[: one.start()] + data[one.end() : other.start()] + one.group() + data[other.start() :]

    return mutate


def _other_number(number: bytes, chance: random.Random) -> bytes:
    """Return another number of as many digits, so that the places of objects stay right."""
    return b"%0*d" % (len(number), chance.randrange(10 ** len(number)))


def _gone(_: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", b"", b"<b>", b"</div>", b"<td>", b"</td>"))


def _twice(found: bytes, chance: random.Random) -> bytes:
    return found * chance.choice((2, 3, 40))


def _blank(found: bytes, _: random.Random) -> bytes:
    return b" " * len(found)


def stream(data: bytes, chance: random.Random) -> bytes:
    """Damage what a compressed stream of a PDF holds, and pack it again to the same length or near it."""
    found = list(_STREAM.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    try:
        inner = zlib.decompress(one.group(1))
    except zlib.error:
        return data
    packed = zlib.compress(chance.choice((flip, overwrite, cut_out, put_in))(inner, chance), 9)
    padded = packed + bytes(max(0, len(one.group(1)) - len(packed)))
    return data[: one.start(1)] + padded + data[one.end(1) :]


def member(data: bytes, chance: random.Random) -> bytes:
    """Damage one file of a ZIP container, or leave it out, and pack the container again."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        warnings.simplefilter("ignore")
        names = old.namelist()
        guilty = chance.choice(
            [*names, *[name for name in names if name.endswith(("document.xml", "content.xml"))] * 5]
        )
        for name in names:
            content = old.read(name)
            if name == guilty:
                if chance.random() < 0.1:
                    continue
                content = chance.choice(_OF_ELEMENTS)[1](content, chance)
            new.writestr(old.getinfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


Named = tuple[str, Mutator]
_BYTES: tuple[Named, ...] = (
    ("flip", flip),
    ("overwrite", overwrite),
    ("cut the end", cut_end),
    ("cut out", cut_out),
    ("repeat", repeat),
    ("put in", put_in),
    ("swap", swap),
)
_OF_ELEMENTS: tuple[Named, ...] = (
    ("tag gone", _change_one(_TAG, _gone)),
    ("tag twice", _change_one(_TAG, _twice)),
    ("tag moved", _move(_TAG)),
    ("another number", _change_one(_NUMBER, lambda number, chance: b"%d" % chance.choice((0, 1, 7, 10**8)))),
    *_BYTES,
)
_OF_PDF: tuple[Named, ...] = (
    ("another number", _change_one(_NUMBER, _other_number)),
    ("object blank", _change_one(_OBJECT, _blank)),
    ("objects swapped", _move(_OBJECT)),
    ("name blank", _change_one(_NAME, _blank)),
    *_BYTES,
)
# By format: mutations that break a file, and those that leave one that somebody could have written.
_BREAKING: dict[str, tuple[Named, ...]] = {"pdf": _OF_PDF, "docx": _BYTES, "odt": _BYTES, "doc": _BYTES}
_WHOLE: dict[str, tuple[Named, ...]] = {
    "text": _BYTES,
    "markdown": _BYTES,
    "html": _OF_ELEMENTS,
    "rtf": _BYTES,
    "docx": (("member", member),),
    "odt": (("member", member),),
    "pdf": (("stream", stream),),
}


def mutant(reader: str, originals: list[bytes], seed: int) -> Mutant:
    """Make the mutant of a seed."""
    chance = random.Random(f"{reader} {seed}")
    at = chance.randrange(len(originals))
    whole = reader not in _BREAKING or (reader in _WHOLE and chance.random() < 0.4)
    name, mutate = chance.choice((_WHOLE if whole else _BREAKING)[reader])
    data = mutate(originals[at], chance)
    if chance.random() < 0.15:
        second, again = chance.choice((_WHOLE if whole else _BREAKING)[reader])
        if data:
            name, data = f"{name}, {second}", again(data, chance)
    return Mutant(at, name, whole, data)
