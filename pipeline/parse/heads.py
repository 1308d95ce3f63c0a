"""Read the head of an act: what stands above its preamble, with its date, its number and its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.languages.vocabulary import LANGUAGES, Term, find_terms, is_phrase
from pipeline.parse.line_shapes import POINT
from pipeline.parse.parts import Part
from pipeline.parse.passage import Passage, Span
from pipeline.parse.prose.markers import read_marker
from pipeline.parse.requisites import Requisites, find_requisites, opens_line
from pipeline.parse.signatures import find_signature
from pipeline.segment import Layout, LayoutLine

# The head ends at the first point, at a line that enacts or is longer than this, or after so many printed lines.
HEAD_LINES, LONG_LINE = 60, 200
# So many headed articles make a text an act.
ARTICLES = 3
# "№ 595 бұйрығы.", and where the full stop was lost a new line begins with a capital
_ENDS = r"[^\S\n]*(?:\.|$|\n\s*[\"«“„(]?[\p{Lu}\d])"
KIND_ENDS = regex.compile(_ENDS)
# `N 354 (ред. от 21.02.2012) "Об утверждении Перечня" (с изменениями)`: brackets, the title and brackets again
_IN_BRACKETS = r"(?:[^\S\n]*\([^()\n]*\))*"
# "Совместный приказ … от 10 марта 2014 года № 121 и Министра … от 12 марта 2014 года № 66"
_WITH_OTHERS = r"(?:[^\S\n]+и[^\S\n][^\n«\"“]{5,160}?(?:№|N)[^\S\n]*[\p{L}\d/.-]*[\p{L}\d])?"
NAME_ENDS = regex.compile(
    rf"{_WITH_OTHERS}{_IN_BRACKETS}(?:[^\S\n]*(?P<title>[\"«“„][^\n]*[\"»”](?![^\s(.])))?{_IN_BRACKETS}{_ENDS}"
)


@dataclass(frozen=True, slots=True)
class HeadKind:
    """The kind of an act, where it is printed, and its line in the head (None where it stands elsewhere).

    `issuer` is the body that the line names beside it, in the head's passage.
    """

    key: str
    spans: tuple[Span, ...]
    line: int | None
    issuer: Span | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one language: its lines as one text, its requisites, the act's own ones and where they stand.

    `below` is what stands below the signature.
    """

    lang: str
    passage: Passage
    below: Passage
    requisites: tuple[Requisites, ...]
    own: Requisites | None
    own_place: Passage
    kind: HeadKind | None


def read_head(lang: str, parts: Sequence[Part]) -> Head:
    """Read the head of the body; where it has no requisites, those below the signature or on an annex's stamp stand."""
    lines = parts[0].lines
    above = lines[:HEAD_LINES]
    passage = Passage(above[: next((i for i, line in enumerate(above) if _ends_head(line, lang)), len(above))])
    requisites = tuple(find_requisites(passage.text, lang))
    own = next(iter(own_requisites(requisites, passage.text)), None)
    signature = find_signature(lines)
    below = Passage(lines[signature.index + 1 :] if signature else ())
    elsewhere: Passage | None = None
    if not own:
        for place in (below, *(Passage(part.stamp) for part in parts[1:])):
            found = [one for one in find_requisites(place.text, lang) if one.role == "own" and one.date]
            if not own and found:
                own, elsewhere = found[0], place
    return Head(lang, passage, below, requisites, own, elsewhere or passage, _find_kind(passage, own, elsewhere, lang))


def speaks_as_act(layout: Layout) -> bool:
    """Tell whether a text has an act's voice: it is divided into articles, enacts with a colon, or names its kind."""
    articles = 0
    for line in layout.lines:
        text = line.text.strip()
        if line.furniture:
            continue
        marker = read_marker(line.text, line.lang) if line.lang in LANGUAGES else None
        articles += marker is not None and marker.kind == "article" and len(text) <= LONG_LINE
        if articles >= ARTICLES:
            return True
        ends = text[-LONG_LINE:].rstrip(" :")
        if text.endswith(":") and any(term.end == len(ends) for term in find_terms("enacting", ends)):
            return True
        if text.isupper() and is_phrase("act_kinds", text):
            return True
    return False


def begins_title(text: str, lang: str) -> bool:
    """Tell whether a line begins a title with the word that titles of its language begin with (`О`, `Об`)."""
    return _opens(text, "title", "begin", lang) and len(text.split()) > 1


def ends_title(text: str, lang: str) -> bool:
    """Tell whether a line ends a title with the word that titles of its language end with (`жөнүндө`, `туралы`)."""
    return any(
        term.key == "end" and term.end == len(text.rstrip()) for term in find_terms("title", text.rstrip(), lang)
    )


def begins_preamble(text: str, lang: str) -> bool:
    """Tell whether a line opens the preamble (`В соответствии`)."""
    return _opens(text, "preamble", "preamble", lang)


def opens_prose(text: str, lang: str) -> bool:
    """Tell whether a line is the first behind a head: it opens the preamble, or enacts with a colon at its end."""
    words = text.rstrip(" :")
    enacts = text.rstrip().endswith(":") and any(term.end == len(words) for term in find_terms("enacting", words, lang))
    return enacts or begins_preamble(text, lang)


def _opens(text: str, section: str, key: str, lang: str) -> bool:
    words = text.lstrip(' \t"«“„')
    if not words[:1].isupper():
        return False
    return any(term.key == key and term.start == 0 for term in find_terms(section, words[:LONG_LINE], lang))


def _ends_head(line: LayoutLine, lang: str) -> bool:
    """Tell whether a line stands behind the head: a point, a chapter, an article, the preamble, a line that enacts."""
    if begins_title(line.text, lang) or ends_title(line.text, lang):
        return False
    marker = read_marker(line.text, lang)
    if POINT.match(line.text) or (marker and marker.style == "word"):
        return True
    if begins_preamble(line.text, lang) or find_terms("enacting", line.text, lang):
        return True
    return len(line.text) > LONG_LINE and not names_act(line.text, lang)


def names_act(text: str, lang: str) -> bool:
    """Tell whether a line gives an act's own name: `Қазақстан Республикасы Үкіметінің 2016 жылғы … № 290 қаулысы.`."""
    return bool(own_requisites(find_requisites(text, lang), text))


def own_requisites(requisites: Sequence[Requisites], text: str) -> list[Requisites]:
    """Return the dates and numbers that are acts' own: those alone on their line, then those a sentence's kind ends.

    A sentence that goes on behind the kind (`№ 354 токтому колдонулат`) speaks of another act.
    """
    own = [one for one in requisites if one.role == "own" and one.date]
    named = [one for one in own if (one.kind and KIND_ENDS.match(text, one.kind.end)) or _kind_opens(one, text)]
    return [*(one for one in own if one.alone), *(one for one in named if not one.alone)]


def _kind_opens(one: Requisites, text: str) -> bool:
    """Tell whether a line is nothing but an act's name: `Приказ Министра … от 13 октября 2018 года № 569 "Об …"`."""
    if not one.kind_before or not one.date:
        return False
    return opens_line(text, one.kind_before.start) and NAME_ENDS.match(text, _end_of(one)) is not None


def quoted_title(one: Requisites, text: str) -> Span | None:
    """Return where the title stands that the name of an act holds in quotes behind its date and number."""
    found = NAME_ENDS.match(text, _end_of(one)) if _kind_opens(one, text) else None
    return found.span("title") if found and found["title"] else None


def _end_of(one: Requisites) -> int:
    return max(one.number.end, one.date.end if one.date else 0)


def _find_kind(passage: Passage, own: Requisites | None, elsewhere: Passage | None, lang: str) -> HeadKind | None:
    """Return the act's kind: a line that holds nothing else, the word behind its number, or the end of a title."""
    terms = find_terms("act_kinds", passage.text, lang)
    lines = [passage.lines[passage.index_of(term.start)] for term in terms]
    for term, line in zip(terms, lines, strict=True):
        others = line.text.replace(passage.text[term.start : term.end], "")
        if not any(map(str.isalpha, others)) and (line.text.strip().isupper() or line.marked):
            return HeadKind(term.key, passage.spans(term.start, term.end), passage.index_of(term.start))
    opens = own and (elsewhere or _kind_opens(own, passage.text))
    named = (own.kind or (own.kind_before if opens else None)) if own else None
    if named:
        place = elsewhere or passage
        line_of_kind = None if elsewhere else passage.index_of(named.start)
        return HeadKind(named.key, place.spans(named.start, named.end), line_of_kind)
    for term, line in zip(terms, lines, strict=True):
        issuer = _issuer_beside(term, passage, lang)
        if own and line.text.strip().isupper() and (issuer or elsewhere or term.start < own.number.start):
            return HeadKind(term.key, passage.spans(term.start, term.end), passage.index_of(term.start), issuer)
    return None


def _issuer_beside(kind: Term, passage: Passage, lang: str) -> Span | None:
    """Return the body that a line in capitals names beside a kind: `КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮНҮН` | `БУЙРУГУ`."""
    at = passage.index_of(kind.start)
    start, line = passage.start_of(at), passage.lines[at].text
    before, behind = line[: kind.start - start].strip(), line[kind.end - start :].strip()
    named = before if not behind else behind if not before else ""
    if not line.strip().isupper() or not find_terms("issuers", named, lang):
        return None
    begin = start + line.index(named)
    return begin, begin + len(named)
