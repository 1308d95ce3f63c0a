"""Read RTF, ODT and old DOC files by way of LibreOffice, which converts them to DOCX, where it is installed.

It runs without a window in a folder of its own with a profile of its own, both deleted afterwards: it runs no macros,
follows no links, has no way to the network, and is ended with all its processes when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document, Finding
from pipeline.read.docx.package import refuse_bombs, refuse_encrypted
from pipeline.read.docx.reader import read_docx
from pipeline.read.folders import end_group, tell_group, working_folder
from pipeline.read.limits import MEGABYTES
from pipeline.read.lost_words import find_lost_words
from pipeline.read.odd_letters import find_odd_letters
from pipeline.read.odt import read_odt_words
from pipeline.read.rtf import read_rtf_words, refuse_cut_rtf

Kind = Literal["rtf", "odt", "doc"]


@dataclass(frozen=True, slots=True)
class _Format:
    """What a kind is called, and LibreOffice's name for what reads it."""

    name: str
    media_type: str
    filter: str


FORMATS: dict[Kind, _Format] = {
    "rtf": _Format("RTF", "application/rtf", "Rich Text Format"),
    "odt": _Format("ODT", "application/vnd.oasis.opendocument.text", "writer8"),
    "doc": _Format("DOC", "application/msword", "MS Word 97"),
}
PROGRAMS = ("soffice", "libreoffice")
INSTALL = "install LibreOffice (on Debian: apt-get install libreoffice-writer-nogui), or save the file as DOCX"
MAX_CONVERTED = 64 * 1024 * 1024
OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
# Settings by their path: no macros, no active content, no links to elsewhere, and a proxy that leads nowhere.
SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(
        ("org.openoffice.Inet/Settings", f"ooInet{protocol}Proxy{name}", value)
        for protocol in ("HTTP", "HTTPS", "FTP")
        for name, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
)


# A Cyrillic letter and the mark that ends a cell behind it, as Word 97 keeps them; tables have more such cells.
CELL_END, FEW_CELLS = regex.compile(rb"[^\0]\x04\x07\0"), 4
# Characters as Word 97 keeps them where some are Cyrillic.
KEPT, CYRILLIC_WORD = regex.compile(rb"(?:[^\0]\x04|[\t-~]\0){8,}"), regex.compile(r"\p{Cyrillic}{4,}")
# So large a share of the words may be lost, and so many: the names of styles are kept as words are.
MOST_LOST, FEW_LOST = 0.3, 60


def read_office(source_id: str, data: bytes, place: str, kind: Kind) -> Document:
    """Make a Document of the bytes of an RTF, ODT or DOC file; a finding names the LibreOffice that converted it.

    Raises UnreadableSourceError where LibreOffice is missing, can't convert the file or loses its tables, and for what
    is encrypted, cut off or too large. Its lines have no paths: the elements of the converted file are none of the
    source's.
    """
    place = place or source_id
    refuse_encrypted(data, place)
    if kind == "odt":
        refuse_bombs(data, place)
    if kind == "rtf":
        refuse_cut_rtf(data, place)
    program = _find_program(kind, place)
    document = read_docx(source_id, _convert(program, data, kind, place), place)
    if kind == "doc":
        _refuse_lost_tables(data, document, place)
        _refuse_lost_words(data, document.text, place)
    printed = read_odt_words(data, place) if kind == "odt" else read_rtf_words(data) if kind == "rtf" else ""
    found = Finding(
        "converted_by_libreoffice",
        "info",
        f"read by way of {_version_of(program)}, which converted it from {kind.upper()}",
    )
    return replace(
        document,
        media_type=FORMATS[kind].media_type,
        lines=tuple(line._replace(path=None, cells=_without_paths(line.cells)) for line in document.lines),
        findings=(
            found,
            *document.findings,
            *filter(None, [find_odd_letters(document.text)]),
            *find_lost_words(printed, document.text),
        ),
    )


def _refuse_lost_tables(data: bytes, document: Document, place: str) -> None:
    """Raise UnreadableSourceError where a DOC has tables and what was made of it none, as rows that are deleted do."""
    has_tables = any(line.row for line in document.lines) or any(
        one.code == "layout_table" for one in document.findings
    )
    if not has_tables and len(CELL_END.findall(data)) > FEW_CELLS:
        raise UnreadableSourceError(
            "LibreOffice lost the tables of the DOC file",
            place=place,
            advice="accept its tracked changes, or open it in Word and save it as DOCX",
        )


def _refuse_lost_words(data: bytes, text: str, place: str) -> None:
    """Raise UnreadableSourceError where many words of a DOC are not in what was made of it, as they lie elsewhere."""
    kept = Counter(CYRILLIC_WORD.findall(" ".join(run.decode("utf-16-le") for run in KEPT.findall(data))))
    lost = kept - Counter(CYRILLIC_WORD.findall(text))
    if lost.total() > max(FEW_LOST, MOST_LOST * kept.total()):
        raise UnreadableSourceError(
            f"LibreOffice read {kept.total() - lost.total()} of {kept.total()} words of the DOC file",
            place=place,
            advice="it may be damaged: copy it again, or open it in Word and save it as DOCX",
        )


def _without_paths(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Keep of the elements of a line's columns only that some are cells of a row above."""
    return tuple("/" if cell.startswith("/") else "" for cell in cells)


def _find_program(kind: Kind, place: str) -> str:
    for name in PROGRAMS:
        if path := shutil.which(name):
            return path
    raise UnreadableSourceError(
        f"LibreOffice, which is needed to read {FORMATS[kind].name} files, is not installed",
        place=place,
        advice=INSTALL,
    )


@lru_cache(maxsize=4)
def _version_of(program: str) -> str:
    """Return the name and version that a LibreOffice gives itself: `LibreOffice 7.4.7.2`."""
    with working_folder() as folder:
        told = _run([program, "--version", _profile_in(folder)], folder)
    return " ".join(told.split()[:2]) or "LibreOffice"


def _convert(program: str, data: bytes, kind: Kind, place: str) -> bytes:
    """Convert a file to DOCX in a folder of its own."""
    name = FORMATS[kind].name
    with working_folder() as folder:
        source, out = folder / f"source.{kind}", folder / "out"
        source.write_bytes(data)
        command = [program, _profile_in(folder), *OPTIONS, f"--infilter={FORMATS[kind].filter}"]
        _run([*command, "--convert-to", "docx", "--outdir", str(out), str(source)], folder)
        made = out / "source.docx"
        if not made.is_file() or not 0 < made.stat().st_size <= MAX_CONVERTED:
            raise UnreadableSourceError(
                f"LibreOffice could not convert the {name} file",
                place=place,
                advice="it may be damaged, need a password, or more memory than "
                f"{MEGABYTES} allows: open it in LibreOffice or Word and save it as DOCX",
            )
        return made.read_bytes()


def _profile_in(folder: Path) -> str:
    """Write a profile with the settings into a folder; return the option that names it."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}'
        "</oor:items>\n",
        encoding="utf-8",
    )
    return f"-env:UserInstallation={profile.as_uri()}"


def _run(command: list[str], folder: Path) -> str:
    """Run a program in a folder and return what it says, however long it takes: the reader has a deadline."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            tell_group(folder, process.pid)
            return process.communicate()[0].decode("utf-8", "replace")
        finally:
            end_group(process.pid)
