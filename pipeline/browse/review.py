"""What a person may decide: pairs of entries that the matcher left open, rivals together, with their printed lines.

Decisions that have expired come first: a build stops at them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.audit.printed import Printed, read_printed
from pipeline.browse.lines import Line
from pipeline.link.names.decided import Expired, Quoted
from pipeline.published import rows

Row = Mapping[str, Any]
_FIELDS = ("code", "name_ky", "name_kk", "name_ru")
# The cause of a group that holds no candidates but decisions that have expired.
EXPIRED = "a decision has expired"


@dataclass(frozen=True, slots=True)
class Side:
    """An entry of a pair: what it says, where its list stands, its printed lines, what it is exactly already."""

    entry_id: str
    act_id: str
    code: str | None
    names: tuple[str, ...]
    group: str | None
    levels: tuple[str, ...]
    qualifications: tuple[str, ...]
    path: str | None
    lines: tuple[tuple[int, str], ...]
    already: tuple[str, ...]

    @property
    def name(self) -> str:
        """The code and the names, in one line."""
        return " ".join(filter(None, [self.code, " / ".join(self.names)]))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that was not decided, and what was found about it."""

    left: Side
    right: Side
    close_kind: str | None
    same_level: bool
    method: str
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Rivals:
    """Candidates of one cause that share entries: who is decided for one of them is taken from the others.

    Or else, for a cause of its own, the decisions about two acts that have expired.
    """

    left_act_id: str
    right_act_id: str
    cause: str
    candidates: tuple[Candidate, ...]
    expired: tuple[Expired, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the rivals as plain values, for JSON."""
        return asdict(self)


class _Entries:
    """The entries of a published folder with their printed lines (but for blank ones), each source read once."""

    def __init__(self, out: Path, sources: Path) -> None:
        self._out, self._folder = out, sources
        self._entries = {row["entry_id"]: row for row in rows("list_entries", out)}
        self._lists = {row["list_id"]: row for row in rows("lists", out)}
        self._sources = {row["source_id"]: row for row in rows("sources", out)}
        self._printed: dict[str, Printed] = {}
        self._exact: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows("crosswalk", out, relation="exact"):
            self._exact[row["left_entry_id"]].append(row["right_entry_id"])
            self._exact[row["right_entry_id"]].append(row["left_entry_id"])

    def side(self, entry_id: str, other_act_id: str) -> Side:
        """Show an entry beside one of another act."""
        entry = self._entries[entry_id]
        of_list = self._lists[entry["list_id"]]
        places = [row for row in rows("provenance", self._out, table_name="list_entries", row_id=entry_id)
                  if row["field"] in _FIELDS]  # fmt: skip
        path = self._sources[places[0]["source_id"]]["path"] if places else None
        groups = (entry[f"group_name_{lang}"] for lang in ("ky", "kk", "ru"))
        names = (entry[name] for name in _FIELDS if name != "code")
        return Side(
            entry_id,
            entry["act_id"],
            entry["code"],
            tuple(name for name in names if name),
            next(filter(None, groups), None),
            tuple(of_list["education_levels"]),
            tuple(of_list["qualifications"]),
            path,
            tuple(self._lines(places)),
            tuple(one for one in self._exact[entry_id] if self._entries[one]["act_id"] == other_act_id),
        )

    def _lines(self, places: Iterable[Row]) -> Iterator[tuple[int, str]]:
        found = {
            (row["source_id"], number) for row in places for number in range(row["line_start"], row["line_end"] + 1)
        }
        for source_id, number in sorted(found):
            if source_id not in self._printed:
                self._printed[source_id] = read_printed(self._sources[source_id], (), self._folder)
            if (words := self._printed[source_id].line_text(number)).strip():
                yield number, words


def group_expired(expired: Iterable[Expired], pair: tuple[str, str] | None = None) -> list[Rivals]:
    """Group decisions that have expired by their acts; `pair` are ids of two acts."""
    by_acts: defaultdict[tuple[str, str], list[Expired]] = defaultdict(list)
    for one in expired:
        left, right = (side.entry_id.partition(":")[0] for side in (one.left, one.right))
        if pair is None or {left, right} == set(pair):
            by_acts[left, right].append(one)
    return [Rivals(*acts, EXPIRED, (), tuple(found)) for acts, found in sorted(by_acts.items())]


def read_candidates(
    out: Path, sources: Path, pair: tuple[str, str] | None = None, aside: Collection[str] = ()
) -> list[Rivals]:
    """List what was not decided in the published folder `out`, by pair of acts and cause; `pair` are ids of two acts.

    Acts `aside` are left out. The printed lines are read from the files below `sources`. Raises UnreadableSourceError
    where they don't lie there.
    """
    by_cause: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows("crosswalk_candidates", out):
        acts = {row["left_act_id"], row["right_act_id"]}
        if (pair is None or acts == set(pair)) and not acts & set(aside):
            by_cause[row["left_act_id"], row["right_act_id"], row["cause"]].append(row)
    entries = _Entries(out, sources)
    return [
        Rivals(*key, tuple(_candidate(row, entries) for row in rivals))
        for key, found in sorted(by_cause.items())
        for rivals in _together(found)
    ]


def _candidate(row: Row, entries: _Entries) -> Candidate:
    said = (row[name] for name in ("close_kind", "same_level", "method", "score", "evidence"))
    left = entries.side(row["left_entry_id"], row["right_act_id"])
    return Candidate(left, entries.side(row["right_entry_id"], row["left_act_id"]), *said)


def _together(found: Sequence[Row]) -> list[list[Row]]:
    """Part candidates into those that share entries, the likest first."""
    groups: list[tuple[set[str], list[Row]]] = []
    for row in found:
        ends, members = {row["left_entry_id"], row["right_entry_id"]}, [row]
        apart = []
        for group in groups:
            if group[0] & ends:
                ends |= group[0]
                members = [*group[1], *members]
            else:
                apart.append(group)
        groups = [*apart, (ends, members)]
    by_score = [sorted(members, key=lambda row: (-row["score"], row["left_entry_id"])) for _, members in groups]
    return sorted(by_score, key=lambda members: (-members[0]["score"], members[0]["left_entry_id"]))


def tell_rivals(groups: Iterable[Rivals]) -> Iterator[Line]:
    """Yield the lines of what may be decided: cause by cause, rivals under each other, printed lines below."""
    above = None
    for group in groups:
        head = (group.left_act_id, group.right_act_id, group.cause)
        if head != above:
            yield Line((("head", f"{group.left_act_id} .. {group.right_act_id}: {group.cause}"),))
            above = head
        if len(group.candidates) > 1:
            yield Line((("note", f"{len(group.candidates)} rivals"),), indent=2)
        for expired in group.expired:
            yield from _tell_expired(expired)
        for candidate in group.candidates:
            kind = f", {candidate.close_kind}" if candidate.close_kind else ""
            level = "" if candidate.same_level else ", other level"
            told = f"{candidate.score:g} by {candidate.method}{kind}{level}: {candidate.evidence}"
            yield Line((("note", told),), indent=2, hang=4)
            yield from _tell_side(candidate.left)
            yield from _tell_side(candidate.right)
        yield Line(())


def _tell_expired(expired: Expired) -> Iterator[Line]:
    yield Line((("note", tell_decision(expired)),), indent=2, hang=4)
    for side in (expired.left, expired.right):
        yield Line((("place", side.entry_id), ("text", f"  {_tell_quoted(side)}")), indent=4, hang=4)


def tell_decision(expired: Expired) -> str:
    """Tell where a decision that has expired stands, and what was decided."""
    one = expired.decision
    kind = f" {one.close_kind}" if one.close_kind else ""
    return f"{one.place}: {one.relation}{kind}, {one.reason} ({one.decided_by}, {one.decided_on})"


def _tell_quoted(side: Quoted) -> str:
    if side.printed is None:
        return f'quoted as "{side.quoted}", no list prints it any more'
    now = " / ".join(side.printed)
    return f'printed as it was quoted, "{now}"' if side.fault is None else f'quoted as "{side.quoted}", now "{now}"'


def _tell_side(side: Side) -> Iterator[Line]:
    about = ", ".join([*side.levels, *side.qualifications, *filter(None, [side.group])])
    yield Line((("place", side.entry_id), ("text", f"  {side.name}"), ("aside", f"  ({about})")), indent=4, hang=4)
    for number, words in side.lines:
        yield Line((("aside", f"{side.path}:{number} | "), ("citation", words)), indent=6, hang=4)
    for other in side.already:
        yield Line((("aside", f"is {other} already"),), indent=6, hang=4)


_OF_PAIR = ("left_act_id", "right_act_id", "cause", "rivals", "score", "method", "close_kind", "same_level", "evidence")
_OF_SIDES = ("left_entry_id", "left_name", "left_lines", "right_entry_id", "right_name", "right_lines")
COLUMNS = (*_OF_PAIR, *_OF_SIDES)


def table_of(groups: Iterable[Rivals]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each candidate and each expired decision; `rivals` numbers those that share entries."""
    for number, group in enumerate(groups, 1):
        head = (group.left_act_id, group.right_act_id, group.cause, number)
        for expired in group.expired:
            left, right = _tell_quoted(expired.left), _tell_quoted(expired.right)
            told = f"{tell_decision(expired)}; left {left}; right {right}"
            now = ((side.entry_id, " / ".join(side.printed or ()), "") for side in (expired.left, expired.right))
            kind = expired.decision.close_kind
            yield (*head, None, "decision", kind, None, told, *(cell for side in now for cell in side))
        for one in group.candidates:
            found = (one.score, one.method, one.close_kind, one.same_level, one.evidence)
            sides = ((side.entry_id, side.name, _places(side)) for side in (one.left, one.right))
            yield (*head, *found, *(cell for side in sides for cell in side))


def _places(side: Side) -> str:
    """Spell the printed lines of an entry as `path:12-13: the words / of each`."""
    if not side.lines:
        return ""
    first, last = side.lines[0][0], side.lines[-1][0]
    numbers = str(first) if first == last else f"{first}-{last}"
    return f"{side.path}:{numbers}: {' / '.join(words.strip() for _, words in side.lines)}"
