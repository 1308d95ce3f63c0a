"""The certificates of acts and lists against the rows that they are judged from, and the files that tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.audit.difference import DifferenceError, Said
from pipeline.contract import load_schema
from pipeline.write.certificates import EVIDENCE, OWN, certify
from pipeline.write.parquet import CERTIFICATES, CERTIFIED, TOLD_IN, tell_certificates

Row = Mapping[str, Any]


def check_certificates(tables: Mapping[str, Any], proofs_of: Callable[[str], list[Row]]) -> None:
    """Judge every act and list again; `proofs_of` gives the rows of `provenance` of a source.

    Raises DifferenceError for the first certificate, or finding of one, that differs.
    """
    by_act: dict[str, defaultdict[str, list[Row]]] = {}
    for table in EVIDENCE:
        if table != "provenance":
            for row in tables[table].to_pylist():
                by_act.setdefault(row["act_id"], defaultdict(list))[table].append(row)
    for rows in by_act.values():
        sources = (source_id for act in rows["acts"] for source_id in act["source_ids"])
        rows["provenance"] = [row for source_id in sources for row in proofs_of(source_id)]
        judged = certify({**rows, "findings": [row for row in rows["findings"] if row["code"] not in OWN]})
        for table in (*CERTIFIED, "findings"):
            for difference in _differences(table, judged[table], rows[table]):
                raise difference


def _differences(table: str, judged: Sequence[Row], published: Sequence[Row]) -> Iterator[DifferenceError]:
    (key,) = load_schema(table).primary_key
    again, found = ({row[key]: row for row in rows} for rows in (judged, published))
    for row_id in dict.fromkeys((*again, *found)):
        one, other = again.get(row_id), found.get(row_id)
        if one != other:
            field = key if not (one and other) else next(name for name in other if one[name] != other[name])
            expected, said = (row[field] if row else Said("no such row") for row in (one, other))
            yield DifferenceError(table=table, row=row_id, field=field, expected=expected, found=said)


def check_told(out: Path, tables: Mapping[str, Any]) -> None:
    """Raise DifferenceError for a file whose metadata doesn't tell the certificates that its table has."""
    for name, of in TOLD_IN.items():
        verdicts: defaultdict[str, list[str]] = defaultdict(list)
        (key,) = load_schema(of).primary_key
        for row in tables[of].select([key, "certificate"]).to_pylist():
            verdicts[row["certificate"]].append(row[key])
        path = out / f"{name}.parquet"
        told = (pq.read_metadata(path).metadata or {}).get(CERTIFICATES.encode(), b"").decode()
        if told != (expected := tell_certificates(verdicts)):
            raise DifferenceError(field=CERTIFICATES, expected=expected, found=told, place=str(path))
