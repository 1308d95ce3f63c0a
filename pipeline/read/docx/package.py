"""Open the ZIP container of a DOCX: its parts by name, within limits, and their XML without anything from outside.

A DOCX is a ZIP of XML parts (ECMA-376, part 2). Nothing is unpacked to the disk, so a part's name can lead nowhere;
links to other files and addresses are never followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import UnreadableSourceError
from pipeline.read.docx.names import MAIN

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
CONTENT_TYPES = "[content_types].xml"
# The content types of a document's main part: plain, with macros, as a template.
WORD_TYPES = (
    b"wordprocessingml.document.main+xml",
    b"wordprocessingml.template.main+xml",
    b"ms-word.document.macroenabled.main+xml",
    b"ms-word.template.macroenabledtemplate.main+xml",
)
# What the names of parts look like in the headers of a container whose end is missing.
WORD_NAMES = (b"word/document", b"word\\document")
MAX_PARTS = 10_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 4 * MAX_PART
MAX_TYPES = 1024 * 1024
# No XML of a real document packs this well once it is so large: the longest tables come to 60 or so.
BOMB_SIZE, BOMB_RATIO = 16 * 1024 * 1024, 300
CHUNK_BYTES = 256 * 1024
# A paragraph or table row is held as a tree, some 20 bytes for one of XML.
MAX_UNIT = 8 * 1024 * 1024
COPY_AGAIN = "the file is damaged: copy it again, or open it in Word and save it"
RESAVE = "open it in Word, save it as DOCX and try again"
# The names of "Strict Open XML", and what the other documents call the same things.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
PROLOG = 4096
DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class Relation:
    """Another part that a part names: its kind (`footnotes`, `image` …), the part's name in small letters."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """An open container: its parts by their names in small letters, the main part, and what that one is related to."""

    place: str
    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    main: str = ""
    relations: dict[str, Relation] = field(default_factory=dict)

    def related(self, kind: str) -> list[str]:
        """Return the names of the parts that the main part names as of a kind, in the order of their names."""
        return sorted({one.target for one in self.relations.values() if one.kind == kind and one.target in self.parts})


def is_docx(data: bytes) -> bool:
    """Tell whether bytes are a ZIP container whose content types name a Word document, cut off or not."""
    if not data.startswith(ZIP_SIGNATURE):
        return False
    if _has_many_parts(data):
        return any(name in data for name in WORD_NAMES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = next((one for one in archive.infolist() if one.filename.lower() == CONTENT_TYPES), None)
            if info is None or info.file_size > MAX_TYPES:
                return False
            types = archive.read(info).replace(b"\0", b"").lower()
            return any(name in types for name in WORD_TYPES)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return any(name in data for name in WORD_NAMES)


def is_encrypted(data: bytes) -> bool:
    """Tell whether bytes are a document that Office encrypted with a password."""
    return data.startswith(OLE_SIGNATURE) and ENCRYPTED_PACKAGE in data


def refuse_encrypted(data: bytes, place: str) -> None:
    """Raise UnreadableSourceError for a document that Office encrypted with a password."""
    if is_encrypted(data):
        advice = "open it with its password, save it without one and try again"
        raise UnreadableSourceError("the document is encrypted with a password", place=place, advice=advice)


def _has_many_parts(data: bytes) -> bool:
    """Tell whether the directory of a container lists more parts than a document may have."""
    return data.count(b"PK\x01\x02") > MAX_PARTS


def refuse_bombs(data: bytes, place: str) -> None:
    """Raise UnreadableSourceError for a ZIP container of any kind that can't be opened or grows beyond the limits."""
    with _open_archive(data, place) as archive:
        for info in archive.infolist():
            _refuse_bomb(info, place)
        if (total := sum(info.file_size for info in archive.infolist())) > MAX_TOTAL:
            raise _too_large("all parts together", total, place)


def _open_archive(data: bytes, place: str) -> zipfile.ZipFile:
    if _has_many_parts(data):
        message = f"the file lists more than the {MAX_PARTS:,} parts a document may have"
        raise UnreadableSourceError(message, place=place, advice=RESAVE)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, ValueError) as error:
        message = f"the file can't be opened, its end may be missing: {error}"
        raise UnreadableSourceError(message, place=place, advice=COPY_AGAIN) from error


@contextmanager
def open_package(data: bytes, place: str) -> Iterator[Package]:
    """Open a DOCX; raise UnreadableSourceError for what is encrypted, cut, too large, or none."""
    refuse_encrypted(data, place)
    with _open_archive(data, place) as archive:
        package = Package(place, archive, _parts_of(archive, place))
        main = _main_part(package)
        yield Package(place, archive, package.parts, main, _relations_of(package, main))


def _parts_of(archive: zipfile.ZipFile, place: str) -> dict[str, zipfile.ZipInfo]:
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename.replace("\\", "/").lower().lstrip("/")
        if not name or info.is_dir() or ".." in name.split("/"):
            continue
        if name in parts:
            raise UnreadableSourceError(f"the part {name!r} stands twice in the DOCX", place=place, advice=RESAVE)
        parts[name] = info
    return parts


def _main_part(package: Package) -> str:
    for relation in _relations_of(package, "").values():
        if relation.kind == "officedocument" and relation.target in package.parts:
            return relation.target
    raise UnreadableSourceError(
        "the DOCX names no main part that it holds", place=package.place, advice="check how the file was made"
    )


def _relations_of(package: Package, part: str) -> dict[str, Relation]:
    """Return what a part, or the package itself, is related to, by id; what lies outside the file is left out."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package.parts:
        return {}
    relations = {}
    for one in read_part(package, listed):
        target, kind = one.get("Target", ""), one.get("Type", "").rpartition("/")[2].lower()
        if one.get("TargetMode", "").lower() == "external" or not target:
            continue
        path = posixpath.normpath(posixpath.join("/", folder, target)).lower()
        relations[one.get("Id", "")] = Relation(kind, path.lstrip("/"))
    return relations


def read_part(package: Package, part: str) -> _Element:
    """Parse a small part (styles, numbering, notes …) as a whole; raise UnreadableSourceError where it can't be."""
    parser = new_parser()
    for chunk in read_chunks(package, part):
        feed(parser, chunk, package.place, part)
    return close(parser, package.place, part)


def read_chunks(package: Package, part: str) -> Iterator[bytes]:
    """Yield the bytes of a part, unpacked in pieces, within the limits.

    Raises UnreadableSourceError for a part that is too large, packs too well, is encrypted or damaged.
    """
    info = package.parts[part]
    _refuse_bomb(info, package.place)
    read = 0
    try:
        with package.archive.open(info) as file:
            first = file.read(PROLOG)
            if DOCTYPE in first.replace(b"\0", b""):
                raise _has_doctype(part, package.place)
            strict = any(name in first for name, _ in STRICT)
            pieces = iter(lambda: file.read(CHUNK_BYTES), b"")
            for chunk in [_loosen(first + file.read())] if strict else [first]:
                read += len(chunk)
                yield chunk
            for chunk in pieces:
                read += len(chunk)
                if read > MAX_PART:
                    raise _too_large(part, read, package.place)
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableSourceError(
            f"the part {part!r} is damaged: {error}", place=package.place, advice=COPY_AGAIN
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableSourceError(
            f"the part {part!r} can't be unpacked: {error}", place=package.place, advice=RESAVE
        ) from error


def _refuse_bomb(info: zipfile.ZipInfo, place: str) -> None:
    if info.flag_bits & 1:
        advice = "unpack it with its password, pack it without one and try again"
        raise UnreadableSourceError("the ZIP container is encrypted with a password", place=place, advice=advice)
    if info.file_size > MAX_PART:
        raise _too_large(info.filename, info.file_size, place)
    if info.file_size > BOMB_SIZE and info.file_size > BOMB_RATIO * max(1, info.compress_size):
        raise UnreadableSourceError(
            f"the part {info.filename!r} would grow from {info.compress_size:,} bytes to {info.file_size:,}",
            place=place,
            advice="this is no document; check where it comes from",
        )


def _too_large(part: str, size: int, place: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        f"the part {part!r} has {size:,} bytes or more, more than the {MAX_PART:,} one may have",
        place=place,
        advice="split the document",
    )


def _loosen(data: bytes) -> bytes:
    """Rename the namespaces of a "Strict Open XML" part to those of all other documents."""
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    return data


def new_parser(tag: str = "{*}none") -> XMLPullParser:
    """Make a parser that fetches nothing, knows no entities, and reports where elements with a tag begin."""
    from lxml import etree

    return etree.XMLPullParser(
        events=("start",),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
        collect_ids=False,
    )


def feed(parser: XMLPullParser, chunk: bytes, place: str, part: str) -> None:
    """Feed a parser; raise UnreadableSourceError for what is no well-formed XML."""
    from lxml import etree

    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        raise _no_xml(part, error, place) from error


def close(parser: XMLPullParser, place: str, part: str) -> _Element:
    """End a part and return its root; raise UnreadableSourceError where it is cut or declares entities."""
    from lxml import etree

    try:
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise _no_xml(part, error, place) from error
    refuse_doctype(root, place, part)
    return root


def refuse_doctype(element: _Element, place: str, part: str) -> None:
    """Raise UnreadableSourceError for a part with a document type, which no DOCX has: it could declare entities."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise _has_doctype(part, place)


def _has_doctype(part: str, place: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        f"the part {part!r} declares a document type, which a DOCX may not",
        place=place,
        advice="this is no ordinary document; check where it comes from",
    )


def _no_xml(part: str, error: SyntaxError, place: str) -> UnreadableSourceError:
    return UnreadableSourceError(f"the part {part!r} can't be read: {error}", place=place, advice=COPY_AGAIN)
