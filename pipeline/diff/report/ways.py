"""The report of all editions together: the ways of concepts through them, and what is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.diff.answers import Block, Sentence, Table
from pipeline.diff.report.views import Editions, called, query
from pipeline.languages.vocabulary import LANGUAGES

_LABELS = tuple(f"label_{lang}" for lang in (*LANGUAGES, "en"))


def tell_ways(editions: Editions) -> Iterator[Block]:
    """Tell the ways of concepts through all editions, and which are barred in each."""
    yield "## Through all editions"
    yield (
        "Exact links of one level make *concepts*: one specialty in several editions. This is the way of each through "
        "them: barred, listed without that bar, or absent from the lists."
    )
    yield _ways(editions)
    yield "### Barred in every edition"
    yield _everywhere(editions)


def _states(editions: Editions) -> dict[str, dict[str, str]]:
    """Return the state of each concept in each edition."""
    states: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in editions.read("lineage"):
        states[row["concept_id"]][row["act_id"]] = row["state"]
    return states


def _ways(editions: Editions) -> Table:
    act_ids = [act["act_id"] for act in editions.acts]
    ways = Counter(tuple(states[act_id] for act_id in act_ids) for states in _states(editions).values())
    return Table(
        (*map(called, editions.acts), "concepts"),
        tuple((*way, ways[way]) for way in sorted(ways)),
        query(f"""
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


def _everywhere(editions: Editions) -> Table:
    kept = {concept_id for concept_id, states in _states(editions).items() if set(states.values()) == {"barred"}}
    concepts = [row for row in editions.read("concepts") if row["concept_id"] in kept]
    return Table(
        ("concept", *_LABELS),
        tuple(sorted((row["concept_id"], *(row[label] for label in _LABELS)) for row in concepts)),
        query(f"""
            SELECT concept_id, {", ".join(_LABELS)}
            FROM 'extracted/concepts.parquet' JOIN 'extracted/lineage.parquet' USING (concept_id)
            GROUP BY ALL
            HAVING bool_and(state = 'barred')
            ORDER BY concept_id
        """),
        "No concept is barred in every edition.",
    )


def tell_open(editions: Editions) -> Iterator[Block]:
    """Tell who decided the links, where they disagree, and what waits for a decision."""
    yield "## What is open"
    links = editions.read("crosswalk")
    yield Sentence(
        "Of {} links, people decided {}; the matcher decided the others by itself.",
        (len(links), sum(row["decided_by"] == "decision" for row in links)),
        query("""
            SELECT count(*), count(*) FILTER (decided_by = 'decision')
            FROM 'extracted/crosswalk.parquet'
        """),
    )
    yield "### Where links disagree"
    found = [row for row in editions.read("findings") if row["code"] == "links_disagree"]
    yield Table(
        ("entry", "what disagrees"),
        tuple(sorted((row["row_id"], row["message"]) for row in found)),
        query("""
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
        query(f"""
            SELECT DISTINCT {", ".join(columns)}
            FROM 'extracted/crosswalk_candidates.parquet'
            ORDER BY ALL
        """),
        "Nothing.",
    )
