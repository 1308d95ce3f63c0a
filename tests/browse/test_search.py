"""A search in all that is published, made up and real."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.browse.index import Index, Match, NoFullTextSearchError
from pipeline.browse.query import parse_query
from pipeline.browse.search import Results, search, tell_count, tell_results
from pipeline.errors import UnknownIdError
from tests.audit.sample import ACT_ID, LIST_ID
from tests.browse.sample import write_sample

EXTRACTED = Path(__file__).resolve().parents[2] / "extracted"
POINT = f"{ACT_ID}:ky:annex-2:chapter-IV:point-1"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("browse"))


def ids(results: Results) -> list[str]:
    return [result.passage.row_id for result in results.best]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["дарылоо", "ИШИ"], f"{LIST_ID}:999101"),
        (["сестринского"], f"{LIST_ID}:999103"),  # another ending
        (["протездоо"], f"{LIST_ID}:999102"),  # typed without ө
        (["елка"], f"{POINT}:indent-1"),
        (["алыcтан"], f"{POINT}:subpoint-1"),  # a Latin c
        (["жоболор"], f"{ACT_ID}:ky:annex-2:chapter-IV"),  # a heading
        (["АО"], f"{ACT_ID}:definition-1"),  # the short name of a term
        (["999102"], f"{LIST_ID}:999102"),
        (["вступает"], f"{ACT_ID}:ru:body:point-1"),
        (["3 адистиктин"], LIST_ID),
    ],
)
def test_one_place(out: Path, words: list[str], found: str) -> None:
    assert found in ids(search(words, out))


# Exact words, then other endings, then words typed without ө and ү.
def test_surer_matches_come_first(out: Path) -> None:
    results = search(["окутууну"], out)
    assert ids(results)[0] == f"{POINT}:subpoint-1"
    matches = [result.match for result in results.best]
    assert matches == sorted(matches)
    assert (matches[0], matches[-1]) == (Match.EXACT, Match.ENDING)
    assert search(["жөнүндө"], out, act_id=ACT_ID).best[0].match is Match.EXACT
    assert {one.match for one in search(["жонундо"], out, act_id=ACT_ID).best} == {Match.LETTERS}
    assert search(["токтомдо"], out).best[0].match is Match.ENDING
    assert search(["кучуно", "токтомдо"], out).best[0].match is Match.LETTERS
    assert search(["озундо"], out).count == 0


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["токтом", "күчүнө"], 1),
        (["күчүнө", "токтом"], 1),
        (["токтом күчүнө"], 1),
        (["күчүнө токтом"], 0),
        (['"токтом күчүнө"'], 1),
        (['"күчүнө токтом"'], 0),
        (["«токтом күчүнө»", "бул"], 1),
        (["«токтом күчүнө»", "эмес"], 0),
        (["токтом күчү"], 1),  # the last word of a phrase may go on
    ],
)
def test_words_and_phrases(out: Path, words: list[str], count: int) -> None:
    assert search(words, out, lang="ky").count == count


def test_code_and_its_beginning(out: Path) -> None:
    assert ids(search(["99910"], out, lang="ru")) == [f"{LIST_ID}:99910{last}" for last in "123"]
    assert search(["99910"], out).count == 6


def test_only_one_act_or_language(out: Path) -> None:
    assert {one.passage.lang for one in search(["9991"], out, lang="RU").best} == {"ru"}
    assert search(["тизмегин"], out, act_id=ACT_ID).count == 2
    with pytest.raises(UnknownIdError, match=r"no language 'en'.*ky, ru"):
        search(["иши"], out, lang="en")


def test_limit(out: Path) -> None:
    results = search(["9991"], out, limit=2)
    assert (results.count, len(results.best)) == (6, 2)
    assert tell_count(results) == "6 results, the best 2 shown (--limit)"


def test_hits_are_spans_of_their_own(out: Path) -> None:
    (result,) = search(["айырмаланат"], out).best
    assert [words for tone, words in result.spans if tone == "hit"] == ["айырмаланат"]
    assert result.words == "Максаты Аралыктан окутуу сырттан окуудан айырмаланат:"
    (line,) = tell_results(search(["айырмаланат"], out))
    assert line.text == f"{POINT}  ky  point 1  {result.words}"


# 16 words are shown, 4 of them before the hit.
def test_words_around_a_hit() -> None:
    (result,) = search(["верификацияланган"], EXTRACTED, lang="ky", act_id="kg-2025-77").best
    words = result.words.split()
    assert words.index("верификацияланган") > 3
    assert "верификацияланган маалыматтардын топтому" in result.words


ODD = [
    "", " ", "***", '"', '""', "'", "NEAR(", "AND", "a OR", "-", "^", ":", "plain:", "col : x", "(", ")", "*", "\\",
    "\x00", "\udcff", "%", "_", "`", "{plain} : x", '"a" "b', "«", "“„”", "½", "\U00010900", "a\x02b",
    "а" * 10_000, "а б " * 2_500, " ".join(map(str, range(2_000))),
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_odd_queries_are_plain_words(out: Path, odd: str) -> None:
    assert tell_count(search([odd], out)).partition(" ")[0].isdecimal()
    assert tell_count(search(odd.split(), out)).partition(" ")[0].isdecimal()


def test_many_words(out: Path) -> None:
    assert search([f"сөз{number}" for number in range(3_000)], out).count == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=4))
def test_no_query_fails(words: list[str]) -> None:
    search(words, EXTRACTED, act_id="kz-2007-602", lang="kk")


@given(st.text(max_size=40))
def test_unbalanced_quotes(text: str) -> None:
    assert all(len(term.words) >= 1 for term in parse_query([text]))
    assert all(" " not in word for term in parse_query(['"' + text.replace('"', "")]) for word in term.words)


def test_sqlite_without_full_text_search(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError("no such module: fts5")

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, factory=Bare))
    with pytest.raises(NoFullTextSearchError, match=r"no such module: fts5.*use a Python"):
        Index([])


# All six lines of the sources with 560001 (one of 2014, two languages of 2025 side by side) and no other.
def test_real_code() -> None:
    assert ids(search(["560001"], EXTRACTED)) == [
        "kg-2014-354:annex-2:2:560001",
        "kg-2025-77:annex-2:3:560001",
        "kg-2025-77:annex-2:3:560001",
    ]
    results = search(["5600"], EXTRACTED, act_id="kg-2014-354", limit=99)
    assert sorted(ids(results)) == [f"kg-2014-354:annex-2:2:56000{last}" for last in "123456"]


# `grep -i стоматология sources/*/act.*` prints twelve lines: 1 of 2014, 6 of 2025, 5 of 2007.
def test_real_names() -> None:
    results = search(["Стоматологию"], EXTRACTED)
    per_act = [one.passage.act_id for one in results.best]
    assert (results.count, per_act.count("kg-2014-354"), per_act.count("kg-2025-77")) == (12, 1, 6)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["топурак", "изилдоо"], "kg-2014-354:annex-2:1:520700"),
        (["мейиркештик"], "kz-2007-602:annex-1:5:051101"),
        (["бұйрықтың көшірмесін"], "kz-2007-602:kk:annex-2:point-6"),
        (["нотариальные"], ""),
        (['"онлайн-окутууга тартылган"'], "kg-2025-77:ky:annex-1:chapter-5:point-19:subpoint-3"),
    ],
)
def test_real_words(words: list[str], first: str) -> None:
    assert next(iter(ids(search(words, EXTRACTED))), "") == first


# окутууну finds окутуу, behind the places that print окутууну.
def test_real_endings() -> None:
    results = search(["окутууну"], EXTRACTED, limit=999)
    places = ids(results)
    exact = places.index("kg-2014-354:ky:annex-1:point-21")  # Аралыктан окутууну уюштурууда
    other = places.index("kg-2025-77:ky:annex-1:chapter-1:point-2:subpoint-8")  # онлайн окутуу – окутуу методу
    assert exact < other
