"""Find the places of a text that name a legal act which can be told from others: by title, number, date or name.

    статьи 21 Закона Кыргызской Республики «Об образовании»
    Кыргыз Республикасынын Министрлер Кабинетинин 2025-жылдын 17-февралындагы № 77 токтому
    Федеральный закон от 29 декабря 2012 г. № 273-ФЗ «Об образовании в Российской Федерации»
    (2018-жылдын 11-апрелиндеги № 197, 2018-жылдын 11-июнундагы № 279 токтомдорунун …)      two acts, one kind
    Трудовой кодекс Российской Федерации     Конституция                                     acts with a name

A mention is read from the word for its kind towards what identifies it: onwards in Russian, back in Kyrgyz and
Kazakh. Between two pieces only an issuer or a country, a few small words (section `mention`) and brackets may stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from pipeline.languages.dates import DateMatch
from pipeline.languages.vocabulary import Term, find_terms
from pipeline.parse.passage import Span
from pipeline.parse.prose.act_pieces import (
    LONGEST_NAME,
    Label,
    Piece,
    Sheet,
    bodies_in,
    bracket_ahead,
    lay_out,
    next_piece,
    over_brackets,
    pieces_within,
    without_bodies,
)
from pipeline.parse.prose.bare_titles import find_bare_title, find_model_name
from pipeline.parse.prose.locators import Locator, find_locators
from pipeline.parse.prose.policies import POLICIES, find_policy_title, is_identified

# An issuer between two pieces is no longer than this; a list goes on, and a word ends, within so many characters.
REACH, LONGEST_WORD = 240, 40
# A list of so many acts goes on where a comma is missing: `№ 12 2014-жылдын 30-июнундагы № 100, …`
LEAST_LIST = 2
# "Республи-" + line break + "касынын"
_BROKEN_WORD = regex.compile(r"(?<=\p{Ll})[-\u2010\u00ad][^\S\n]*+\n\s*+(?=\p{Ll})")
_BRACKETS = regex.compile(r"\([^()]*+\)")
_CAPITAL_BEHIND = regex.compile(r"\s++\p{Lu}")

Pieces = dict[Label, Piece]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an act; offsets are code points of the text, half-open.

    `start..end` holds what is said of this act alone, the issuer too; a kind that is said once for several acts may
    stand outside, and so do the locators. A code is named by the words at `name`, not by a `title`.
    """

    start: int
    end: int
    kind: Term | None
    title: Span | None
    number: Span | None
    date: DateMatch | None
    locators: tuple[Locator, ...]
    name: Span | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """The acts that share one word for their kind; `named` is that word, with the name of a code."""

    kind: Term
    named: Span
    has_name: bool
    acts: list[Pieces]


def _collect(sheet: Sheet, at: int, known: Pieces, *, onwards: bool, listed: bool) -> tuple[Pieces, int]:
    """Collect the pieces of one act from `at`, beside those known, and return where the last of them ends."""
    found = dict(known)
    while (piece := _neighbour(sheet, at, found, onwards=onwards, listed=listed)) is not None:
        found[piece.label] = piece
        at = piece.end if onwards else piece.start
    return found, at


def _neighbour(sheet: Sheet, at: int, found: Pieces, *, onwards: bool, listed: bool) -> Piece | None:
    """Return the piece beside `at` that says more of the same act; a quoted name inside an issuer is read over."""
    begin = edge = over_brackets(sheet, at, onwards=onwards)
    for _ in range(2):
        piece = next_piece(sheet, edge, onwards=onwards)
        if piece is None or piece.label == "kind" or piece.label in found:
            return None
        start, end = (begin, piece.start) if onwards else (piece.end, begin)
        if end - start > REACH:
            return None
        gap = _BRACKETS.sub(" ", sheet.text[start:end])
        if (next(reversed(found), None) if onwards else piece.label) == "date":
            gap = gap.removeprefix(".")
        if _belongs(sheet, piece, gap, found, listed=listed):
            return piece
        if piece.label != "title":
            return None
        edge = piece.end if onwards else piece.start
    return None


def _belongs(sheet: Sheet, piece: Piece, gap: str, found: Pieces, *, listed: bool) -> bool:
    """Tell whether a piece is said of the act whose other pieces are `found`, by what stands in the gap between."""
    words = sheet.words
    if gap.lstrip().removeprefix(")").lstrip().startswith((",", ";")) and (
        found.keys() != {"date"} or piece.label != "number"
    ):
        return False
    near = words.near.fullmatch(gap) is not None
    if not near and not words.issuer.fullmatch(gap):
        return False
    if piece.label == "date":
        return listed or words.before_date.search(gap) is not None
    if piece.label == "number":
        return near or "date" in found or len(without_bodies(sheet, gap)) < len(gap)
    if near and not listed:
        return True
    return _reads_as_title(sheet, piece, gap) or (
        not listed and words.near.fullmatch(without_bodies(sheet, gap)) is not None
    )


def _reads_as_title(sheet: Sheet, piece: Piece, gap: str) -> bool:
    """Tell whether a quote begins with `О`, or ends or goes on with `жөнүндө` (`туралы`)."""
    title, words = sheet.text[piece.start + 1 : piece.end - 1], sheet.words
    if sheet.onwards:
        return words.title_begin.match(title) is not None
    return words.title_end.search(title[-LONGEST_WORD:]) is not None or words.link_first.match(gap) is not None


def _acts_of(sheet: Sheet, named: Span) -> list[Pieces]:
    """Collect what is said of each act of one kind: of several where they are listed."""
    at = named[1] if sheet.onwards else named[0]
    acts: list[Pieces] = []
    while True:
        found, at = _collect(sheet, at, {}, onwards=sheet.onwards, listed=bool(acts))
        if not found or (acts and found.keys() == {"date"}):
            return acts
        acts.append(found)
        at = over_brackets(sheet, at, onwards=sheet.onwards)
        if sheet.onwards:
            separator = sheet.words.separator.match(sheet.text, at, at + REACH)
        else:
            separator = sheet.words.separator_behind.search(sheet.text, max(0, at - LONGEST_WORD), at)
        if separator:
            at = separator.end() if sheet.onwards else separator.start()
        elif len(acts) < LEAST_LIST:
            return acts
        # brackets are said of what stands before them: no list goes on inside
        if sheet.text.startswith("(", at) if sheet.onwards else sheet.text.endswith(")", 0, at):
            return acts


def _pieces_behind(sheet: Sheet, at: int, used: set[int], *, after_title: bool) -> Pieces:
    """Collect the date and number that follow a kind which stands last: `токтому 23-март 2012-жыл № 201`.

    They may stand in brackets that hold nothing else: `Жарлыгына (01.07.2013-ж., № 155)`. Who issued an act may stand
    before them only where a title ends: `… планы” КР Өкмөтү 23-март 2012-жыл № 201`.
    """
    found: Pieces = {}
    brackets = bracket_ahead(sheet, at)
    if brackets and over_brackets(sheet, at, onwards=True) == at:
        at, _ = brackets
    while True:
        piece = next_piece(sheet, at, onwards=True)
        if piece is None or piece.label not in ("date", "number") or piece.label in found or piece.start in used:
            return found
        gap = sheet.text[at : piece.start]
        if found.keys() == {"date"}:
            gap = gap.removeprefix(".")
        if (without_bodies(sheet, gap) if after_title else gap).strip() not in ("", ",")[: 1 + ("date" in found)]:
            return found
        found[piece.label] = piece
        at = piece.end


def _displaced_number(sheet: Sheet, at: int) -> Pieces:
    """Return the number that a line printed out of order puts into the brackets of the registration behind the act.

    `бұйрығының (Қазақстан Республикасының нормативтік N 945 құқықтық актілерді … тізілімінде N 3269)`: brackets that
    say registration only after their first of two numbers.
    """
    brackets = bracket_ahead(sheet, at)
    if brackets is None:
        return {}
    start, end = brackets
    inside = pieces_within(sheet, start, end)
    if [piece.label for piece in inside] != ["number", "number"]:
        return {}
    said = [start + term.start for term in find_terms("registration", sheet.text[start:end], sheet.lang)]
    return {"number": inside[0]} if said and inside[0].end < said[0] < inside[1].start else {}


def _quote_beside(sheet: Sheet, at: int, used: set[int], *, onwards: bool) -> Piece | None:
    """Return the quote that begins, or ends, right at `at`, blanks aside, where it is no other act's."""
    piece = next_piece(sheet, at, onwards=onwards)
    if piece is None or piece.label != "title" or piece.start in used:
        return None
    between = sheet.text[at : piece.start] if onwards else sheet.text[piece.end : at]
    return None if between.strip() else piece


def _title_across(sheet: Sheet, named: Span, used: set[int]) -> Pieces:
    """Return the title on the other side of the kind: of an act before it, of the annex that is meant behind it.

    `«Об утверждении Правил» постановление`, `токтомуна “Окутуу тартиби” аттуу 1-тиркеме`.
    """
    title = _quote_beside(sheet, named[not sheet.onwards], used, onwards=not sheet.onwards)
    if title is None:
        return {}
    if sheet.onwards:
        return {"title": title} if _reads_as_title(sheet, title, "") else {}
    meant = find_locators(sheet.text, sheet.lang, title.end, title.end)
    return {"title": title} if any(locator.unit == "annex" for locator in meant) else {}


def _bare_title(sheet: Sheet, kind: Term, known: Pieces) -> Pieces:
    title = find_bare_title(sheet, kind, list(known.values()))
    return {"title": title} if title else {}


def _named_at(sheet: Sheet, kind: Term) -> Span | None:
    """Return where an act with a name stands, or None: `Трудовой кодекс`, `Балдар жөнүндө кодекс`, `Конституция`."""
    if kind.key == "constitution":
        return (kind.start, kind.end) if sheet.text[kind.start].isupper() else None
    if kind.key == "regulation":
        return find_model_name(sheet, kind)
    if kind.key != "code":
        return None
    before = sheet.words.name_before.search(sheet.text, max(0, kind.start - LONGEST_NAME), kind.start)
    if before:
        return before.start(), kind.end
    behind = sheet.words.name_behind.match(sheet.text, kind.end, kind.end + LONGEST_NAME)
    return (kind.start, behind.end()) if behind else None


def _widen(sheet: Sheet, start: int, end: int, *, has_name: bool) -> Span:
    """Take in the issuer and the country that stand beside a mention; only the country beside an act with a name."""
    sections = ("country",) if has_name else ("country", "issuers")
    if not (
        _CAPITAL_BEHIND.match(sheet.text, end, end + LONGEST_NAME)
        if sheet.onwards
        else sheet.text[start - 1 : start].isspace()
    ):
        return start, end
    if sheet.onwards:
        for term in bodies_in(sheet, sheet.text[end : end + LONGEST_NAME], sections):
            if not sheet.text[end : end + term.start].strip():
                end += term.end
        return start, end
    begin = max(0, start - LONGEST_NAME)
    for term in reversed(bodies_in(sheet, sheet.text[begin:start], sections)):
        if not sheet.text[begin + term.end : start].strip() and (term.start or not begin):
            start = begin + term.start
    return start, end


def _mention_of(sheet: Sheet, group: _Group, index: int) -> Mention:
    kind, (named_start, named_end) = group.kind, group.named
    pieces = group.acts[index]
    places = [(piece.start, piece.end) for piece in pieces.values()]
    if index == 0:
        places.append(group.named)
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    locators: tuple[Locator, ...] = ()
    if len(group.acts) == 1:
        locators = find_locators(sheet.text, sheet.lang, named_start, max(named_end, end))
    title, number, date = (pieces.get(label) for label in ("title", "number", "date"))
    printed = sheet.numbers[number.start] if number else None
    has_country = kind.key in ("code", "constitution")
    name = _widen(sheet, *group.named, has_name=has_country) if group.has_name and index == 0 else None
    start, end = _widen(sheet, start, end, has_name=has_country)
    return Mention(
        start,
        end,
        kind,
        title.words if title else None,
        (printed.start, printed.end) if printed else None,
        sheet.dates[date.start] if date else None,
        locators,
        name,
    )


def _groups_of(sheet: Sheet) -> list[_Group]:
    """Find the acts of each kind, from the side where kinds come before what identifies them.

    So a title is met before the kinds inside it, and they are passed over.
    """
    groups: list[_Group] = []
    edge = 0 if sheet.onwards else len(sheet.text)
    for kind in sorted(sheet.kinds.values(), key=lambda term: term.start, reverse=not sheet.onwards):
        if kind.start < edge if sheet.onwards else kind.start >= edge:
            continue
        named, title = _named_at(sheet, kind), find_policy_title(sheet, kind) if kind.key in POLICIES else None
        place = _around(named or (kind.start, kind.end), title)
        if sheet.words.this.search(sheet.text, max(0, place[0] - LONGEST_WORD), place[0]):
            continue
        acts = [_policy(sheet, place, title)] if title else _acts_of(sheet, place)
        groups.append(_Group(kind, place, named is not None, acts))
        for title in (pieces["title"] for pieces in acts if "title" in pieces):
            edge = max(edge, title.end) if sheet.onwards else min(edge, title.start)
    return groups


def _around(place: Span, title: Piece | None) -> Span:
    return (min(place[0], title.start), max(place[1], title.end)) if title else place


def _policy(sheet: Sheet, place: Span, title: Piece) -> Pieces:
    """Collect what is said of a document of policy beside the title that stands around its kind or next to it."""
    found, _ = _collect(sheet, place[sheet.onwards], {"title": title}, onwards=sheet.onwards, listed=False)
    return found


def _complete(sheet: Sheet, group: _Group, used: set[int]) -> list[Pieces]:
    """Return the acts of a group with what stands on the other side of the kind, where that is not another act's."""
    acts = list(group.acts)
    if not sheet.onwards and len(acts) <= 1 and not any(pieces.keys() & {"date", "number"} for pieces in acts):
        behind = _pieces_behind(sheet, group.named[1], used, after_title=group.kind.end < group.named[1])
        if behind:
            acts = [{**(acts[0] if acts else {}), **behind}]
    if len(acts) == 1 and acts[0].keys() == {"title", "date"}:
        acts = [{**acts[0], **_displaced_number(sheet, group.named[1])}]
    if len(acts) <= 1 and not any("title" in pieces for pieces in acts):
        known: Pieces = acts[0] if acts else {}
        known = {**known, **(_title_across(sheet, group.named, used) or _bare_title(sheet, group.kind, known))}
        acts = [known] if known else []
    if group.kind.key in POLICIES:
        return [pieces for pieces in acts if is_identified(sheet, group.kind, pieces)]
    return acts or ([{}] if group.has_name else [])


def _mentions_on(sheet: Sheet) -> Iterator[Mention]:
    groups = _groups_of(sheet)
    used = {piece.start for group in groups for pieces in group.acts for piece in pieces.values()}
    for group in groups:
        whole = replace(group, acts=_complete(sheet, group, used))
        for i in range(len(whole.acts)):
            yield _mention_of(sheet, whole, i)


def _join_words(text: str) -> tuple[str, list[int], list[int]]:
    """Join the words that a line break parts; return where each piece of the joined text begins there and before."""
    pieces, here, there = [], [0], [0]
    at = length = 0
    for match in _BROKEN_WORD.finditer(text):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        here.append(length)
        there.append(at)
    pieces.append(text[at:])
    return "".join(pieces), here, there


def find_mentions(text: str, lang: str) -> list[Mention]:
    """Find the mentions of legal acts in a text of one language, sorted by place.

    The act itself (`ушул жобо`, `настоящий Закон`), laws in general and numbers of registrations are no mentions; an
    act of amendment in a note is one. A mention inside the title of another act is part of that title.

    >>> text = "Мыйзам: “Билим берүү жөнүндө” Кыргыз Республикасынын Мыйзамынын 14-беренесине ылайык"
    >>> [(text[slice(*found.title)], text[found.locators[0].start:found.end]) for found in find_mentions(text, "ky")]
    [('Билим берүү жөнүндө', '')]
    """
    joined, here, there = _join_words(text)
    found = _mentions_on(lay_out(joined, lang))
    if len(here) > 1:
        found = (_moved(mention, here, there) for mention in found)
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def _moved(mention: Mention, here: list[int], there: list[int]) -> Mention:
    """Say a mention of the joined text in places of the text before."""

    def moved(start: int, end: int) -> Span:
        first, last = bisect_right(here, start) - 1, bisect_left(here, end) - 1
        return there[first] + start - here[first], there[last] + end - here[last]

    start, end = moved(mention.start, mention.end)
    kind, date = mention.kind, mention.date
    if kind:
        kind = Term(kind.key, kind.lang, *moved(kind.start, kind.end))
    if date:
        date = DateMatch(date.value, *moved(date.start, date.end), date.regular)
    return Mention(
        start,
        end,
        kind,
        moved(*mention.title) if mention.title else None,
        moved(*mention.number) if mention.number else None,
        date,
        tuple(Locator(locator.unit, *moved(locator.start, locator.end)) for locator in mention.locators),
        moved(*mention.name) if mention.name else None,
    )
