"""Find who signs an act: a post and a person's name, several of them one below the other or side by side.

Премьер-министр            Дж.К. Оторбаев        Министр                      Председатель Правительства
образования и науки          Российской Федерации    В. Иванов
А. Асанов
Министр образования            Министр здравоохранения
_____________ А. Асанов        _____________ Б. Бекетов
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

import regex

from pipeline.languages.vocabulary import LANGUAGES, find_terms, is_phrase, section_phrases
from pipeline.parse.line_shapes import POINT, SHORT_LINE, WIDE_GAP
from pipeline.parse.passage import Span
from pipeline.parse.prose.setting import TERMINAL
from pipeline.segment import LayoutLine

# "Дж.К. Оторбаев", "А.А. Касымалиев", "В.Путин", "М. Қасымбеков", "Д.В.ЛИВАНОВ"
SURNAME = r"\p{Lu}(?:\p{Ll}+|\p{Lu}{2,})"
NAME = rf"\p{{Lu}}\p{{Ll}}?\s?\.\s?(?:\p{{Lu}}\p{{Ll}}?\s?\.\s?)?{SURNAME}(?:-{SURNAME})?"
SIGNATURE = regex.compile(rf"^\s*(?P<post>[^.]*?[\s_]*)(?P<name>{NAME})\s*$")
LAST_NAME = regex.compile(rf"(?<!\p{{L}}){NAME}(?=\s*$)")
LONGEST_POST, POST_LINES = 90, 6
# "(подпись)"; what a post goes on with: `Российской Федерации`, `Ошского университета`
BRACKETS, OF_A_POST = regex.compile(r"\([^()]*\)"), ("signatory", "issuers", "country", "institutions")
CELL = regex.compile(r"\S.*?(?=\t|\s{3,}|\s*$)")
# "а) министр", "- министр"
ITEM = regex.compile(r"\s*(?:\p{L}\s?\)|[-–—•*(\d])")


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines that sign an act, from `first` to `index`; the name is None where only the post is printed.

    `others` are the names of those who sign below or beside the first one.
    """

    post: Span | None
    name: Span | None
    first: int
    index: int
    others: tuple[Span, ...] = ()


def find_signature(lines: Sequence[LayoutLine]) -> Signature | None:
    """Return the first signature among the lines, with the others that go on from it.

    It is a post or a person's name, alone on a short line after the text. Where the points are counted on behind it,
    it names the members of something.
    """
    for i in range(1, len(lines)):
        found = _side_by_side(lines, i) or _signature_at(lines, i)
        if found and not _is_counted_past(lines, found):
            begin = found.first
            while begin > max(0, found.first - POST_LINES) and _is_of_a_post(lines[begin - 1].text):
                begin -= 1
            return _with_others(lines, replace(found, first=begin))
    return None


def find_last_name(lines: Sequence[LayoutLine]) -> Span | None:
    """Return the last name of a person with which a line ends and no sentence goes on, signature or not."""
    for i in range(len(lines) - 1, -1, -1):
        goes_on = i + 1 < len(lines) and lines[i + 1].text.lstrip()[:1].islower()
        if not goes_on and (match := LAST_NAME.search(lines[i].text)):
            return lines[i].start + match.start(), lines[i].start + match.end()
    return None


def _signature_at(lines: Sequence[LayoutLine], i: int) -> Signature | None:
    """Return the signature of one person that begins or ends on line i."""
    below_text = lines[i].blanks > 0 or lines[i - 1].text.rstrip().endswith((".", ";"))
    if not below_text and "." not in lines[i].text:  # neither a post nor a name with an initial
        return None
    text = " ".join(lines[i].text.split())
    if len(text) > LONGEST_POST or POINT.match(text):
        return None
    if (match := SIGNATURE.match(lines[i].text)) and (signed := _signature_on(lines, i, match)):
        return signed
    if is_lone_post(text) and _stands_below_text(lines, i):
        return _signature_below(lines, i)
    return None


def _stands_below_text(lines: Sequence[LayoutLine], i: int) -> bool:
    """Tell whether a text ends above line i: with a mark, or a blank line where the last point lacks its mark."""
    above = lines[i - 1].text.rstrip()
    if above.endswith((".", ";")):
        return True
    return lines[i].blanks > 0 and not above.endswith((",", ":")) and any(POINT.match(one.text) for one in lines[:i])


def _is_counted_past(lines: Sequence[LayoutLine], signed: Signature) -> bool:
    """Tell whether the point below a signature has the number after that of the point above it, set alike."""
    above = next((found for line in reversed(lines[: signed.first]) if (found := POINT.match(line.text))), None)
    below = next((found for line in lines[signed.index + 1 :] if (found := POINT.match(line.text))), None)
    if not above or not below:
        return False
    return below["mark"] == above["mark"] and int(below["number"]) == int(above["number"]) + 1


def _side_by_side(lines: Sequence[LayoutLine], i: int) -> Signature | None:
    """Return the signature of several whose names stand in columns on line i, each behind its post or below it."""
    if lines[i].text.count(".") < 2:  # each name has an initial
        return None
    cells = list(CELL.finditer(lines[i].text))
    signed = [(cell.start(), match) for cell in cells if (match := SIGNATURE.match(cell.group()))]
    if len(signed) < max(2, len(cells)):
        return None
    if not all(_is_post(match["post"]) for _, match in signed) and not _is_of_a_post(lines[i - 1].text):
        return None
    at = lines[i].start
    first, *others = [(at + start + match.start("name"), at + start + match.end("name")) for start, match in signed]
    return Signature(None, first, i, i, tuple(others))


def _with_others(lines: Sequence[LayoutLine], signed: Signature) -> Signature:
    """Add those who sign an act below the first one: each has a post and a name."""
    while signed.name and signed.index + 1 < len(lines) and (other := _cosigner(lines, signed.index + 1)):
        names = (other.name, *other.others)
        signed = replace(signed, index=other.index, others=(*signed.others, *(name for name in names if name)))
    return signed


def _cosigner(lines: Sequence[LayoutLine], i: int) -> Signature | None:
    """Return the signature whose post begins on line i and whose name stands on it, or ends the post below."""
    for k in range(i, min(len(lines), i + POST_LINES)):
        if k > i and (several := _side_by_side(lines, k)):
            return several
        match = SIGNATURE.match(lines[k].text)
        if match and k == i:
            found = _signature_on(lines, i, match) if match["post"].strip(" _") else None
            if found and found.first == i:
                return found
        elif match and _ends_post(match["post"]):
            start = lines[k].start
            return Signature(None, (start + match.start("name"), start + match.end("name")), i, k)
        if not _is_of_a_post(lines[k].text) or (k == i and not _is_post(lines[k].text)):
            return None
    return None


def _signature_on(lines: Sequence[LayoutLine], i: int, match: regex.Match[str]) -> Signature | None:
    """Return the signature whose name ends line i, unless what is printed before the name is no post.

    A long post wraps, and the line of the name begins with its second half: `Председатель Правительства` above
    `Российской Федерации В. Иванов`; or with its first, where the name stands beside it in another column:
    `Қазақстан Республикасының    А. Асанов` above `Білім және ғылым министрі`.
    """
    post, start = match.group("post"), lines[i].start
    name = (start + match.start("name"), start + match.end("name"))
    if not post.strip():
        return Signature(None, name, i, i)
    if _is_post(post):
        return Signature((start, start + match.end("post")), name, i, i)
    if WIDE_GAP.search(post) and find_terms("country", post) and i + 1 < len(lines) and _ends_with_post(lines[i + 1]):
        return Signature((lines[i + 1].start, lines[i + 1].end), name, i, i + 1)
    above = lines[i - 1].text.strip()
    if i < 2 or not _stands_below_text(lines, i - 1):
        return None
    wraps = len(above) <= SHORT_LINE and not above.endswith((".", ";", ",", ":")) and post.lstrip()[:1].isupper()
    if wraps and any(term.start == 0 for term in find_terms("signatory", above)):
        return Signature((lines[i - 1].start, start + match.end("post")), name, i - 1, i)
    return None


def _signature_below(lines: Sequence[LayoutLine], i: int) -> Signature:
    """Return the signature whose post begins on line i: the name may stand a few short lines below."""
    post = (lines[i].start, lines[i].end)
    for k in range(i + 1, min(len(lines), i + POST_LINES)):
        if POINT.match(lines[k].text):
            break
        if signed := SIGNATURE.match(lines[k].text):
            name = (lines[k].start + signed.start("name"), lines[k].start + signed.end("name"))
            return Signature(post, name if _ends_post(signed.group("post")) else None, i, k)
        if len(lines[k].text.strip()) > SHORT_LINE or (lines[k].marked and not lines[i].marked):
            break
    return Signature(post, None, i, i)


def _ends_post(text: str) -> bool:
    """Tell whether the words before a name are the last ones of a post that wraps, a rule to sign on, or none."""
    words = BRACKETS.sub("", text).strip(" _\t")
    if not words or words[0].islower() or words.split()[0].endswith(_genitives()):
        return True
    terms = [term for section in OF_A_POST for term in find_terms(section, words)]
    return any(len(words[: term.start].split()) <= 1 for term in terms)


@cache
def _genitives() -> tuple[str, ...]:
    """Return how an adjective ends whose noun a post is of: `Астраханской области`."""
    return tuple(chain.from_iterable(section_phrases("grammar", lang)["adjective_endings"] for lang in LANGUAGES))


def _is_post(text: str) -> bool:
    return bool(find_terms("signatory", text) or find_terms("issuers", text))


def _ends_with_post(line: LayoutLine) -> bool:
    words = line.text.strip()
    return len(words) <= SHORT_LINE and any(term.end == len(words) for term in find_terms("signatory", words))


def is_lone_post(text: str) -> bool:
    """Tell whether a line holds a post and nothing else."""
    return is_phrase("signatory", text)


def _is_of_a_post(text: str) -> bool:
    """Tell whether a line belongs to the post above a name: short, no end of a sentence, no item of a list."""
    words = text.strip()
    if is_lone_post(words) or not words.strip("_ \t"):
        return True
    if TERMINAL.search(words) or ITEM.match(words) or max(map(len, WIDE_GAP.split(words))) > SHORT_LINE:
        return False
    return any(find_terms(section, words) for section in OF_A_POST)
