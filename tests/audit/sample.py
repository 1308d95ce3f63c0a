"""A small act, made up, with its release written by hand: every kind of value, repair and fate the contract knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.compared import publish_compared

Rows = list[dict[str, Any]]

ACT = """\
КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ
ТОКТОМ
2031-жылдын 5-майындагы № 12 - ТК
Окутууга жол берилбеген адистиктердин
тизмегин бекитүү жөнүндө
(КР Өкмөтүнүн 2032-жылдын 3-июнундагы № 7 токтомунун редакциясына ылайык)

1-тиркеме
Орто кесиптик жана жогорку кесиптик билим берүүдө сырттан
окутууга жол берилбеген 3 адистиктин тизмеги
999101 Дaрылоо
иши
Лечебное дело
999102 Тиш дарылоо, стоматоло-
2
гия жана протездөө
Стоматология и протезирование
999103 Медайымдык   иш
Сестринское дело
"""
ARTICLE = "Аралыктан окутуу жөнүндө макала.\n"
ACT_ID, SOURCE_ID, ARTICLE_ID = "kg-2031-12-tk", "kg-2031-12-tk-text", "article-2031"
LIST_ID = f"{ACT_ID}:annex-1:list"
TITLE = "Окутууга жол берилбеген адистиктердин\nтизмегин бекитүү жөнүндө"

# What stands on lines 11 to 19: code, pieces of the Kyrgyz name, its value, the Russian name.
ENTRIES = (
    ("999101", ("Дaрылоо\nиши",), "Дарылоо иши", "Лечебное дело"),
    (
        "999102",
        ("Тиш дарылоо, стоматоло-", "гия жана протездөө"),
        "Тиш дарылоо, стоматология жана протездөө",
        "Стоматология и протезирование",
    ),
    ("999103", ("Медайымдык   иш",), "Медайымдык иш", "Сестринское дело"),
)
# Printed, the part of it that is replaced, what it is read as, the rule.
REPAIRS = (
    ("№ 12 - ТК", " ", "", "blank_beside_hyphen"),
    ("- ТК", " ", "", "blank_beside_hyphen"),
    ("адистиктердин\nтизмегин", "\n", " ", "line_join"),
    ("сырттан\nокутууга", "\n", " ", "line_join"),
    ("Дaрылоо", "a", "а", "look_alike"),
    ("Дaрылоо\nиши", "\n", " ", "line_join"),
    ("стоматоло-\n", "-", "", "line_end_hyphen"),
    ("Медайымдык   иш", "   ", " ", "white_space"),
)


def _repairs() -> Rows:
    rows = []
    for printed, before, after, rule in REPAIRS:
        start = ACT.index(printed)
        # The first repair is the blank before the hyphen, not the one behind the number sign.
        start = start + len("№ 12") if printed.startswith("№") else start + printed.index(before)
        rows.append(
            {
                "repair_id": f"{SOURCE_ID}:{start}-{start + len(before)}",
                "source_id": SOURCE_ID,
                "char_start": start,
                "char_end": start + len(before),
                "rule": rule,
                "before": before,
                "after": after,
            }
        )
    return rows


def _line_of(offset: int) -> int:
    return ACT.count("\n", 0, offset) + 1


def _evidence(
    table: str, row_id: str, field: str, lang: str | None, *quotes: str, glue: str | None = None
) -> Iterator[Any]:
    for piece, quote in enumerate(quotes, 1):
        start = ACT.index(quote)
        yield {
            "table_name": table,
            "row_id": row_id,
            "field": field,
            "lang": lang,
            "piece": piece,
            "source_id": SOURCE_ID,
            "line_start": _line_of(start),
            "line_end": _line_of(start + len(quote) - 1),
            "char_start": start,
            "char_end": start + len(quote),
            "quote": quote,
            "glue": None if piece == 1 else glue,
        }


def _provenance() -> Iterator[Any]:
    act, of_list = ("acts", ACT_ID), ("lists", LIST_ID)
    yield from _evidence(*act, "kind", "ky", "ТОКТОМ")
    yield from _evidence(*act, "jurisdiction", "ky", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН")
    yield from _evidence(*act, "issuer", "ky", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ")
    yield from _evidence(*act, "number", "ky", "12 - ТК")
    yield from _evidence(*act, "date", "ky", "2031-жылдын 5-майындагы")
    yield from _evidence(*act, "title_ky", "ky", TITLE)
    yield from _evidence(*act, "languages", "ky", TITLE, "Стоматология и протезирование")
    yield from _evidence(*act, "text_state", "ky", "редакциясына ылайык")
    yield from _evidence(*act, "consolidated_to", "ky", "2032-жылдын 3-июнундагы")
    yield from _evidence(*of_list, "title_ky", "ky", ACT[ACT.index("Орто ") : ACT.index("\n999101")])
    yield from _evidence(*of_list, "education_levels", "ky", "Орто кесиптик", "жогорку кесиптик")
    yield from _evidence(*of_list, "forms", "ky", "сырттан")
    yield from _evidence(*of_list, "stated_count", "ky", "3 адистиктин"[:1])
    for code, pieces, _, name_ru in ENTRIES:
        row = ("list_entries", f"{LIST_ID}:{code}")
        yield from _evidence(*row, "code", "ky", code)
        yield from _evidence(*row, "name_ky", "ky", *pieces, glue="")
        yield from _evidence(*row, "name_ru", "ru", name_ru)
        yield from _evidence("restrictions", f"{LIST_ID}:{code}:correspondence", "form", "ky", "сырттан")


def _fate(line: str) -> dict[str, Any]:
    if line == "2":
        return {"fate": "furniture", "rule": "page_number"}
    return {"fate": "heading", "rule": "annex"} if line == "1-тиркеме" else {"fate": "ignored", "rule": "prose"}


def _ledger() -> Iterator[dict[str, Any]]:
    """Give each place that is quoted to the first row that quotes it, and the rest of each line its own fate."""
    fates: list[dict[str, Any]] = []
    for line in ACT.splitlines(keepends=True):
        fates += [_fate(line[:-1])] * len(line)
    for row in reversed(list(_provenance())):
        value = {"fate": "value", "rule": row["field"], "table_name": row["table_name"], "row_id": row["row_id"]}
        fates[row["char_start"] : row["char_end"]] = [value] * len(row["quote"])
    for _, run in groupby(range(len(ACT)), key=lambda at: id(fates[at])):
        if places := [at for at in run if not ACT[at].isspace()]:
            yield {
                "source_id": SOURCE_ID,
                "char_start": places[0],
                "char_end": places[-1] + 1,
                **fates[places[0]],
            }


def _source(source_id: str, path: str, text: str, act_id: str | None) -> dict[str, Any]:
    data = text.encode()
    return {
        "source_id": source_id,
        "path": path,
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "text/plain",
        "encoding": "utf-8",
        "reader": "plain",
        "byte_count": len(data),
        "page_count": None,
        "line_count": text.count("\n"),
        "char_count": len(text),
        "languages": ["ky", "ru"] if act_id else ["ky"],
        "kind": "act" if act_id else "article",
        "act_id": act_id,
    }


def _finding(number: int, severity: str, code: str, message: str, line: int | None, **row: str) -> dict[str, Any]:
    return {
        "finding_id": f"{SOURCE_ID}:{code}:{number}",
        "source_id": SOURCE_ID,
        "act_id": ACT_ID,
        "severity": severity,
        "code": code,
        "message": message,
        "line_start": line,
        "line_end": line,
        **row,
    }


def act_chunk() -> dict[str, Rows]:
    """Make all rows of the act."""
    entry_ids = [f"{LIST_ID}:{code}" for code, *_ in ENTRIES]
    return {
        "sources": [_source(SOURCE_ID, f"{SOURCE_ID}/act.txt", ACT, ACT_ID)],
        "acts": [
            {
                "act_id": ACT_ID,
                "source_ids": [SOURCE_ID],
                "kind": "decree",
                "jurisdiction": "KG",
                "issuer": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ",
                "number": "12-ТК",
                "date": date(2031, 5, 5),
                "title_ky": TITLE.replace("\n", " "),
                "languages": ["ky", "ru"],
                "status": "in_force",
                "text_state": "consolidated",
                "consolidated_to": date(2032, 6, 3),
                "completeness": "complete",
                "unexplained_char_count": 0,
            }
        ],
        "lists": [
            {
                "list_id": LIST_ID,
                "act_id": ACT_ID,
                "part": "annex-1",
                "title_ky": "Орто кесиптик жана жогорку кесиптик билим берүүдө сырттан окутууга жол берилбеген "
                "3 адистиктин тизмеги",
                "education_levels": ["secondary_vocational", "higher"],
                "qualifications": [],
                "forms": ["correspondence"],
                "stated_count": 3,
            }
        ],
        "list_entries": [
            {
                "entry_id": entry_id,
                "list_id": LIST_ID,
                "act_id": ACT_ID,
                "position": position,
                "code": code,
                "name_ky": name_ky,
                "name_ru": name_ru,
                "confidence": 5.0,
                "doubtful": False,
            }
            for position, (entry_id, (code, _, name_ky, name_ru)) in enumerate(zip(entry_ids, ENTRIES, strict=True), 1)
        ],
        "restrictions": [
            {
                "restriction_id": f"{entry_id}:correspondence",
                "entry_id": entry_id,
                "act_id": ACT_ID,
                "form": "correspondence",
            }
            for entry_id in entry_ids
        ],
        "provenance": list(_provenance()),
        "repairs": _repairs(),
        "ledger": list(_ledger()),
        "findings": [
            _finding(1, "info", "group_missing", "the list has no groups", None),
            _finding(1, "warning", "suspected_misprint", "a comma in a name", 14, table_name="list_entries",
                     row_id=f"{LIST_ID}:999102"),
            _finding(1, "error", "page_number_inside", "a page number cuts a name\x1b[31m", 15),
        ],
    }  # fmt: skip


def article_chunk() -> dict[str, Rows]:
    """Make the rows of a source that is no act."""
    end = len(ARTICLE.rstrip())
    return {
        "sources": [_source(ARTICLE_ID, f"{ARTICLE_ID}/article.txt", ARTICLE, None)],
        "ledger": [
            {"source_id": ARTICLE_ID, "char_start": 0, "char_end": end, "fate": "ignored", "rule": "article_prose"}
        ],
    }


def write_sources(folder: Path) -> Path:
    """Write the texts where the release says they lie, below `folder/sources`."""
    for name, text in ((f"{SOURCE_ID}/act.txt", ACT), (f"{ARTICLE_ID}/article.txt", ARTICLE)):
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder / "sources"


def write_sample(folder: Path) -> tuple[Path, Path]:
    """Write the sources and their release; return the published folder and the folder of the sources."""
    sources = write_sources(folder)
    publish_compared([act_chunk(), article_chunk()], folder / "extracted")
    return folder / "extracted", sources
