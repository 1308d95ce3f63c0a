"""How complete acts and lists are, in lines for people: what counts their entries, and why there is no more proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_VERDICTS = ("complete", "complete_with_known_gaps", "not_proven")
# So many acts, and so many reasons of each, are told.
_MOST_ACTS, _MOST_REASONS = 20, 3


def tell_certificates(certificates: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield how many acts and lists are complete, then each act that is not, its lists and the reasons."""
    lists = [one for act in certificates for one in act["lists"]]
    yield f"acts: {_counted(certificates)}; lists: {_counted(lists)}"
    doubted = [act for act in certificates if act["certificate"] != "complete"]
    for act in doubted[:_MOST_ACTS]:
        yield f"{_words(act)}: {act['act_id']}"
        for one in act["lists"]:
            stated = "no total" if one["stated_count"] is None else f"the total is {one['stated_count']}"
            yield f"  list {one['list_id']}: {_words(one)}, {one['entry_count']} entries, {stated}"
        for reason in act["reasons"][:_MOST_REASONS]:
            yield f"  {reason['place']}: {reason['message']}"
        if (more := len(act["reasons"]) - _MOST_REASONS) > 0:
            yield f"  and {more} more reasons (--json)"
    if len(doubted) > _MOST_ACTS:
        yield f"and {len(doubted) - _MOST_ACTS} more acts (--json)"


def _words(certified: Mapping[str, Any]) -> str:
    return str(certified["certificate"]).replace("_", " ")


def _counted(certified: Sequence[Mapping[str, Any]]) -> str:
    counts = Counter(one["certificate"] for one in certified)
    return ", ".join(f"{counts[verdict]} {verdict.replace('_', ' ')}" for verdict in _VERDICTS)
