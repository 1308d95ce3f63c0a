"""The made-up act of the audit tests with prose: two parts, two languages, notes of editors, citations, a term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.audit.sample import ACT_ID, SOURCE_ID, article_chunk, write_sources
from tests.audit.sample import act_chunk as bare_chunk
from tests.compared import publish_compared

OLDER_ID = "kg-2030-9"
# Language, path, kind, number, heading, text; what lies in what is spelled by the path.
PROVISIONS = (
    ("ky", "body:preamble", "preamble", None, None, "Билим берүү мыйзамына ылайык ТОКТОМ КЫЛАТ:"),
    ("ky", "body:point-1", "point", "1", None, "Бул токтом күчүнө кирет."),
    ("ky", "annex-2:chapter-IV", "chapter", "IV", "Жалпы жоболор", None),
    ("ky", "annex-2:chapter-IV:point-1", "point", "1", "Максаты", "Аралыктан окутуу сырттан окуудан айырмаланат:"),
    ("ky", "annex-2:chapter-IV:point-1:subpoint-1", "subpoint", "1", None, "алыстан окутууну баштоо;"),
    ("ky", "annex-2:chapter-IV:point-1:subpoint-2", "subpoint", "2", None, None),
    ("ky", "annex-2:chapter-IV:point-1:indent-1", "indent", None, None, "Ёлка жөнүндө."),
    ("ky", "annex-2:chapter-IV:point-1:paragraph-1", "paragraph", None, None, "Окутуу толугу менен болот."),
    ("ky", "annex-2:chapter-IV:point-1.2", "point", "1.2", None, "Эл аралык байланыш\x1b[2J."),
    ("ru", "body:point-1", "point", "1", None, "Постановление вступает в силу."),
)
AMENDMENTS: tuple[dict[str, Any], ...] = (
    {"target_kind": "act", "target_part": "body", "kind": "amended", "by_number": "7", "by_date": date(2032, 6, 3)},
    {"target_kind": "act", "target_part": "body", "kind": "note"},
    {
        "provision_id": f"{ACT_ID}:ky:annex-2:chapter-IV:point-1",
        "target_kind": "point",
        "target_part": "annex-2",
        "target_num": "1",
        "kind": "amended",
        "by_number": "5",
        "by_date": date(2031, 9, 1),
    },
    {
        "provision_id": f"{ACT_ID}:ky:annex-2:chapter-IV:point-1",
        "target_kind": "point",
        "target_part": "annex-2",
        "target_num": "1",
        "kind": "amended",
        "by_number": "7",
        "by_date": date(2032, 6, 3),
    },
    {
        "provision_id": f"{ACT_ID}:ky:annex-2:chapter-IV:point-1:subpoint-2",
        "target_kind": "subpoint",
        "target_part": "annex-2",
        "target_num": "2",
        "kind": "removed",
        "by_number": "7",
        "by_date": date(2032, 6, 3),
    },
    {"target_kind": "list", "target_part": "annex-1", "kind": "new_edition", "by_date": date(2032, 6, 3)},
)


def _provisions() -> list[dict[str, Any]]:
    rows = []
    for position, (lang, path, kind, num, heading, text) in enumerate(PROVISIONS, 1):
        above = path.rpartition(":")[0]
        rows.append(
            {
                "provision_id": f"{ACT_ID}:{lang}:{path}",
                "act_id": ACT_ID,
                "lang": lang,
                "part": path.split(":")[0],
                "kind": kind,
                "num": num,
                "heading": heading,
                "text": text,
                "parent_id": f"{ACT_ID}:{lang}:{above}" if ":" in above else None,
                "position": position,
                "confidence": 4.5,
                "doubtful": False,
            }
        )
    return rows


def act_chunk() -> dict[str, list[dict[str, Any]]]:
    """Make all rows of the act."""
    chunk = bare_chunk()
    preamble = f"{ACT_ID}:ky:body:preamble"
    citation = {"source_id": SOURCE_ID, "act_id": ACT_ID, "provision_id": preamble, "lang": "ky"}
    note = {"act_id": ACT_ID, "lang": "ky", "note": "(Окугула!)"}
    return {
        **chunk,
        "provisions": _provisions(),
        "amendments": [
            {**note, "amendment_id": f"{ACT_ID}:amendment-{at}", **amendment}
            for at, amendment in enumerate(AMENDMENTS)
        ],
        "citations": [
            {**citation, "citation_id": f"{SOURCE_ID}:citation-1", "cited_kind": "constitutional_law",
             "cited_title": "Билим берүү", "cited_locator": ["article 3", "point 4"]},
            {**citation, "citation_id": f"{SOURCE_ID}:citation-2", "cited_kind": "decree", "cited_number": "9",
             "cited_date": date(2030, 1, 2), "cited_locator": []},
        ],
        "definitions": [
            {"definition_id": f"{ACT_ID}:definition-1", "act_id": ACT_ID, "provision_id": f"{ACT_ID}:ky:body:point-1",
             "lang": "ky", "num": "1", "term": "аралыктан окутуу", "abbreviation": "АО", "concept_key": "c"}
        ],
    }  # fmt: skip


def older_chunk() -> dict[str, list[dict[str, Any]]]:
    """Make an act that was repealed, of which nothing but its head was read."""
    chunk = bare_chunk()
    (source,), (act,) = chunk["sources"], chunk["acts"]
    repeal = {"status": "repealed", "repealed_by_number": "12-ТК", "repealed_by_date": date(2031, 5, 5)}
    ignored = {"char_start": 0, "char_end": source["char_count"] - 1, "fate": "ignored", "rule": "prose"}
    return {
        "sources": [{**source, "source_id": OLDER_ID, "act_id": OLDER_ID, "path": f"{OLDER_ID}/act.txt"}],
        "acts": [{**act, "act_id": OLDER_ID, "number": "9", "source_ids": [OLDER_ID], **repeal}],
        "ledger": [{"source_id": OLDER_ID, **ignored}],
    }


def _resolve(_key: str, citations: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "resolved_act_id": OLDER_ID if row["cited_number"] else None} for row in citations]


def write_sample(folder: Path) -> Path:
    """Write the release and return its folder."""
    write_sources(folder)
    publish_compared([older_chunk(), act_chunk(), article_chunk()], folder / "extracted", {"citations": _resolve})
    return folder / "extracted"
