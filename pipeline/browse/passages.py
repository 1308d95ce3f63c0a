"""What a search can find: titles, provisions, terms, lists, groups and entries, each in each of its languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.browse.points import Row
from pipeline.published import rows
from pipeline.text.fold import normalize

_LANGUAGES = ("ky", "kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a row in a language; `what` says what it is. A group has no row of its own and names its list."""

    table: str
    row_id: str
    act_id: str
    lang: str
    what: str
    text: str


def _joined(*parts: str | None) -> str:
    return normalize(" ".join(part for part in parts if part))


def _in_languages(row: Row, column: str) -> Iterator[tuple[str, str]]:
    return ((lang, text) for lang in _LANGUAGES if (text := row.get(f"{column}_{lang}")))


def _titles(out: Path) -> Iterator[Passage]:
    for row in rows("acts", out):
        for lang, title in _in_languages(row, "title"):
            yield Passage("acts", row["act_id"], row["act_id"], lang, "title", _joined(title))


def _provisions(out: Path) -> Iterator[Passage]:
    for row in rows("provisions", out):
        what = _joined(row["kind"], row["num"])
        text = _joined(row["heading"], row["text"])
        yield Passage("provisions", row["provision_id"], row["act_id"], row["lang"], what, text)


def _terms(out: Path) -> Iterator[Passage]:
    for row in rows("definitions", out):
        short = row["abbreviation"]
        text = _joined(row["term"], f"({short})" if short and short != row["term"] else None)
        yield Passage("definitions", row["definition_id"], row["act_id"], row["lang"], "term", text)


def _lists(out: Path) -> Iterator[Passage]:
    for row in rows("lists", out):
        for lang, title in _in_languages(row, "title"):
            yield Passage("lists", row["list_id"], row["act_id"], lang, _joined("list", row["num"]), _joined(title))


def _groups(out: Path) -> Iterator[Passage]:
    found = (
        Passage("lists", row["list_id"], row["act_id"], lang, "group", _joined(row["group_code"], name))
        for row in rows("list_entries", out)
        for lang, name in _in_languages(row, "group_name")
    )
    yield from dict.fromkeys(found)


def _entries(out: Path) -> Iterator[Passage]:
    for row in rows("list_entries", out):
        for lang, name in _in_languages(row, "name"):
            yield Passage("list_entries", row["entry_id"], row["act_id"], lang, "entry", _joined(row["code"], name))


def read_passages(out: Path, act_id: str | None = None, lang: str | None = None) -> list[Passage]:
    """List what can be found in the published folder `out`, of one act or in one language where they are named."""
    everything = (
        passage for read in (_titles, _provisions, _terms, _lists, _groups, _entries) for passage in read(out)
    )
    return [
        passage
        for passage in everything
        if passage.text and act_id in (None, passage.act_id) and lang in (None, passage.lang)
    ]
