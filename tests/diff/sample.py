"""Three small acts, made up: two editions of one country and one of another, with close links between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.diff.again import compare_again
from pipeline.diff.comparison import Comparison
from pipeline.read.decisions import read_decisions
from pipeline.write import write_release
from pipeline.write.certificates import certify
from pipeline.write.tables import to_arrow
from tests.audit.sample import act_chunk as bare_chunk

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW, OTHER, BARE = "kg-2030-1", "kg-2033-2", "kz-2029-3", "kg-2031-4"
# Code, name, forms.
LISTS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    OLD: (
        ("100100", "Фармация", ("correspondence",)),
        ("100200", "Стоматология", ("correspondence", "evening")),
        ("100300", "Педиатрия", ("correspondence",)),
        ("200100", "Геология", ("correspondence",)),
        ("200200", "Экология жана география", ("correspondence",)),
        ("300100", "Ветеринария", ("evening",)),
    ),
    NEW: (
        ("100100", "Фармация", ("online",)),
        ("100200", "Стоматология жана протездөө", ()),
        ("100300", "Педиатрия", ()),
        ("200900", "Экология", ("online",)),
        ("300100", "Ветеринария", ("online",)),
        ("400100", "Журналистика", ("online",)),
    ),
    OTHER: (("5001", "Фармация", ("correspondence",)), ("5002", "Экология", ("correspondence",))),
}
ACTS = {OLD: (date(2030, 1, 1), "KG"), NEW: (date(2033, 1, 1), "KG"), OTHER: (date(2029, 1, 1), "KZ")}
WORDS = {
    "ky": "Тизмектеги адистиктер боюнча сырттан окутууга жана аралыктан окутууга жол берилбейт.",
    "kk": "Сырттай нысанда білім алуға жол берілмейтін мамандықтардың тізбесі бекітілсін.",
}


def entry(act_id: str, code: str) -> str:
    """Spell the id of an entry."""
    return f"{act_id}:annex-1:list:{code}"


def chunk(act_id: str) -> dict[str, list[dict[str, Any]]]:
    """Make the rows of an act with its list."""
    bare = bare_chunk()
    (source,), (act,) = bare["sources"], bare["acts"]
    day, country = ACTS.get(act_id, (date(2031, 1, 1), "KG"))
    lang = "kk" if country == "KZ" else "ky"
    common = {"act_id": act_id}
    ignored = {"char_start": 0, "char_end": source["char_count"] - 1, "fate": "ignored", "rule": "prose"}
    list_id = f"{act_id}:annex-1:list"
    entries = [
        {**common, "entry_id": entry(act_id, code), "list_id": list_id, "position": number, "code": code,
         f"name_{lang}": name, "confidence": 5.0, "doubtful": False}
        for number, (code, name, _) in enumerate(LISTS.get(act_id, ()), 1)
    ]  # fmt: skip
    restrictions = [
        {**common, "restriction_id": f"{entry(act_id, code)}:{form}", "entry_id": entry(act_id, code), "form": form}
        for code, _, forms in LISTS.get(act_id, ())
        for form in forms
    ]
    return {
        "sources": [{**source, **common, "source_id": act_id, "path": f"{act_id}/act.txt"}],
        "acts": [{**act, **common, "number": act_id[-1], "source_ids": [act_id], "date": day, "jurisdiction": country,
                  "languages": [lang]}],
        "provisions": [{**common, "provision_id": f"{act_id}:{lang}:body:point-1", "lang": lang, "part": "body",
                        "kind": "point", "num": "1", "text": WORDS[lang], "position": 1, "confidence": 4.0,
                        "doubtful": False}],
        "lists": [{**common, "list_id": list_id, "part": "annex-1", "education_levels": ["higher"],
                   "qualifications": [], "forms": []}] if entries else [],
        "list_entries": entries,
        "restrictions": restrictions,
        "ledger": [{"source_id": act_id, **ignored}],
    }  # fmt: skip


def publish(folder: Path, act_ids: Iterable[str] = (OLD, NEW, OTHER, BARE), *, compared: bool = True) -> Path:
    """Write the release of some acts and return its folder; without its comparison where that is too much to ask."""
    (folder / "sources").mkdir(exist_ok=True)
    comparison = Comparison(read_decisions(folder / "sources"))
    chunks = [chunk(act_id) for act_id in act_ids]
    for one in chunks:
        comparison.learn(one)
    write_release(map(certify, chunks), folder / "extracted", compare=comparison.tables if compared else None)
    return folder / "extracted"


def publish_undecided(folder: Path) -> Path:
    """Copy the published folder as it would be without decisions; return the copy."""
    out = folder / "extracted"
    shutil.copytree(ROOT / "extracted", out)
    for table, found in compare_again(out).tables().items():
        pq.write_table(to_arrow(table, found), out / f"{table}.parquet")
    return out
