"""Small releases, made up: rows as the stages hand them over, with keys that fit together."""

from __future__ import annotations

from datetime import date
from typing import Any

Rows = list[dict[str, Any]]
Chunk = dict[str, Rows]


def source_row(source_id: str, act_id: str | None) -> dict[str, Any]:
    """Make the row of a source."""
    return {
        "source_id": source_id,
        "path": f"sources/{source_id}/source.txt",
        "sha256": source_id.encode().hex().ljust(64, "0")[:64],
        "media_type": "text/plain",
        "reader": "plain",
        "byte_count": 300,
        "page_count": None,
        "line_count": 12,
        "char_count": 200,
        "languages": ["ky", "ru"],
        "kind": "act" if act_id else "article",
        "act_id": act_id,
        "retrieved_on": date(2025, 11, 2),
    }


def act_row(act_id: str, source_id: str) -> dict[str, Any]:
    """Make the row of an act; what it doesn't name is not printed."""
    return {
        "act_id": act_id,
        "source_ids": (source_id,),
        "kind": "decree",
        "jurisdiction": "KG",
        "issuer": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ",
        "number": "012",
        "date": date(1999, 12, 31),
        "title_ky": "Тизмекти бекитүү жөнүндө",
        "languages": ["ky", "ru"],
        "status": "in_force",
        "text_state": "as_enacted",
        "completeness": "complete",
        "unexplained_char_count": 0,
        "certificate": "complete",
        "certificate_reasons": [],
    }


def entry_row(act_id: str, position: int) -> dict[str, Any]:
    """Make one entry of the act's only list."""
    return {
        "entry_id": f"{act_id}:annex-1:1:{position:06}",
        "list_id": f"{act_id}:annex-1:1",
        "act_id": act_id,
        "position": position,
        "group_code": "0100000",
        "code": f"{position:06}",
        "name_ky": "Дарылоо иши",
        "name_ru": "Лечебное дело",
        "confidence": 4.5,
        "doubtful": position % 2 == 0,
    }


def provenance_row(source_id: str, row_id: str, lang: str | None, piece: int) -> dict[str, Any]:
    """Make the evidence of an entry's name (with a language) or code (without one)."""
    return {
        "table_name": "list_entries",
        "row_id": row_id,
        "field": f"name_{lang}" if lang else "code",
        "lang": lang,
        "piece": piece,
        "source_id": source_id,
        "line_start": 7,
        "line_end": 7,
        "char_start": 100 + piece,
        "char_end": 101 + piece,
        "quote": "Л",
        "glue": None if piece == 1 else "",
    }


def prose_rows(source_id: str, act_id: str) -> Chunk:
    """Make a point with a subpoint, and one row of every table that is about them."""
    point = f"{act_id}:ru:body:point-1"
    provision = {"act_id": act_id, "lang": "ru", "part": "body", "confidence": 4.5, "doubtful": False}
    of_point = {"act_id": act_id, "provision_id": point, "lang": "ru"}
    return {
        "provisions": [
            {**provision, "provision_id": f"{point}:subpoint-1", "kind": "subpoint", "parent_id": point, "position": 2},
            {**provision, "provision_id": point, "kind": "point", "position": 1},
        ],
        "definitions": [{**of_point, "definition_id": f"{point}:definition-1", "term": "курс", "concept_key": "курс"}],
        "amendments": [
            {
                **of_point,
                "amendment_id": f"{point}:amendment-1",
                "target_part": "body",
                "target_kind": "point",
                "kind": "amended",
                "note": "(в редакции)",
            }
        ],
        "citations": [
            {
                **of_point,
                "citation_id": f"{source_id}:ru:body:point-1:citation-1",
                "source_id": source_id,
                "cited_kind": "law",
                "cited_locator": [],
                "resolved_act_id": act_id,
            }
        ],
        "norms": [{**of_point, "norm_id": f"{point}:norm-1", "modality": "permission", "triggers": ["вправе"]}],
        "alignments": [
            {
                "alignment_id": f"{point}:ky",
                "act_id": act_id,
                "unit": "provision",
                "left_provision_id": point,
                "right_provision_id": point,
                "method": "number",
                "score": 0.9,
            }
        ],
    }


def act_chunk(name: str = "kg-1999-012", entries: int = 3) -> Chunk:
    """Make all rows of one source that prints one act, the rows of each table out of order."""
    source_id, act_id = f"{name}-txt", name
    list_id = f"{act_id}:annex-1:1"
    entry_rows = [entry_row(act_id, position) for position in range(entries, 0, -1)]
    return {
        "sources": [source_row(source_id, act_id)],
        "acts": [act_row(act_id, source_id)],
        **prose_rows(source_id, act_id),
        "lists": [
            {
                "list_id": list_id,
                "act_id": act_id,
                "part": "annex-1",
                "title_ky": "Тизмек",
                "education_levels": ["higher"],
                "qualifications": [],
                "forms": ["online"],
                "stated_count": entries,
                "counted_by": ["stated_count"],
                "certificate": "complete",
                "certificate_reasons": [],
            }
        ],
        "list_entries": entry_rows,
        "restrictions": [
            {
                "restriction_id": f"{row['entry_id']}:online",
                "entry_id": row["entry_id"],
                "act_id": act_id,
                "qualification": None,
                "form": "online",
            }
            for row in entry_rows
        ],
        "provenance": [
            provenance_row(source_id, row["entry_id"], lang, piece)
            for row in entry_rows
            for lang, piece in (("ru", 2), ("ru", 1), ("ky", 1), (None, 1))
        ],
        "repairs": [
            {
                "repair_id": f"{source_id}:5",
                "source_id": source_id,
                "char_start": 5,
                "char_end": 7,
                "rule": "line_hyphen",
                "before": "-\n",
                "after": "",
            }
        ],
        "ledger": [
            {"source_id": source_id, "char_start": 9, "char_end": 12, "fate": "furniture", "rule": "page_number"},
            {
                "source_id": source_id,
                "char_start": 0,
                "char_end": 9,
                "fate": "value",
                "rule": "act_head",
                "table_name": "acts",
                "row_id": act_id,
            },
        ],
        "findings": [
            {
                "finding_id": f"{source_id}:code_repeated:1",
                "source_id": source_id,
                "act_id": act_id,
                "severity": "info",
                "code": "code_repeated",
                "message": "a code stands twice",
            }
        ],
    }


def article_chunk(source_id: str = "article-2001") -> Chunk:
    """Make the rows of a source that is no act."""
    return {
        "sources": [source_row(source_id, None)],
        "ledger": [{"source_id": source_id, "char_start": 0, "char_end": 9, "fate": "unexplained", "rule": "none"}],
    }
