"""Which act of a dataset a citation means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.link.citations import KnownActs


def act(act_id: str, number: str, day: date, kind: str = "decree", **more: Any) -> dict[str, Any]:
    return {"act_id": act_id, "number": number, "date": day, "kind": kind, "jurisdiction": act_id[:2].upper(), **more}


KNOWN = KnownActs()
KNOWN.learn(
    [
        act("kg-2014-354", "354", date(2014, 6, 26), title_ky="Окуу жөнүндө"),
        act("kg-2025-77", "77", date(2025, 2, 17), title_ru="Об обучении"),
        act("kz-2019-77", "77", date(2019, 3, 1), kind="order"),
        act("kg-2020-12", "12", date(2020, 1, 1)),
        act("kg-2021-12", "12", date(2021, 1, 1)),
    ]
)


@pytest.mark.parametrize(
    ("citation", "resolved"),
    [
        ({"cited_kind": "decree", "cited_number": "354", "cited_date": date(2014, 6, 26)}, "kg-2014-354"),
        ({"cited_kind": "decree", "cited_number": "354", "cited_date": date(2014, 6, 27)}, None),
        ({"cited_kind": "order", "cited_number": "354", "cited_date": date(2014, 6, 26)}, None),
        # a number alone means an act of the same country and kind, where only one has it
        ({"cited_kind": "decree", "cited_number": "77", "act_id": "kg-2014-354"}, "kg-2025-77"),
        ({"cited_kind": "decree", "cited_number": "77", "act_id": "kz-2019-77"}, None),
        ({"cited_kind": "decree", "cited_number": "77", "act_id": None}, None),
        ({"cited_kind": "decree", "cited_number": "12", "act_id": "kg-2014-354"}, None),
        # a title alone, letter case and line breaks aside
        ({"cited_kind": "decree", "cited_title": "ОБ  обучении", "act_id": "kg-2014-354"}, "kg-2025-77"),
        # an act of another country or kind may bear the same title
        ({"cited_kind": "decree", "cited_title": "Об обучении", "act_id": "kz-2019-77"}, None),
        ({"cited_kind": "law", "cited_title": "Об обучении", "act_id": "kg-2014-354"}, None),
        ({"cited_kind": "law", "cited_title": "Об образовании"}, None),
        # an act doesn't mean itself
        ({"cited_kind": "decree", "cited_number": "77", "act_id": "kg-2025-77"}, None),
        ({"cited_kind": "law"}, None),
    ],
)
def test_resolve(citation: dict[str, Any], resolved: str | None) -> None:
    assert KNOWN.resolve(citation) == resolved
    assert KNOWN.complete("source", [citation]) == [{**citation, "resolved_act_id": resolved}]
