"""An act as lines for people: its head, its provisions as a tree, its lists by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.browse.act import ActText
from pipeline.browse.lines import Line, Tone
from pipeline.browse.notes import tell_amendments, tell_citations
from pipeline.browse.points import Row

_TITLE_LANGUAGES = ("ky", "kk", "ru", "en")
_CONTAINERS = ("section", "chapter", "article")
_APART = (*_CONTAINERS, "preamble", "point")  # with an empty line above
_STEP = {True: 2, False: 4}  # how far what lies in a container, or in a point, is set in
_LABEL_WIDTH = 4
_FACT_WIDTH = 14
_BLANK = Line(())


def _title(row: Row, lang: str | None) -> str | None:
    return next((title for code in (lang, *_TITLE_LANGUAGES) if (title := row.get(f"title_{code}"))), None)


def _fact(name: str, value: str) -> Line:
    return Line((("aside", name.ljust(_FACT_WIDTH)), ("text", value)), hang=_FACT_WIDTH)


def _dated(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part)


def _numbered(number: str | None) -> str:
    return f"№ {number}" if number else ""


def _status(act: Row) -> Line:
    if act["status"] == "repealed":
        return _fact("status", _dated("repealed", act["repealed_by_date"], _numbered(act["repealed_by_number"])))
    return _fact("status", "in force (no repeal is printed)")


def _name(text: ActText) -> Iterator[Line]:
    act = text.act
    name = _dated(act["kind"] or "act", _numbered(act["number"]))
    date = f", {act['date']}" if act["date"] else ""
    yield Line((("head", f"{name}{date}"), ("place", f"  {act['act_id']}")), hang=_LABEL_WIDTH)
    if act["issuer"]:
        yield Line((("text", act["issuer"]),))
    if title := _title(act, text.lang):
        yield Line((("head", title),))
    yield _status(act)


def _facts(text: ActText) -> Iterator[Line]:
    act = text.act
    state = _dated(act["text_state"].replace("_", " "), "to" if act["consolidated_to"] else "", act["consolidated_to"])
    yield _fact("text", state)
    if act["adopted_by"]:
        yield _fact("adopted", _dated(act["adopted_date"], _numbered(act["adopted_number"]), act["adopted_by"]))
    if act["registration_number"]:
        yield _fact("registered", _dated(act["registration_date"], _numbered(act["registration_number"])))
    if act["signatory"]:
        yield _fact("signed", act["signatory"])
    others = [lang for lang in act["languages"] if lang != text.lang]
    if text.lang:
        yield _fact("language", _dated(text.lang, f"(also {', '.join(others)}: --lang {others[0]})" if others else ""))
    if act["completeness"] == "incomplete":
        unexplained = f"{act['unexplained_char_count']} characters of the source are not understood"
        yield _fact(
            "incomplete", unexplained if act["unexplained_char_count"] else "its findings tell what was not read"
        )
    if act["certificate"]:
        why = "(why: tizmek status)" if act["certificate_reasons"] else ""
        yield _fact("certificate", _dated(act["certificate"].replace("_", " "), why))
    of_act = (row for row in text.amendments if row["target_kind"] == "act" and row["kind"] != "repealed")
    for note in tell_amendments(of_act):
        yield Line((("note", note),), hang=1)


def _label(row: Row) -> str:
    num = row["num"] or ""
    if row["kind"] in _CONTAINERS:
        return _dated(row["kind"], num)
    if row["kind"] == "indent":
        return num or "–"
    bracketed = row["kind"] == "subpoint" and "." not in num
    return f"{num}{')' if bracketed else '.'}" if num else ""


class _Tree:
    """The provisions of an act, each told with what lies in it."""

    def __init__(self, text: ActText) -> None:
        self._amendments = _by_provision(text.amendments)
        self._citations = _by_provision(text.citations)
        self._children: dict[str | None, list[Row]] = {}
        for row in text.provisions:
            self._children.setdefault(row["parent_id"], []).append(row)

    def tell(self, row: Row, indent: int = 0) -> Iterator[Line]:
        """Yield the lines of a provision and of all that lies in it."""
        contains = row["kind"] in _CONTAINERS
        notes = list(tell_amendments(self._amendments.get(row["provision_id"], ())))
        below = indent + (_STEP[contains] if contains or row["num"] or row["kind"] == "indent" else 0)
        children = self._children.get(row["provision_id"], [])
        taken_out = not (row["text"] or row["heading"] or children)
        yield from _own_words(row, indent, notes.pop(0) if taken_out and notes else "")
        for citation in tell_citations(self._citations.get(row["provision_id"], ())):
            yield Line((("citation", citation),), below, 2)
        told_notes = [Line((("note", note),), below, 1) for note in notes]
        if contains:
            yield from told_notes
        for child in children:
            if child["kind"] in _APART:
                yield _BLANK
            yield from self.tell(child, below)
        if not contains:
            yield from told_notes


def _by_provision(facts: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in facts:
        if row["provision_id"] is not None:
            found.setdefault(row["provision_id"], []).append(row)
    return found


def _own_words(row: Row, indent: int, note: str) -> Iterator[Line]:
    """Yield the number, heading and text of a provision; `note` stands where its text was taken out."""
    label = _label(row)
    if row["kind"] in _CONTAINERS:
        heading = f"  {row['heading']}" if row["heading"] else ""
        yield Line((("head", f"{label}{heading}"), ("note", f"  {note}" if note else "")), indent, _LABEL_WIDTH)
        if row["text"]:
            yield Line((("text", row["text"]),), indent + _STEP[True])
        return
    number = f"{label} ".ljust(_LABEL_WIDTH) if label else ""
    words: tuple[tuple[Tone, str | None], ...] = (("head", row["heading"]), ("text", row["text"]), ("note", note))
    for tone, text in words:
        if text:
            yield Line((("num", number), (tone, text)), indent, len(number))
            number = " " * len(number)


def _list(row: Row, lang: str | None) -> Line:
    named = _dated("list", row["num"])
    count = f"{row['entry_count']} entries" if row["entry_count"] != 1 else "1 entry"
    where = f"  ({count}; tizmek tables list_entries, list_id {row['list_id']})"
    return Line((("num", f"{named}: "), ("text", _title(row, lang) or ""), ("aside", where)), hang=_LABEL_WIDTH)


def _part_key(part: str) -> tuple[bool, str, int]:
    name, _, number = part.rpartition("-")
    return part != "body", name, int(number) if number.isdecimal() else 0


def _part(part: str, text: ActText, tree: _Tree) -> Iterator[Line]:
    yield _BLANK
    yield Line((("place", part),))
    floating = [row for row in text.amendments if row["target_part"] == part and row["target_kind"] != "act"]
    for note in tell_amendments((row for row in floating if row["provision_id"] is None), named=True):
        yield Line((("note", note),), hang=1)
    for row in text.provisions:
        if row["part"] == part and row["parent_id"] is None:
            yield _BLANK
            yield from tree.tell(row)
    for listed in text.lists:
        if listed["part"] == part:
            yield _BLANK
            yield _list(listed, text.lang)


def _whole(text: ActText) -> Iterator[Line]:
    yield from _name(text)
    yield from _facts(text)
    tree = _Tree(text)
    parts = {row["part"] for row in (*text.provisions, *text.lists)}
    changed = {row["target_part"] for row in text.amendments if row["target_kind"] != "act"}
    for part in sorted(parts | changed, key=_part_key):
        yield from _part(part, text, tree)
    if not text.provisions:
        yield _BLANK
        yield Line((("aside", "no provisions are published in this language"),))


def _path(row: Row, by_id: dict[str, Row]) -> list[str]:
    """Spell the way to a provision: its part, then what it lies in from the outermost."""
    names: list[str] = []
    parent = by_id.get(row["parent_id"])
    while parent is not None:
        names.append(_dated(_dated(parent["kind"], parent["num"]), parent["heading"]))
        parent = by_id.get(parent["parent_id"])
    return [row["part"], *reversed(names)]


def _points(text: ActText) -> Iterator[Line]:
    yield from _name(text)
    tree, by_id = _Tree(text), {row["provision_id"]: row for row in text.provisions}
    for row_id in text.points:
        yield _BLANK
        yield Line((("aside", " › ".join(_path(by_id[row_id], by_id))),), hang=2)
        yield Line((("place", row_id),))
        yield from tree.tell(by_id[row_id])


def tell_act(text: ActText) -> Iterator[Line]:
    """Yield the lines of an act, or of the points that were asked for, each with its path."""
    return _points(text) if text.points else _whole(text)
