"""Two acts whose prose is compared: language, parts, what is left aside, and what they are to each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.browse.both_acts import BothActs, is_of_institution, read_both
from pipeline.browse.tell_prose import tell_both
from pipeline.errors import UnknownIdError

OLD, MODEL, OWN = "kg-2014-354", "kg-2025-77", "kg-2025-oshtu-124-ib"


def told(both: BothActs) -> list[str]:
    return [line.text for line in tell_both(both)]


# Two decrees of one country, each with a body that approves its annex: what is left aside is named.
def test_a_change_of_law(release: Path) -> None:
    both = read_both((OLD, MODEL), release)
    assert (both.step, both.backwards, both.lang, both.languages) == ("change", False, "ky", ("ky",))
    assert told(both) == [
        f"change: {OLD} (KG, 2014-06-26) to {MODEL} (KG, 2025-02-17), law of one country",
        f"in ky: annex-1 (45 provisions) of {OLD} beside annex-1 (102 provisions) of {MODEL}",
        f"not compared of {OLD}: body (5 provisions)",
        f"not compared of {MODEL}: body (5 provisions)",
    ]
    assert {row["part"] for side in (both.left, both.right) for row in side.provisions} == {"annex-1"}
    back = read_both((MODEL, OLD), release)
    assert (back.step, back.backwards) == ("change", True)
    assert told(back)[0].endswith("read backwards: the newer act comes first")


# The part of one act names that of the other, on whichever side it is asked for.
@pytest.mark.parametrize("parts", [("body", None), (None, "body"), ("body", "body")])
def test_the_same_part_of_both(release: Path, parts: tuple[str | None, str | None]) -> None:
    both = read_both((OLD, MODEL), release, parts=parts)
    assert (both.left.part.name, both.right.part.name) == ("body", "body")
    assert [part.name for part in both.right.others] == ["annex-1"]
    assert told(both)[1] == f"in ky: body (5 provisions) of {OLD} beside body (5 provisions) of {MODEL}"


# The regulation has no annex: what was taken instead is said.
def test_a_part_that_the_other_act_lacks(release: Path) -> None:
    both = read_both((MODEL, OWN), release, parts=("annex-1", None))
    assert (both.right.part.name, both.right.lacks, both.left.lacks) == ("body", "annex-1", None)
    assert told(both)[-1] == f"{OWN} has no annex-1 in ky: its longest part was taken, body"
    assert read_both((MODEL, OWN), release, parts=("annex-1", "body")).right.lacks is None
    assert read_both((MODEL, OWN), release).right.lacks is None
    with pytest.raises(UnknownIdError, match="no part 'annex-1'"):
        read_both((MODEL, OWN), release, parts=(None, "annex-1"))


# Its preamble says that it was worked out under the decree, and three points name it again.
def test_an_act_written_from_another(release: Path) -> None:
    both = read_both((MODEL, OWN), release)
    assert (both.step, both.backwards, len(both.named_in)) == ("written_from", False, 4)
    assert told(both)[0] == (
        f"written from another: {MODEL} (KG, 2025-02-17) to {OWN} (KG, 2025-05-20); the right one is an institution's "
        f"own act and names the other in 4 provisions, the first {OWN}:ky:body:preamble"
    )
    back = read_both((OWN, MODEL), release)
    assert (back.step, back.backwards, back.named_in) == ("written_from", True, both.named_in)
    assert "read backwards, the left one is an institution's own act" in told(back)[0]


# It names no other decree, and is no law of the country.
def test_an_institution_that_does_not_name_the_act(release: Path) -> None:
    both = read_both((OLD, OWN), release)
    assert both.step == "comparison"
    assert told(both)[0].endswith("not law of one country: nothing was changed from one to the other")


def test_two_countries_and_one_act(release: Path) -> None:
    both = read_both((OLD, MODEL), release)
    russian = replace(both.right, act={**both.right.act, "jurisdiction": "RU", "date": None})
    head = told(replace(both, right=russian, step="comparison"))[0]
    assert head.startswith(f"comparison: {OLD} (KG, 2014-06-26) and {MODEL} (RU, undated), two countries: nothing")
    itself = read_both((MODEL, MODEL), release, "ru")
    assert told(itself) == [
        f"no step: {MODEL} beside itself",
        f"in ru (both acts are in ky, too: --lang): annex-1 (102 provisions) of {MODEL} "
        f"beside annex-1 (102 provisions) of {MODEL}",
        f"not compared of {MODEL}: body (5 provisions)",
    ]


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("М.М.АДЫШЕВ АТЫНДАГЫ ОШ ТЕХНОЛОГИЯЛЫК УНИВЕРСИТЕТИ", True),
        ("ФГБОУ ВО «Московский государственный университет»", True),
        ("Кыргыз Республикасынын Министрлер Кабинети", False),
        ("Министерство образования и науки", False),
        # An academy of a state, which the country's name makes an organ of it.
        ("Академия наук Кыргызской Республики", False),
        (None, False),
    ],
)
def test_who_issues_acts_for_itself(issuer: str | None, expected: bool) -> None:
    assert is_of_institution({"issuer": issuer, "date": date(2025, 1, 1)}) is expected


def test_no_common_language(release: Path) -> None:
    with pytest.raises(UnknownIdError, match="no provisions in a common language"):
        read_both((MODEL, "kz-2007-602"), release)
    with pytest.raises(UnknownIdError, match="no language 'kk'"):
        read_both((MODEL, OWN), release, "kk")
