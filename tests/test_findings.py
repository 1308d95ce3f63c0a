"""The findings of the committed sources against the oddities that were read from them by eye.

The gold lists far more than a program can see (a wrong word, a title that says less than its list). Of the kinds below
every oddity must be found at its line. And no finding may stand where the gold lists nothing.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from pipeline import published

GOLD = Path(__file__).parent / "golden"
ACTS = sorted(path.parent.name for path in GOLD.glob("*/oddities.csv"))

# Kind in the gold -> code of the finding. A kind with several places is found at the last one (the second use of a
# number is the odd one), or at any of them.
PROMISED = {
    "group_number_missing": "group_number_missing",
    "group_number_twice": "group_number_repeated",
    "code_repeated": "code_repeated",
    "code_out_of_order": "code_out_of_order",
    "group_out_of_order": "code_out_of_order",
    "code_off_pattern": "code_off_pattern",
    "empty_cell": "cell_empty",
    "code_two_names": "code_with_two_names",
    "name_two_codes": "name_with_two_codes",
    "group_named_two_ways": "group_named_two_ways",
    "header_misplaced": "header_misplaced",
    "header_missing": "header_missing",
    "cut_annex_header": "annex_stamp_cut",
    "chapter_heading_differs": "contents_differ",
    "chapter_missing_in_contents": "contents_differ",
    "signatory_missing": "signatory_missing",
    "numbering_odd": "number_misleads",
}
# Suspected misprints that are promised: one letter away from a word the source prints more often, in a name of a list.
# The others of the gold are in prose, more than a letter away, or whole words that are the wrong ones.
PROMISED_MISPRINTS = {
    "kg-2025-oshtu-124-ib": {40: "20-майыдагы, an ending that no case has"},
    "kz-2007-602": {
        321: "Трансплорттық",
        696: "қоуға",
        751: "лаборанаты",
        883: "технолгиясы",
        894: "технолгиясы",
    },
}
# Doubts of a kind that the gold doesn't list: each is a sentence that ends with a full line, looked at, or a list that
# prints neither numbers nor a total.
DOUBTS = {"paragraph_unsure", "links_disagree", "entries_not_counted"}
# Findings at lines that the gold doesn't list, each looked at and right.
ACCEPTED = {
    # the gold tells the run of these numbers at its first, its last and the point behind it
    **{("kg-2025-oshtu-124-ib", "number_misleads", line): "an item of 9.1" for line in (1457, 1465, 1475, 1481)},
    ("kg-2025-77", "norms_differ", 381): "ky киргизилет (are admitted), ru допускаются (may be admitted)",
    ("kg-2025-oshtu-124-ib", "contents_differ", 235): "адилеттүлүк in the contents, адилеттүүлүк in the body",
    ("kg-2025-77", "text_ends_in_row", 693): "the file really ends without a newline",
    (
        "kg-2025-oshtu-124-ib",
        "contents_differ",
        241,
    ): "9 in the contents, X in the body: the gold tells it at line 1350",
}


def lines_of(places: str) -> list[tuple[int, int]]:
    """Return first and last line of each place of a gold row: `493-493|527-527`."""
    return [(int(first), int(last)) for first, last in (place.split("-") for place in places.split("|"))]


def gold(act: str) -> list[dict[str, str]]:
    with (GOLD / act / "oddities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def findings(release: Path, act: str) -> list[dict[str, Any]]:
    return [dict(row) for row in published.rows("findings", release, act_id=act)]


def meets(finding: dict[str, Any], first: int, last: int) -> bool:
    return bool(finding["line_start"]) and finding["line_start"] <= last and finding["line_end"] >= first


@pytest.mark.parametrize("act", ACTS)
def test_promised_oddities_are_found(act: str, release: Path) -> None:
    found = findings(release, act)
    missed = [
        f"{one['kind']} at {one['lines']}: {one['why']}"
        for one in gold(act)
        if one["kind"] in PROMISED
        and not any(
            finding["code"] == PROMISED[one["kind"]] and meets(finding, first, last)
            for finding in found
            for first, last in lines_of(one["lines"])
        )
    ]
    assert missed == []


# A number missing or used twice, a repeated code: the finding stands at the second of the two places.
@pytest.mark.parametrize("act", ACTS)
def test_second_place_is_the_odd_one(act: str, release: Path) -> None:
    found = findings(release, act)
    for one in gold(act):
        if one["kind"] in ("group_number_missing", "group_number_twice", "code_repeated"):
            places = [finding for finding in found if finding["code"] == PROMISED[one["kind"]]]
            first, last = lines_of(one["lines"])[-1]
            assert any(meets(finding, first, last) for finding in places), one


@pytest.mark.parametrize("act", sorted(PROMISED_MISPRINTS))
def test_promised_misprints_are_found(act: str, release: Path) -> None:
    suspected = [one for one in findings(release, act) if one["code"] == "suspected_misprint"]
    listed = [one for one in gold(act) if one["kind"] == "suspected_misprint"]
    for line in PROMISED_MISPRINTS[act]:
        assert any(meets(one, line, line) for one in suspected), line
        assert any(first <= line <= last for one in listed for first, last in lines_of(one["lines"])), line


# Every promised kind is met by some source: a kind that no gold lists promises nothing.
def test_every_promise_is_put_to_the_test() -> None:
    kinds = {one["kind"] for act in ACTS for one in gold(act)}
    assert sorted(set(PROMISED) - kinds) == []


@pytest.mark.parametrize("act", ACTS)
def test_no_finding_cries_wolf(act: str, release: Path) -> None:
    places = [place for one in gold(act) for place in lines_of(one["lines"])]
    wolves = {
        (act, one["code"], one["line_start"]): one["message"]
        for one in findings(release, act)
        if one["code"] not in DOUBTS and not any(meets(one, first, last) for first, last in places)
    }
    assert {key: message for key, message in wolves.items() if key not in ACCEPTED} == {}
    assert {key for key in ACCEPTED if key[0] == act} <= wolves.keys(), (
        "an accepted extra is gone: take it off the list"
    )


# The article holds no act: all that is said of it is that.
def test_article_has_one_finding_at_most(release: Path) -> None:
    articles = [row["source_id"] for row in published.rows("sources", release) if row["kind"] == "article"]
    assert articles
    found = [row for row in published.rows("findings", release) if row["source_id"] in articles]
    assert {row["code"] for row in found} <= {"no_act_found"}
    assert {row["severity"] for row in found} <= {"info"}


# No committed source has a finding of the worst kind: it would mean that something was not understood.
def test_no_errors_in_the_committed_sources(release: Path) -> None:
    assert [dict(row) for row in published.rows("findings", release) if row["severity"] == "error"] == []
