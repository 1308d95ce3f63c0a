"""The certificate of completeness of a list and of an act: whether all that is printed is in the tables, and why.

It is judged from rows alone, so that whoever has the tables can judge again. `complete` needs a proof: something
printed must count the entries of a list, and no finding may say that anything of it is missing or doubtful. A finding
of a kind that isn't named here says so: a new kind can't make anything complete that is not.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import regex

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]
Verdict = Literal["complete", "complete_with_known_gaps", "not_proven"]
# From the best to the worst.
VERDICTS: tuple[Verdict, ...] = ("complete", "complete_with_known_gaps", "not_proven")
# The tables that a certificate is judged from.
EVIDENCE = ("acts", "lists", "list_entries", "restrictions", "provenance", "findings")
# The finding names what is missing and where: it is missing in print, too, or stands in no line of the text.
KNOWN_GAPS = frozenset({
    *("body_missing", "cell_empty", "column_not_published", "comments_left_out", "contents_differ", "count_differs"),
    *("entry_number_missing", "entry_number_repeated", "group_number_missing", "groups_differ", "languages_differ"),
    *("name_begins_small", "navigation_left_out", "number_out_of_order", "only_in_one_source", "pictures_left_out"),
    *("quoted_rows", "signatory_missing", "sources_differ"),
})  # fmt: skip
# What these tell of is all in the tables: oddities of codes, names, groups and headings, how a reader worked, marks
# that are no words, what an item of prose belongs to.
HARMLESS = frozenset({
    *("act_in_two_sources", "annex_renumbered", "annex_stamp_cut", "bar_not_in_heading", "code_off_pattern"),
    *("code_out_of_order", "code_outside_group", "code_repeated", "code_with_two_names"),
    *("converted_by_libreoffice", "direction_marks_left_out", "doubts_reviewed", "excerpt", "field_code_left_out"),
    *("copy_set_aside", "group_missing", "review_withdrawn"),
    *("group_named_two_ways", "group_number_repeated", "header_footer_left_out", "header_misplaced"),
    *("header_missing", "layout_table", "links_disagree", "list_is_catalogue", "list_number_repeated"),
    *("list_permits", "macros_not_run", "name_with_two_codes", "norms_differ", "notes_at_foot", "number_misleads"),
    *("page_numbers_left_out", "paragraph_unsure", "place_unsure", "repeal_unsure", "running_headers_left_out"),
    *("split_word_suspected", "suspected_misprint", "term_unsure", "text_recognized", "turned_text"),
})  # fmt: skip
# The findings that only a certificate makes.
OWN = frozenset({"entries_not_counted", "rows_doubtful"})
_OF_LISTS = frozenset({"lists", "list_entries", "restrictions"})
_OF_NUMBERS = frozenset({"entry_number_missing", "entry_number_repeated"})
_OF_GROUPS = frozenset({"group_num", "group_name_ky", "group_name_kk", "group_name_ru"})
_NUMBER = regex.compile(r"\d+")


def judge(proven: bool, codes: Iterable[str]) -> Verdict:
    """Judge from whether there is a proof, and from the kinds of the findings that aren't harmless.

    >>> judge(True, []), judge(True, ["cell_empty"]), judge(True, ["page_without_text"]), judge(False, [])
    ('complete', 'complete_with_known_gaps', 'not_proven', 'not_proven')
    """
    found = set(codes)
    if not proven or found - KNOWN_GAPS:
        return "not_proven"
    return "complete_with_known_gaps" if found else "complete"


def why_not_numbered(entries: Sequence[Row], start: int, named: Iterable[str], stated: int | None = None) -> str:
    """Say why the running numbers of a list don't count each of its entries, from `start` or from 1; empty if they do.

    Where they leave numbers out or print one twice, a finding must tell: `named` are the ids of the entries that have
    one. A number that is left out must not stand beside its place, where its row may be read as something else. A total
    that is `stated` must not go beyond the last number: rows may be missing behind it.
    """
    numbers = [int(one) for entry in entries if _NUMBER.fullmatch(one := entry.get("num") or "")]
    if len(numbers) < max(1, len(entries)):
        return f"{len(numbers)} of {len(entries)} rows are numbered" if numbers else "no row is numbered"
    told, first = set(named), 1 if numbers[0] == 1 else start
    before = first - 1
    for number, above, entry in zip(numbers, [{}, *entries], entries, strict=False):
        if number != before + 1 and not (before <= number and entry["entry_id"] in told):
            return f"number {number} follows number {before}" if before >= first else f"the first number is {number}"
        if beside := [one for one in _printed_between(above, entry) if before < one < number]:
            return f"number {beside[0]} is left out, and {beside[0]} stands in a name or group beside its place"
        before = number
    return f"the last number is {before}" if stated is not None and stated > before - first + 1 else ""


def _printed_between(above: Row, below: Row) -> Iterator[int]:
    """Yield the numbers in the names of an entry and in the group of the one below it."""
    names = [value for column, value in above.items() if column.startswith("name_")]
    names += [value for column, value in below.items() if column in _OF_GROUPS]
    yield from (int(found) for name in names if name for found in _NUMBER.findall(name))


def certify(chunk: Mapping[str, Sequence[Row]]) -> dict[str, Rows]:
    """Return the rows of a source, its act and lists with their certificates.

    What a certificate misses becomes a finding where none tells of it yet.
    """
    certified: dict[str, Any] = dict(chunk)
    about = _Findings(chunk)
    entries: defaultdict[str, list[Row]] = defaultdict(list)
    for entry in sorted(chunk.get("list_entries", ()), key=lambda one: one["position"]):
        entries[entry["list_id"]].append(entry)
    verdicts: defaultdict[str, list[Verdict]] = defaultdict(list)
    certified["lists"] = []
    for listed, start in _with_starts(chunk.get("lists", ()), entries, about):
        made = _certify_list(listed, entries[listed["list_id"]], start, about)
        certified["lists"].append(made)
        verdicts[made["act_id"]].append(made["certificate"])
    certified["findings"] = [*certified.get("findings", ()), *about.own]
    certified["acts"] = [
        _certify_act(act, verdicts[act["act_id"]], certified["findings"]) for act in chunk.get("acts", ())
    ]
    return certified


def summarize(chunk: Mapping[str, Sequence[Row]]) -> Rows:
    """Tell the certificates of a chunk in short: each act that it holds, its lists, and each reason with its place."""
    paths = {row["source_id"]: row["path"] for row in chunk["sources"]}
    findings = {row["finding_id"]: row for row in chunk["findings"]}
    found = Counter(entry["list_id"] for entry in chunk.get("list_entries", ()))
    return [
        {
            "act_id": act["act_id"],
            "certificate": act["certificate"],
            "lists": [
                {
                    **{name: one.get(name) for name in ("list_id", "certificate", "counted_by", "stated_count")},
                    "entry_count": found[one["list_id"]],
                }
                for one in chunk.get("lists", ())
                if one["act_id"] == act["act_id"]
            ],
            "reasons": [
                _tell(one, paths)
                for one in sorted((findings[reason] for reason in act["certificate_reasons"]), key=_weight_and_place)
            ],
        }
        for act in chunk.get("acts", ())
    ]


def _weight_and_place(finding: Row) -> tuple[bool, str, int, str]:
    """Return what sorts reasons: known gaps last, each kind in the order of print."""
    is_gap = finding["code"] in KNOWN_GAPS
    return is_gap, finding["source_id"], finding.get("line_start") or 0, finding["finding_id"]


def _tell(finding: Row, paths: Mapping[str, str]) -> dict[str, str]:
    line, path = finding.get("line_start"), paths[finding["source_id"]]
    return {"code": finding["code"], "message": finding["message"], "place": f"{path}:{line}" if line else path}


def _with_starts(
    lists: Iterable[Row], entries: Mapping[str, Sequence[Row]], about: _Findings
) -> Iterator[tuple[Row, int]]:
    """Yield the lists in the order of print, each with the number that follows the last one of the list above."""
    above = 0
    for listed in sorted(lists, key=lambda one: about.place_of(one["list_id"])):
        yield listed, above + 1
        last = entries[listed["list_id"]][-1].get("num") if entries[listed["list_id"]] else None
        above = int(last) if last and _NUMBER.fullmatch(last) else 0


def _certify_list(listed: Row, entries: Sequence[Row], start: int, about: _Findings) -> dict[str, Any]:
    told = about.of_list(listed["list_id"])
    stated = listed.get("stated_count")
    unnumbered = why_not_numbered(entries, start, (one["row_id"] for one in told if one["code"] in _OF_NUMBERS), stated)
    proofs = {"stated_count": stated == len(entries), "running_numbers": not unnumbered}
    counted = [name for name, is_proof in proofs.items() if is_proof]
    doubtful = [entry["entry_id"] for entry in entries if entry["doubtful"]]
    if doubtful:
        message = f"{len(doubtful)} of {len(entries)} entries are doubtful, the first is {doubtful[0]}"
        told.append(about.add(listed, "rows_doubtful", message, doubtful[0]))
    if not counted:
        total = "no total is printed" if stated is None else f"the printed total is {stated}"
        message = f"{len(entries)} entries were found, and nothing printed counts them: {total}, {unnumbered}"
        told.append(about.add(listed, "entries_not_counted", message, listed["list_id"]))
    return {
        **listed,
        "counted_by": counted,
        "certificate": judge(bool(counted), (one["code"] for one in told)),
        "certificate_reasons": sorted(one["finding_id"] for one in told),
    }


def _certify_act(act: Row, lists: Iterable[Verdict], findings: Iterable[Row]) -> dict[str, Any]:
    """Certify an act: it is what its lists, its findings and the fate of its characters are at worst."""
    told = [one for one in findings if one["act_id"] == act["act_id"] and one["code"] not in HARMLESS]
    verdict = judge(act["completeness"] == "complete", (one["code"] for one in told))
    return {
        **act,
        "certificate": max((verdict, *lists), key=VERDICTS.index),
        "certificate_reasons": sorted(one["finding_id"] for one in told),
    }


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where the values of one source begin, in the order of print: the list that each is of, None for prose."""

    lines: list[int] = field(default_factory=list)
    lists: list[str | None] = field(default_factory=list)

    def beside(self, line_start: int, line_end: int) -> Sequence[str | None]:
        """Return the lists that begin values on these lines; where none does, those of the values on both sides."""
        first, last = bisect_left(self.lines, line_start), bisect_right(self.lines, line_end)
        return self.lists[first:last] or self.lists[max(0, first - 1) : last + 1]


class _Findings:
    """The findings of a chunk that aren't harmless, by the list that each is about, and those that are `own`."""

    def __init__(self, chunk: Mapping[str, Sequence[Row]]) -> None:
        self.own: Rows = []
        self._homes = {act["act_id"]: act["source_ids"][0] for act in chunk.get("acts", ())}
        self._lists = [row["list_id"] for row in chunk.get("lists", ())]
        self._owners: dict[str, str] = {list_id: list_id for list_id in self._lists}
        self._owners |= {row["entry_id"]: row["list_id"] for row in chunk.get("list_entries", ())}
        self._owners |= {
            row["restriction_id"]: self._owners[row["entry_id"]]
            for row in chunk.get("restrictions", ())
            if row["entry_id"] in self._owners
        }
        self._places: dict[str, tuple[str, int]] = {}
        self._marks: defaultdict[str, _Marks] = defaultdict(_Marks)
        for row in sorted(chunk.get("provenance", ()), key=lambda one: (one["source_id"], one["char_start"])):
            self._mark(row)
        self._of_list: defaultdict[str, list[Row]] = defaultdict(list)
        for one in chunk.get("findings", ()):
            if one["code"] not in HARMLESS and one["act_id"] in self._homes:
                for owner in self._lists_of(one):
                    self._of_list[owner].append(one)

    def of_list(self, list_id: str) -> list[Row]:
        """Return the findings about a list that aren't harmless: at its rows, among or beside them, or at no place."""
        return list(self._of_list[list_id])

    def place_of(self, row_id: str) -> tuple[str, int]:
        """Return the source and the line where a list or a row begins."""
        return self._places.get(row_id, ("", 0))

    def add(self, listed: Row, code: str, message: str, row_id: str) -> Row:
        """Make a finding of the certificate's own about a list, at the place of a row."""
        source_id, line = self._places.get(row_id, (self._homes[listed["act_id"]], None))
        digest = hashlib.sha256(f"{listed['list_id']}\x1f{message}".encode()).hexdigest()[:12]
        self.own.append({
            "finding_id": f"{source_id}:{code}:{digest}",
            "source_id": source_id,
            "act_id": listed["act_id"],
            "severity": "info",
            "code": code,
            "message": message,
            "table_name": "lists",
            "row_id": listed["list_id"],
            "line_start": line,
            "line_end": line,
        })  # fmt: skip
        return self.own[-1]

    def _mark(self, proof: Row) -> None:
        """Note where a value begins, and the first such place of its row and its list."""
        owner = self._owners.get(proof["row_id"]) if proof["table_name"] in _OF_LISTS else None
        marks = self._marks[proof["source_id"]]
        marks.lines.append(proof["line_start"])
        marks.lists.append(owner)
        for row_id in filter(None, (proof["row_id"], owner)):
            self._places.setdefault(row_id, (proof["source_id"], proof["line_start"]))

    def _lists_of(self, finding: Row) -> Iterable[str]:
        table, row_id, line = (finding.get(name) for name in ("table_name", "row_id", "line_start"))
        if table is not None:
            return [self._owners[row_id]] if table in _OF_LISTS and row_id in self._owners else []
        if line is None:
            return [] if finding["code"] in KNOWN_GAPS else self._lists
        beside = self._marks[finding["source_id"]].beside(line, finding.get("line_end") or line)
        return dict.fromkeys(owner for owner in beside if owner)
