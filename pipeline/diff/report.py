"""The findings of the comparison in words, for a researcher: every number with the query that gives it.

The report is told from the published tables alone, so that `verify` can tell it again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path
from textwrap import dedent
from typing import Any

from pipeline.diff.answers import Block, Cells, Sentence, Table, write_markdown
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.published import rows

Row = Mapping[str, Any]
# Gives the rows of a published table.
Read = Callable[[str], Sequence[Row]]

_CHANGE = "Both acts are law of one country: what differs was changed by the newer act, or by another between them."
_COMPARISON = (
    "Nothing was changed from the one to the other: each country bars, numbers and names by itself, and the words "
    "*newly* and *no longer* only tell the older act from the newer."
)
# What became of a case that was not kept: some of these cases have a close counterpart.
_OTHERWISE = ("no_longer_barred", "newly_barred", "never")
_COUNTS = (",\n" + " " * 14).join(
    f"count(*) FILTER (change = '{change}'), count(*) FILTER (change = '{change}' AND certainty = 'close')"
    for change in _OTHERWISE
)
_NAME = "coalesce({0}." + ", {0}.".join(f"name_{lang}" for lang in LANGUAGES) + ")"
_LABELS = tuple(f"label_{lang}" for lang in (*LANGUAGES, "en"))

_INTRO = """\
# The editions compared

What the tables of this folder say about the lists of specialties of several acts. A value in bold and each row of a
table is what a query gives: (q1) names the query, at the end of this page; all run in DuckDB from the folder above this
one. Names stand as the acts print them.

- A *specialty* is what an act prints under one code and name for one level. It may print it in several lists, an
  *entry* in each.
- *Barred* means what the lens `distance` sees: barred online where the act bars that, else barred from correspondence
  study. What is not barred is not therefore permitted: the act lists it for another form of study, prints an empty
  cell, or doesn't list it.
- A *case* is one specialty for one qualification, or for all of them where the acts name none. A specialty without
  qualifications has one case for each qualification of its counterpart.
- Two specialties are linked as *exact* (the same) or *close* (near: broader, narrower or overlapping). A case is *kept
  barred* only by an exact link of one level. How many of the other cases have *a close counterpart*, and may be the
  same after all, is said beside them."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two editions, the older first."""

    left: Row
    right: Row
    is_change: bool

    @property
    def name(self) -> str:
        return f"{_called(self.left)} to {_called(self.right)}"

    @property
    def step(self) -> str:
        """What the step from the one to the other is, in words."""
        if self.is_change:
            return "a change of law"
        countries = {act["jurisdiction"] for act in (self.left, self.right)}
        return "a comparison of two countries" if None not in countries else "a comparison: a country is not known"

    @property
    def where(self) -> str:
        return f"left_act_id = '{self.left['act_id']}' AND right_act_id = '{self.right['act_id']}'"


def _called(act: Row) -> str:
    """Return a short name of an act: its country, year and number, as far as it has them."""
    year = act["date"].year if act["date"] else None
    number = f"№ {act['number']}" if act["number"] else None
    return " ".join(str(part) for part in (act["jurisdiction"], year, number) if part) if number else act["act_id"]


class _Editions:
    """The tables of a dataset, as the report looks at them."""

    def __init__(self, read: Read) -> None:
        self.read = cache(read)

    @cached_property
    def acts(self) -> list[Row]:
        """The acts that were compared, oldest first."""
        compared = {row["act_id"] for row in self.read("lineage")}
        found = [row for row in self.read("acts") if row["act_id"] in compared]
        return sorted(found, key=lambda row: (str(row["date"] or ""), row["act_id"]))

    @cached_property
    def pairs(self) -> list[_Pair]:
        steps = {(row["left_act_id"], row["right_act_id"]): row["step"] for row in self.read("lens_changes")}
        return [
            _Pair(left, right, steps[left["act_id"], right["act_id"]] == "change")
            for left, right in combinations(self.acts, 2)
        ]

    @cached_property
    def entries(self) -> dict[str, Row]:
        return {row["entry_id"]: row for row in self.read("list_entries")}

    def of(self, table: str, pair: _Pair) -> list[Row]:
        """Return the rows of a table that are about a pair."""
        ids = (pair.left["act_id"], pair.right["act_id"])
        return [row for row in self.read(table) if (row["left_act_id"], row["right_act_id"]) == ids]

    def through(self, pair: _Pair) -> list[Row]:
        """Return the cases of a pair, as the lens `distance` sees them."""
        return [row for row in self.of("lens_changes", pair) if row["lens"] == "distance"]

    def printed(self, entry_id: str) -> Cells:
        """Return the code of an entry, and its name in the first language that has one."""
        entry = self.entries[entry_id]
        return entry["code"], next((entry[f"name_{lang}"] for lang in LANGUAGES if entry[f"name_{lang}"]), None)

    def levels(self, act: Row) -> set[str]:
        """Return the levels that an act has lists of."""
        listed = (row for row in self.read("lineage") if row["act_id"] == act["act_id"] and row["level"])
        return {level for row in listed for level in row["level"].split("+")}


def tell_folder(folder: Path) -> str:
    """Return the report of the tables in a folder."""
    return tell_editions(lambda table: rows(table, folder))


def tell_editions(read: Read) -> str:
    """Return the report as Markdown; `read` gives the rows of a published table by its name."""
    return write_markdown(_chapters(_Editions(read)))


def _chapters(editions: _Editions) -> Iterator[Block]:
    yield _INTRO
    if not editions.acts:
        yield _nothing(editions)
        return
    if editions.pairs:
        yield "## In short"
        yield from (_in_short(editions, pair) for pair in editions.pairs)
    yield from _each(editions)
    if not editions.pairs:
        yield "There is one edition, and nothing to compare it with."
        return
    for pair in editions.pairs:
        yield from _between(editions, pair)
    yield from _through_all(editions)
    yield from _open(editions)


def _nothing(editions: _Editions) -> str:
    """Say why no edition was compared."""
    acts = {row["act_id"] for row in editions.read("lists")}
    if not acts:
        return "No act of this release prints a list of specialties: there is nothing to compare."
    return (
        f"{len(acts)} acts of this release print lists; they were not compared: their lists are empty, or they are "
        "more than are compared each with each. Those to compare can be named in `sources/decisions/editions.csv`."
    )


def _in_short(editions: _Editions, pair: _Pair) -> Sentence:
    cases = editions.through(pair)
    count = Counter(row["change"] for row in cases)
    near = Counter(row["change"] for row in cases if row["certainty"] == "close")
    told = [count["kept_barred"] + count["no_longer_barred"], count["kept_barred"]]
    told += [side[change] for change in ("no_longer_barred", "newly_barred") for side in (count, near)]
    return Sentence(
        f"- *{pair.name}*, {pair.step}: of {{}} cases that the older act bars, {{}} are barred in the newer one, too, "
        "and {} are not ({} of these have a close counterpart); {} are barred in the newer one alone ({} of these have "
        "a close counterpart).",
        tuple(told),
        _sql(f"""
            SELECT
              count(*) FILTER (left_barred),
              count(*) FILTER (change = 'kept_barred'),
              count(*) FILTER (change = 'no_longer_barred'),
              count(*) FILTER (change = 'no_longer_barred' AND certainty = 'close'),
              count(*) FILTER (change = 'newly_barred'),
              count(*) FILTER (change = 'newly_barred' AND certainty = 'close')
            FROM 'extracted/lens_changes.parquet'
            WHERE {pair.where} AND lens = 'distance'
        """),
    )


def _each(editions: _Editions) -> Iterator[Block]:
    yield "## What each edition prints"
    order = {act["act_id"]: number for number, act in enumerate(editions.acts)}
    acts = {act["act_id"]: act for act in editions.acts}
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in editions.read("lineage"):
        if row["entry_id"]:
            found[row["act_id"], row["level"]].append(row)
    yield Table(
        ("country", "date", "number", "act", "level", "entries", "specialties", "of these barred"),
        tuple(
            (
                *(acts[act_id][column] for column in ("jurisdiction", "date", "number")),
                act_id,
                level,
                len(listed),
                len({row["concept_id"] for row in listed}),
                len({row["concept_id"] for row in listed if row["state"] == "barred"}),
            )
            for (act_id, level), listed in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1]))
        ),
        _sql("""
            SELECT
              a.jurisdiction, a.date, a.number, act_id, l.level,
              count(*), count(DISTINCT l.concept_id), count(DISTINCT l.concept_id) FILTER (l.state = 'barred')
            FROM 'extracted/lineage.parquet' l JOIN 'extracted/acts.parquet' a USING (act_id)
            WHERE l.entry_id IS NOT NULL
            GROUP BY ALL
            ORDER BY a.date NULLS FIRST, act_id, l.level
        """),
    )
    yield "Entries by the form of study that they are barred from:"
    bars = {(row["act_id"], row["form"], row["entry_id"]) for row in editions.read("restrictions")}
    forms = Counter((act_id, form) for act_id, form, _ in bars)
    yield Table(
        ("act", "form", "entries"),
        tuple((*key, count) for key, count in sorted(forms.items())),
        _sql("""
            SELECT act_id, form, count(DISTINCT entry_id)
            FROM 'extracted/restrictions.parquet'
            GROUP BY ALL
            ORDER BY ALL
        """),
    )
    if editions.pairs:
        yield from _rests_on(editions)


def _rests_on(editions: _Editions) -> Iterator[Block]:
    """Yield the provisions that the lens rests on."""
    yield "The bar on distance study rests on these provisions:"
    cases = [row for row in editions.read("lens_changes") if row["lens"] == "distance"]
    named = {row[side] for row in cases for side in ("rests_on", "rests_on_left")}
    found = [row for row in editions.read("provisions") if row["provision_id"] in named]
    yield Table(
        ("provision", "text"),
        tuple(sorted((row["provision_id"], row["text"]) for row in found)),
        _sql("""
            SELECT provision_id, text
            FROM 'extracted/provisions.parquet'
            WHERE provision_id IN (
              SELECT unnest([rests_on, rests_on_left]) FROM 'extracted/lens_changes.parquet' WHERE lens = 'distance'
            )
            ORDER BY provision_id
        """),
        "No provision was found.",
    )


def _between(editions: _Editions, pair: _Pair) -> Iterator[Block]:
    yield f"## {pair.name}: {pair.step}"
    yield _CHANGE if pair.is_change else _COMPARISON
    yield from _one_sided(editions, pair)
    yield _links(editions, pair)
    yield "### What became of the bars"
    yield _bars(editions, pair)
    yield "### What became of the specialties"
    yield (
        "Each row counts changes. What was renamed and moved to another group stands in both rows; a *clerical* change "
        "is one of case, hyphens, blanks, look-alike letters or endings."
    )
    yield _kinds(editions, pair)
    yield "### Renamed"
    yield _renamed(editions, pair)
    yield "### Barred in both"
    yield _kept(editions, pair)
    yield "### Close counterparts"
    yield _close(editions, pair)


def _one_sided(editions: _Editions, pair: _Pair) -> Iterator[str]:
    """Tell of levels that one of the acts has no list of: their bars begin or end with the list."""
    levels = editions.levels(pair.left), editions.levels(pair.right)
    for act, only, word in (
        (pair.left, levels[0] - levels[1], "no longer"),
        (pair.right, levels[1] - levels[0], "newly"),
    ):
        if only:
            named = " and ".join(f"`{level}`" for level in sorted(only))
            yield (
                f"Only {_called(act)} prints a list for {named}: what it bars for that level alone "
                f"counts as {word} barred, whatever the other act says of it elsewhere."
            )


def _links(editions: _Editions, pair: _Pair) -> Sentence:
    found = Counter((row["relation"], row["same_level"]) for row in editions.of("crosswalk", pair))
    return Sentence(
        "{} pairs of entries are linked as exact and {} as close, all of one level; between different levels {} more "
        "are exact and {} close.",
        tuple(found[relation, same] for same in (True, False) for relation in ("exact", "close")),
        _sql(f"""
            SELECT
              count(*) FILTER (relation = 'exact' AND same_level),
              count(*) FILTER (relation = 'close' AND same_level),
              count(*) FILTER (relation = 'exact' AND NOT same_level),
              count(*) FILTER (relation = 'close' AND NOT same_level)
            FROM 'extracted/crosswalk.parquet'
            WHERE {pair.where}
        """),
    )


def _bars(editions: _Editions, pair: _Pair) -> Table:
    cases: defaultdict[Cells, Counter[str]] = defaultdict(Counter)
    for row in editions.through(pair):
        counts = cases[row["level"], row["qualification"]]
        counts[row["change"]] += 1
        counts[f"{row['change']} close"] += row["certainty"] == "close"
    columns = ["kept_barred", *(name for change in _OTHERWISE for name in (change, f"{change} close"))]
    return Table(
        (
            "level",
            "qualification",
            "kept barred",
            *(word for change in _OTHERWISE for word in (_words(change), "of these close")),
        ),
        tuple((*key, *(cases[key][name] for name in columns)) for key in sorted(cases, key=_nulls_last)),
        _sql(f"""
            SELECT
              level, qualification,
              count(*) FILTER (change = 'kept_barred'),
              {_COUNTS}
            FROM 'extracted/lens_changes.parquet'
            WHERE {pair.where} AND lens = 'distance'
            GROUP BY level, qualification
            ORDER BY level, qualification
        """),
    )


def _kinds(editions: _Editions, pair: _Pair) -> Table:
    found = Counter(
        (row["level"], _words(row["kind"]), None if row["kind"] == "kept" else _weight(row), row["certainty"])
        for row in editions.of("changes", pair)
        if not row["kind"].startswith("restriction_")
    )
    return Table(
        ("level", "change", "", "link", "changes"),
        tuple((*key, found[key]) for key in sorted(found, key=_nulls_last)),
        _sql(f"""
            SELECT
              level, replace(kind, '_', ' ') AS change,
              CASE WHEN kind = 'kept' THEN NULL WHEN substantive THEN 'substantive' ELSE 'clerical' END AS weight,
              certainty, count(*)
            FROM 'extracted/changes.parquet'
            WHERE {pair.where} AND kind NOT LIKE 'restriction_%'
            GROUP BY ALL
            ORDER BY level, change, weight, certainty
        """),
    )


def _renamed(editions: _Editions, pair: _Pair) -> Table:
    renamed = [row for row in editions.of("changes", pair) if row["kind"] == "renamed"]
    told = [
        (row["level"], editions.printed(row["left_entry_id"])[0], row["before"], row["after"], _weight(row))
        for row in renamed
    ]
    return Table(
        ("level", "code", "before", "after", ""),
        tuple(sorted(told, key=_nulls_last)),
        _sql(f"""
            SELECT c.level, e.code, c.before, c.after, CASE WHEN c.substantive THEN 'substantive' ELSE 'clerical' END
            FROM 'extracted/changes.parquet' c
            JOIN 'extracted/list_entries.parquet' e ON e.entry_id = c.left_entry_id
            WHERE c.{pair.where.replace("AND ", "AND c.")} AND c.kind = 'renamed'
            ORDER BY ALL
        """),
        "No linked specialty has another name in a language that both acts print.",
    )


def _kept(editions: _Editions, pair: _Pair) -> Table:
    kept: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in editions.through(pair):
        if row["change"] == "kept_barred":
            key = (row["level"], row["left_entry_id"], row["right_entry_id"])
            kept[key] |= {row["qualification"]} - {None}
    told = [
        (level, *editions.printed(left), *editions.printed(right), ", ".join(sorted(named)) or None)
        for (level, left, right), named in kept.items()
    ]
    return Table(
        ("level", "code", "name", "newer code", "newer name", "for"),
        tuple(sorted(told, key=_nulls_last)),
        _sql(f"""
            SELECT
              c.level, l.code, {_NAME.format("l")}, r.code, {_NAME.format("r")},
              string_agg(c.qualification, ', ' ORDER BY c.qualification)
            FROM 'extracted/lens_changes.parquet' c
            JOIN 'extracted/list_entries.parquet' l ON l.entry_id = c.left_entry_id
            JOIN 'extracted/list_entries.parquet' r ON r.entry_id = c.right_entry_id
            WHERE c.{pair.where.replace("AND ", "AND c.")} AND c.lens = 'distance' AND c.change = 'kept_barred'
            GROUP BY 1, 2, 3, 4, 5, c.left_entry_id, c.right_entry_id
            ORDER BY ALL
        """),
        "No case is barred in both.",
    )


def _close(editions: _Editions, pair: _Pair) -> Table:
    close = [row for row in editions.of("crosswalk", pair) if row["relation"] == "close"]
    told = {
        (
            *editions.printed(row["left_entry_id"]),
            row["close_kind"],
            *editions.printed(row["right_entry_id"]),
            row["same_level"],
        )
        for row in close
    }
    return Table(
        ("code", "name", "the newer is", "newer code", "newer name", "one level"),
        tuple(sorted(told, key=_nulls_last)),
        _sql(f"""
            SELECT DISTINCT l.code, {_NAME.format("l")}, c.close_kind, r.code, {_NAME.format("r")}, c.same_level
            FROM 'extracted/crosswalk.parquet' c
            JOIN 'extracted/list_entries.parquet' l ON l.entry_id = c.left_entry_id
            JOIN 'extracted/list_entries.parquet' r ON r.entry_id = c.right_entry_id
            WHERE c.{pair.where.replace("AND ", "AND c.")} AND c.relation = 'close'
            ORDER BY ALL
        """),
        "No pair is close without being exact.",
    )


def _through_all(editions: _Editions) -> Iterator[Block]:
    yield "## Through all editions"
    yield (
        "Exact links of one level make *concepts*: one specialty in several editions. This is the way of each through "
        "them: barred, listed without that bar, or absent from the lists."
    )
    yield _ways(editions)
    yield "### Barred in every edition"
    yield _everywhere(editions)


def _states(editions: _Editions) -> dict[str, dict[str, str]]:
    """Return the state of each concept in each edition."""
    states: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in editions.read("lineage"):
        states[row["concept_id"]][row["act_id"]] = row["state"]
    return states


def _ways(editions: _Editions) -> Table:
    act_ids = [act["act_id"] for act in editions.acts]
    ways = Counter(tuple(states[act_id] for act_id in act_ids) for states in _states(editions).values())
    return Table(
        (*map(_called, editions.acts), "concepts"),
        tuple((*way, ways[way]) for way in sorted(ways)),
        _sql(f"""
            SELECT * EXCLUDE concept_id, count(*)
            FROM (
              SELECT concept_id, {", ".join(f"max(state) FILTER (act_id = '{act_id}')" for act_id in act_ids)}
              FROM 'extracted/lineage.parquet'
              GROUP BY concept_id
            )
            GROUP BY ALL
            ORDER BY ALL
        """),
    )


def _everywhere(editions: _Editions) -> Table:
    kept = {concept_id for concept_id, states in _states(editions).items() if set(states.values()) == {"barred"}}
    concepts = [row for row in editions.read("concepts") if row["concept_id"] in kept]
    return Table(
        ("concept", *_LABELS),
        tuple(sorted((row["concept_id"], *(row[label] for label in _LABELS)) for row in concepts)),
        _sql(f"""
            SELECT concept_id, {", ".join(_LABELS)}
            FROM 'extracted/concepts.parquet' JOIN 'extracted/lineage.parquet' USING (concept_id)
            GROUP BY ALL
            HAVING bool_and(state = 'barred')
            ORDER BY concept_id
        """),
        "No concept is barred in every edition.",
    )


def _open(editions: _Editions) -> Iterator[Block]:
    yield "## What is open"
    links = editions.read("crosswalk")
    yield Sentence(
        "Of {} links, people decided {}; the matcher decided the others by itself.",
        (len(links), sum(row["decided_by"] == "decision" for row in links)),
        _sql("""
            SELECT count(*), count(*) FILTER (decided_by = 'decision')
            FROM 'extracted/crosswalk.parquet'
        """),
    )
    yield "### Where links disagree"
    found = [row for row in editions.read("findings") if row["code"] == "links_disagree"]
    yield Table(
        ("entry", "what disagrees"),
        tuple(sorted((row["row_id"], row["message"]) for row in found)),
        _sql("""
            SELECT row_id, message
            FROM 'extracted/findings.parquet'
            WHERE code = 'links_disagree'
            ORDER BY ALL
        """),
        "Nowhere.",
    )
    yield "### What waits for a decision"
    yield "Pairs that were not linked and could be. A person decides them in `sources/decisions/crosswalk.csv`."
    waiting = editions.read("crosswalk_candidates")
    columns = ("left_act_id", "right_act_id", "cause", "evidence")
    yield Table(
        ("older act", "newer act", "why it waits", "the names"),
        tuple(sorted({tuple(row[column] for column in columns) for row in waiting})),
        _sql(f"""
            SELECT DISTINCT {", ".join(columns)}
            FROM 'extracted/crosswalk_candidates.parquet'
            ORDER BY ALL
        """),
        "Nothing.",
    )


def _words(name: str) -> str:
    return name.replace("_", " ")


def _weight(change: Row) -> str:
    return "substantive" if change["substantive"] else "clerical"


def _nulls_last(cells: Iterable[object]) -> tuple[tuple[bool, Any], ...]:
    """Return a sort key that puts cells in the order of SQL: by code point, those without a value last."""
    return tuple((cell is None, cell) for cell in cells)


def _sql(query: str) -> str:
    return dedent(query).strip()
