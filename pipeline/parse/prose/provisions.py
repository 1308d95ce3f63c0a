"""Spell the prose of an act as provisions: the tree of every part in every language, each unit with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import regex

from pipeline.languages.vocabulary import find_terms, is_phrase
from pipeline.model import Cell, Finding, Row, Value
from pipeline.parse.evidence import Evidence
from pipeline.parse.heads import HEAD_LINES, begins_preamble, begins_title, ends_title, names_act, opens_prose
from pipeline.parse.ledger import Region
from pipeline.parse.margins import SURE
from pipeline.parse.parts import Part
from pipeline.parse.passage import Span
from pipeline.parse.prose.clauses import Tree, grow_tree
from pipeline.parse.prose.markers import Marker, read_marker
from pipeline.parse.prose.paragraphs import divide_paragraphs
from pipeline.parse.prose.places import Clause, Place
from pipeline.parse.prose.setting import TERMINAL, Setting, learn_setting
from pipeline.parse.requisites import names_places_only
from pipeline.parse.signatures import find_signature
from pipeline.segment import LayoutLine

BLANKS = regex.compile(r"\s+")
# What has no number in any act; of other kinds, `chapter-1` is what prints it.
WITHOUT_NUMBER = frozenset({"preamble", "paragraph", "indent"})


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause of an act with its id, its row, and the id of the provision it lies in."""

    provision_id: str
    clause: Clause
    row: Row
    parent: Provision | None


@dataclass(frozen=True, slots=True)
class PartOfProse:
    """The prose of one part in one language: its tree, its provisions in print order, and its signature's lines.

    `printed` are the parts of the act in that language, with the number that each one's stamp prints.
    """

    lang: str
    part: str
    tree: Tree
    provisions: tuple[Provision, ...]
    signature: tuple[LayoutLine, ...]
    printed: Mapping[str, int | None]


def read_prose(
    parts: dict[str, tuple[Part, ...]], listed: frozenset[int], act_id: str, evidence: Evidence
) -> Iterator[PartOfProse]:
    """Read the prose of every language and part; `listed` are the starts of the lines that lists hold."""
    for lang, of_lang in parts.items():
        position = 0
        split = [_split_signature(part) for part in of_lang]
        prose = [[line for line in lines if line.start not in listed] for lines, _ in split]
        usual = _learn_from_all(prose, lang)
        printed = {part.name: part.number for part in of_lang}
        for part, (_, signature), free in zip(of_lang, split, prose, strict=True):
            paragraphs = divide_paragraphs(free, lang, usual)
            is_annex = part.name != "body"
            begin = _begin_of_prose(free, lang)
            opened = any(line.start == begin and begins_preamble(line.text, lang) for line in free)
            tree = grow_tree(paragraphs, lang, is_annex=is_annex, begin=begin, opened=opened)
            provisions = tuple(_spell(tree, part.name, lang, act_id, position, evidence))
            position += len(provisions)
            yield PartOfProse(lang, part.name, tree, provisions, signature, printed)


def _learn_from_all(parts: Sequence[Sequence[LayoutLine]], lang: str) -> Setting | None:
    """Learn how the lines of several parts are set; a part that stands alone tells it itself."""
    if len(parts) == 1:
        return None
    lines = list(chain.from_iterable(parts))
    return learn_setting(lines, [read_marker(line.text, lang) for line in lines])


def _begin_of_prose(lines: Sequence[LayoutLine], lang: str) -> int | None:
    """Return where the prose of a body begins at the latest: with its preamble, where words tell that."""
    first = next((i for i, line in enumerate(lines[:HEAD_LINES]) if opens_prose(line.text, lang)), None)
    if first is None:
        return None
    begin = first
    alone = is_phrase("enacting", lines[first].text.strip(" :"))
    while begin and (alone or lines[begin - 1].text.rstrip().endswith(",")) and _goes_on(lines[begin - 1], lang):
        begin -= 1
    return lines[first if begin and begins_title(lines[begin - 1].text, lang) else begin].start


def _goes_on(line: LayoutLine, lang: str) -> bool:
    """Tell whether a line above a word that enacts, alone on its line, may be of its sentence: no line of a head."""
    words = line.text.strip()
    if line.marked or words.isupper() or words.startswith("(") or TERMINAL.search(words) or names_places_only(words):
        return False
    titles = begins_title(words, lang) or ends_title(words, lang)
    return not (titles or find_terms("registration", words, lang) or names_act(words, lang))


def _split_signature(part: Part) -> tuple[tuple[LayoutLine, ...], tuple[LayoutLine, ...]]:
    """Return the lines of a part without its signature, and those of the signature with what is printed below it."""
    found = find_signature(part.lines)
    if part.name != "body" or found is None:
        return part.lines, ()
    return part.lines[: found.first], part.lines[found.first :]


def _spell(tree: Tree, part: str, lang: str, act_id: str, position: int, evidence: Evidence) -> Iterator[Provision]:
    seen: Counter[str] = Counter()
    spelled: list[Provision] = []
    for number, clause in enumerate(tree.clauses, position + 1):
        parent = spelled[clause.parent] if clause.parent is not None else None
        above = parent.provision_id if parent else f"{act_id}:{lang}:{part}"
        provision_id = _count_id(f"{above}:{_name_of(clause, evidence)}", clause, seen)
        values: dict[str, Value] = {}
        if clause.num:
            values["num"] = evidence.text(clause.num, lang)
        if clause.heading:
            values["heading"] = evidence.text(clause.heading, lang)
        if clause.text:
            values["text"] = evidence.text(clause.text, lang)
        cells: dict[str, Cell] = {
            "provision_id": provision_id,
            "act_id": act_id,
            "lang": lang,
            "part": part,
            "kind": clause.kind,
            "num": None,
            "heading": None,
            "text": None,
            "parent_id": parent.provision_id if parent else None,
            "position": number,
            "confidence": round(clause.confidence, 3),
            "doubtful": clause.confidence < SURE,
        }
        spelled.append(Provision(provision_id, clause, Row("provisions", provision_id, cells, values), parent))
        yield spelled[-1]


def _name_of(clause: Clause, evidence: Evidence) -> str:
    if not clause.num:
        return clause.kind if clause.kind in WITHOUT_NUMBER else f"unnumbered-{clause.kind}"
    return f"{clause.kind}-{BLANKS.sub('', str(evidence.text(clause.num, None).value))}"


def _count_id(spelled: str, clause: Clause, seen: Counter[str]) -> str:
    """Count on what has no number, and what has the number of another."""
    seen[spelled] += 1
    if clause.num or clause.kind == "preamble":
        return spelled if seen[spelled] == 1 else f"{spelled}#{seen[spelled]}"
    return f"{spelled}-{seen[spelled]}"


def find_doubts(prose: PartOfProse, evidence: Evidence) -> Iterator[Finding]:
    """Yield where numbers break or mislead, and what may lie elsewhere or begin unseen."""
    runs: dict[tuple[str | None, str], list[Provision]] = {}
    for provision in prose.provisions:
        marker = provision.clause.paragraph.marker
        if unsure := provision.clause.paragraph.unsure:
            yield _unsure(provision, unsure, evidence)
        if provision.clause.margin < SURE and provision.clause.rival:
            yield _unplaced(provision, provision.clause.rival, prose, evidence)
        if provision.clause.misleads:
            yield _finding("number_misleads", provision.clause.misleads, provision, evidence)
        elif marker and provision.clause.num:
            runs_on = marker.style == "word" or (marker.style == "dot" and provision.clause.kind != "subpoint")
            place = provision.parent.provision_id if provision.parent and not runs_on else None
            runs.setdefault((place, marker.style + provision.clause.kind), []).append(provision)
    for run in runs.values():
        first = run[0].clause.paragraph.marker
        if first and first.style != "roman" and first.text.isdecimal() and int(first.text) > 1:
            message = f"the numbering starts at {run[0].clause.kind} {first.text}"
            yield _finding("number_out_of_order", message, run[0], evidence)
        for one, other in pairwise(run):
            first, second = one.clause.paragraph.marker, other.clause.paragraph.marker
            if first and second and not _follows(first, second):
                message = f"{other.clause.kind} {second.text} follows {one.clause.kind} {first.text}"
                yield _finding("number_out_of_order", message, other, evidence)


def _follows(first: Marker, second: Marker) -> bool:
    if first.style == "roman" or not first.text.isdecimal() or not second.text.isdecimal():
        return True
    return int(second.text) in (1, int(first.text) + 1)


def _unplaced(provision: Provision, rival: Place, prose: PartOfProse, evidence: Evidence) -> Finding:
    """Tell of a provision that may as well be of another kind, or lie in another one."""
    row_id, clause = provision.provision_id, provision.clause
    other = prose.provisions[rival.parent].provision_id if rival.parent is not None else prose.part
    message = f"a {rival.kind} of {other} is only {clause.margin:.1f} points less likely than what was read"
    start, end = evidence.cleaned.to_source(clause.paragraph.lines[0].start, clause.paragraph.lines[-1].end)
    return Finding("place_unsure", "warning", message, start, end, "provisions", row_id)


def _unsure(provision: Provision, lines: Sequence[LayoutLine], evidence: Evidence) -> Finding:
    start, end = evidence.cleaned.to_source(lines[0].start, lines[-1].end)
    told = ", ".join(str(line.number) for line in lines)
    message = f"a paragraph may begin on line {told}: a full line that ends a sentence stands above"
    return Finding("paragraph_unsure", "info", message, start, end, "provisions", provision.provision_id)


def _finding(code: str, message: str, provision: Provision, evidence: Evidence) -> Finding:
    start, end = evidence.cleaned.to_source(*provision.clause.num[0])
    return Finding(code, "info", message, start, end, "provisions", provision.provision_id)


def regions_of(prose: PartOfProse, evidence: Evidence) -> Iterator[Region]:
    """Yield what is no value of a provision: the head of the part, its signature, what clauses begin with."""

    def source(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(evidence.cleaned.to_source(start, end) for start, end in spans if start < end)

    def lines(of: Sequence[LayoutLine]) -> tuple[Span, ...]:
        return source([(line.start, line.end) for line in of])

    head = "act_head" if prose.part == "body" else "annex_heading"
    for paragraph in prose.tree.head:
        yield Region(lines(paragraph.lines), "heading", head)
    yield Region(lines(prose.signature), "heading", "signature")
    for provision in prose.provisions:
        row_id = provision.provision_id
        yield Region(source(provision.clause.marker), "heading", "provision_number", "provisions", row_id)
        yield Region(lines(provision.clause.paragraph.lines), "ignored", "separator", "provisions", row_id)
