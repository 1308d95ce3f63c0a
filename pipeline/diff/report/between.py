"""The report of two editions: what they link, what became of the bars, what was renamed, what is close."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.diff.answers import Block, Cells, Sentence, Table
from pipeline.diff.changes import is_repealed_by
from pipeline.diff.report.views import NAME, Editions, Pair, called, nulls_last, query, weight, words

_CHANGE = (
    "Both acts are law of one country: what the newer act prints, it enacted. What the older one alone prints it took "
    "away only if it repealed that act."
)
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


def in_short(editions: Editions, pair: Pair) -> Sentence:
    """Tell in one sentence what became of the cases that the older act bars."""
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
        query(f"""
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


def tell_between(editions: Editions, pair: Pair) -> Iterator[Block]:
    """Tell a pair of editions: its links, its bars, its specialties, names and close counterparts."""
    yield f"## {pair.name}: {pair.step}"
    yield _CHANGE if pair.is_change else _COMPARISON
    if pair.is_change and not is_repealed_by(pair.left, pair.right):
        yield f"{called(pair.left)} prints no repeal by {called(pair.right)}: its bars may stand beside the newer ones."
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


def _one_sided(editions: Editions, pair: Pair) -> Iterator[str]:
    """Tell of levels that one of the acts has no list of: their bars begin or end with the list."""
    levels = editions.levels(pair.left), editions.levels(pair.right)
    for act, only, word in (
        (pair.left, levels[0] - levels[1], "no longer"),
        (pair.right, levels[1] - levels[0], "newly"),
    ):
        if only:
            named = " and ".join(f"`{level}`" for level in sorted(only))
            yield (
                f"Only {called(act)} prints a list for {named}: what it bars for that level alone "
                f"counts as {word} barred, whatever the other act says of it elsewhere."
            )


def _links(editions: Editions, pair: Pair) -> Sentence:
    found = Counter((row["relation"], row["same_level"]) for row in editions.of("crosswalk", pair))
    return Sentence(
        "{} pairs of entries are linked as exact and {} as close, all of one level; between different levels {} more "
        "are exact and {} close.",
        tuple(found[relation, same] for same in (True, False) for relation in ("exact", "close")),
        query(f"""
            SELECT
              count(*) FILTER (relation = 'exact' AND same_level),
              count(*) FILTER (relation = 'close' AND same_level),
              count(*) FILTER (relation = 'exact' AND NOT same_level),
              count(*) FILTER (relation = 'close' AND NOT same_level)
            FROM 'extracted/crosswalk.parquet'
            WHERE {pair.where}
        """),
    )


def _bars(editions: Editions, pair: Pair) -> Table:
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
            *(word for change in _OTHERWISE for word in (words(change), "of these close")),
        ),
        tuple((*key, *(cases[key][name] for name in columns)) for key in sorted(cases, key=nulls_last)),
        query(f"""
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


def _kinds(editions: Editions, pair: Pair) -> Table:
    found = Counter(
        (row["level"], words(row["kind"]), None if row["kind"] == "kept" else weight(row), row["certainty"])
        for row in editions.of("changes", pair)
        if not row["kind"].startswith("restriction_")
    )
    return Table(
        ("level", "change", "", "link", "changes"),
        tuple((*key, found[key]) for key in sorted(found, key=nulls_last)),
        query(f"""
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


def _renamed(editions: Editions, pair: Pair) -> Table:
    renamed = [row for row in editions.of("changes", pair) if row["kind"] == "renamed"]
    told = [
        (row["level"], editions.printed(row["left_entry_id"])[0], row["before"], row["after"], weight(row))
        for row in renamed
    ]
    return Table(
        ("level", "code", "before", "after", ""),
        tuple(sorted(told, key=nulls_last)),
        query(f"""
            SELECT c.level, e.code, c.before, c.after, CASE WHEN c.substantive THEN 'substantive' ELSE 'clerical' END
            FROM 'extracted/changes.parquet' c
            JOIN 'extracted/list_entries.parquet' e ON e.entry_id = c.left_entry_id
            WHERE c.{pair.where.replace("AND ", "AND c.")} AND c.kind = 'renamed'
            ORDER BY ALL
        """),
        "No linked specialty has another name in a language that both acts print.",
    )


def _kept(editions: Editions, pair: Pair) -> Table:
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
        tuple(sorted(told, key=nulls_last)),
        query(f"""
            SELECT
              c.level, l.code, {NAME.format("l")}, r.code, {NAME.format("r")},
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


def _close(editions: Editions, pair: Pair) -> Table:
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
        tuple(sorted(told, key=nulls_last)),
        query(f"""
            SELECT DISTINCT l.code, {NAME.format("l")}, c.close_kind, r.code, {NAME.format("r")}, c.same_level
            FROM 'extracted/crosswalk.parquet' c
            JOIN 'extracted/list_entries.parquet' l ON l.entry_id = c.left_entry_id
            JOIN 'extracted/list_entries.parquet' r ON r.entry_id = c.right_entry_id
            WHERE c.{pair.where.replace("AND ", "AND c.")} AND c.relation = 'close'
            ORDER BY ALL
        """),
        "No pair is close without being exact.",
    )
