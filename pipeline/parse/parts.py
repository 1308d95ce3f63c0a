"""Divide the lines of one language of an act into its parts: the body, and the annexes it approves.

What follows the signature is attached. An annex begins with its stamp (`2-тиркеме`, `N 602 бұйрығымен бекітілген`,
`Приложение к …`) or, where no stamp is printed, with the heading that follows the signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import LANGUAGES, find_terms, is_phrase, section_phrases
from pipeline.parse.line_shapes import POINT, SHORT_LINE, WIDE_GAP
from pipeline.parse.prose.locators import puts_kind_first
from pipeline.parse.signatures import SIGNATURE, find_signature, is_lone_post
from pipeline.segment import LayoutLine

# A stamp is a few short lines; it may begin this many lines above its last.
STAMP_LINES = 8
# A heading below a stamp names what it is of in so many lines.
HEADING_LINES = 3
# One that takes a single line, as in a cell of a table, isn't longer than this.
LONG_STAMP = 250
# Place, date and number take at most so many lines, each with little else on it.
REQUISITE_LINES, SHORT_REST = 4, 8
# A letterhead takes at most so many lines.
LETTERHEAD_LINES = 8
# "2-тиркеме", "№ 2 тиркеме"; in "приказу № 12 приложение" the number is that of the act. "Приложение № 2"
NUMBER_BEFORE = regex.compile(r"(?<![\d.,/]|\S\s*(?:№|N)\s*)(\d{1,2})\s?-?\s*$")
NUMBER_AFTER = regex.compile(r"^\s*(?:№|N)?\s*(\d{1,2})(?!\d)")
BEHIND_KIND = regex.compile(r"\s+(?:(?P<number>\d{1,2})\s?[-\u2010-\u2014]\s?)?$")
LONE_NUMBER = regex.compile(r"\s*(?:№|N)?\s*\d{1,2}\s*$")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an act: `body` or `annex-<n>`, the lines of its stamp and of its text, the number its stamp prints."""

    name: str
    stamp: tuple[LayoutLine, ...]
    lines: tuple[LayoutLine, ...]
    number: int | None = None


def divide_parts(lines: Sequence[LayoutLine]) -> tuple[Part, ...]:
    """Divide the lines of one language into the body and its annexes, in order."""
    stamps = _find_stamps(lines)
    signature = find_signature(lines[: stamps[0][0]] if stamps else lines)
    starts: list[tuple[int, int, int | None]] = [(begin, end, number) for begin, end, number in stamps]
    if signature and signature.index + 1 < len(lines):
        after = _after_requisites(lines, signature.index + 1)
        after = _after_agreements(lines, _after_letterhead(lines, after))
        if after < len(lines) and not any(begin <= after <= end for begin, end, _ in starts):
            starts = [(after, after, None), *starts]
    parts = [Part("body", (), tuple(lines[: starts[0][0] if starts else len(lines)]))]
    last = 0
    stops = [begin for begin, _, _ in starts[1:]] + [len(lines)]
    for (begin, end, number), stop in zip(starts, stops, strict=False):
        last = number if number is not None and number > last else last + 1
        parts.append(Part(f"annex-{last}", tuple(lines[begin:end]), tuple(lines[end:stop]), number))
    return tuple(parts)


def _after_requisites(lines: Sequence[LayoutLine], i: int) -> int:
    """Return the first line after the place, date and number that Russian acts print below the signature."""
    below = lines[i : i + REQUISITE_LINES]
    last = max((k for k, line in enumerate(below) if _is_requisite(line.text) or _registers(line.text)), default=-1)
    if any(len(" ".join(line.text.split())) > SHORT_LINE or line.marked for line in below[: last + 1]):
        return i
    return i + last + 1


def _registers(text: str) -> bool:
    return any(not text[: term.start].strip() for term in find_terms("registration", text))


def _after_letterhead(lines: Sequence[LayoutLine], i: int) -> int:
    """Return the first line after those that the act began with, printed again over its other language."""
    head = takewhile(lambda line: not POINT.match(line.text), lines[: min(i, LETTERHEAD_LINES)])
    top = [line.text.split() for line in head]
    repeated = takewhile(lambda line: line.text.split() in top, lines[i:])
    return i + sum(1 for _ in repeated)


def _after_agreements(lines: Sequence[LayoutLine], i: int) -> int:
    """Return the first line after the bodies that agreed to an act: each has its name, who signed, and the day."""
    while i < len(lines) and is_phrase("agreement", lines[i].text.strip(' "«»“”:')):
        block = list(takewhile(lambda line: not POINT.match(line.text), lines[i + 1 : i + 1 + STAMP_LINES]))
        signed = (k for k, line in enumerate(block) if SIGNATURE.match(line.text) or _is_requisite(line.text))
        last = next(signed, None)
        if last is None:
            break
        dated = last + 1 < len(block) and _is_day(block[last + 1].text)
        i += 1 + last + 1 + dated
    return i


def _is_day(text: str) -> bool:
    """Tell whether a line holds a date, or leaves room for one: `2017 жылғы ______`, `«__» _______ 20__ г.`."""
    return _is_requisite(text) or ("__" in text and bool(find_terms("year", text)))


def _is_requisite(text: str) -> bool:
    """Tell whether a line holds a date or a number and little else, but for what stands apart (`Подписал: …`)."""
    text = WIDE_GAP.split(text.strip())[0]
    taken = [found.end - found.start for found in find_dates(text)]
    taken += [found.end - found.start for found in find_act_numbers(text)]
    return bool(taken) and len(text) - sum(taken) <= SHORT_REST


def _find_stamps(lines: Sequence[LayoutLine]) -> list[tuple[int, int, int | None]]:
    """Return the stamps of annexes as (first line, line after the last, printed number)."""
    stamps: list[tuple[int, int, int | None]] = []
    ends = _ends_of_sentences(lines)
    for i, line in enumerate(lines):
        # a name such as `Қосымша білім беру` in a column of names is no stamp
        if (stamps and i < stamps[-1][1]) or line.tongue:
            continue
        if (number := annex_number(line.text)) is not False or _is_approval(lines, i):
            last = stamps[-1][1] if stamps else 0
            begin, end = _stamp_range(lines, i, last)
            if _is_of_a_sentence(lines, i, ends[i]) or (begin > last and _goes_on(lines, begin, i)):
                continue
            # `Приложение N 1` stands above `Утвержден приказом …`: one stamp
            if stamps and begin == stamps[-1][1] and not number:
                stamps[-1] = (stamps[-1][0], end, stamps[-1][2])
            else:
                stamps.append((begin, end, number or None))
    return stamps


def _ends_of_sentences(lines: Sequence[LayoutLine]) -> list[int]:
    """Return for each line the last one that goes on from it in small letters, with no blank line and no mark."""
    ends = list(range(len(lines)))
    for i in range(len(lines) - 2, -1, -1):
        below = lines[i + 1]
        if not below.blanks and below.text.lstrip()[:1].islower() and not _ends_sentence(lines[i].text):
            ends[i] = ends[i + 1]
    return ends


def _goes_on(lines: Sequence[LayoutLine], begin: int, i: int) -> bool:
    """Tell whether what would be a stamp goes on from the line above: `… толтырады`, `осы Қағидаларға 1-қосымша`.

    Only a stamp that names its act by nothing but the kind can be told so.
    """
    if lines[begin].blanks or find_act_numbers(lines[i].text) or _number_behind_kind(lines[i].text) is False:
        return False
    above = lines[begin - 1].text
    ended = _ends_sentence(above) or SIGNATURE.match(above)
    return not ended or not lines[begin].text.lstrip(' "«“')[:1].isupper()


def _is_of_a_sentence(lines: Sequence[LayoutLine], i: int, last: int) -> bool:
    """Tell whether a line belongs to a sentence or a point: what goes on to the line `last` ends with a mark.

    The lines of a stamp go on too, but they end without a mark, with a date (`от 20 января 2014 г.`) or, where the
    stamp stands apart, with the number of its act (`№ 22.`).
    """
    if POINT.match(lines[i].text):
        return True
    stands_apart = lines[i].blanks > 0 and _ends_with_number(lines[last].text)
    return last > i and _ends_sentence(lines[last].text) and not stands_apart


def _ends_with_number(text: str) -> bool:
    words = text.rstrip()
    return any(found.end >= len(words) - 1 for found in find_act_numbers(words))


def _ends_sentence(text: str) -> bool:
    """Tell whether a line ends with a mark that is none of a date."""
    words = text.rstrip()
    return words.endswith((".", ";", ":")) and not any(found.end >= len(words) - 1 for found in find_dates(words))


def _is_approval(lines: Sequence[LayoutLine], i: int) -> bool:
    """Tell whether a line holds nothing but the verb of an approval, beside the number of an act.

    Points stand above it, or nothing and the heading of a list below: a file that holds what an act approved alone.
    """
    words = lines[i].text.strip()
    if " " in words:
        return False
    if not is_phrase("stamp", words):
        return False
    beside = lines[max(0, i - STAMP_LINES) : i + STAMP_LINES]
    named = any(find_act_numbers(line.text) and len(line.text.strip()) <= SHORT_LINE for line in beside)
    if not named or any(POINT.match(line.text) for line in lines[:i]):
        return named
    begin, end = _stamp_range(lines, i, 0)
    heading = "\n".join(line.text for line in lines[end : end + HEADING_LINES])
    return begin == 0 and any(term.key == "list" for term in find_terms("list_words", heading))


def annex_number(text: str) -> int | bool:
    """Return the number of the annex whose stamp this line is a part of: 0 without a number, False for no stamp."""
    if len(text.strip()) > SHORT_LINE:
        number = _whole_stamp_number(text)
        return _number_behind_kind(text) if number is False else number
    for term in find_terms("annex", text):
        before, after = text[: term.start].strip(), text[term.end :].strip()
        if term.key == "annex" and (not after or not before or len(after) <= 5):
            if len(before.split()) > 2 or text.rstrip().endswith((".", ";", ",")):
                continue
            if before and not regex.fullmatch(r"(?:№|N)?\s*\d{1,2}\s?-?", before):
                continue
            # "приложением копий", "приложении 2 к настоящему Порядку" at the begin of a wrapped line
            if not before and after and text[term.start].islower() and not LONE_NUMBER.match(after):
                continue
            return _number_beside(before, after)
    for term in find_terms("stamp", text):
        # "№ 595 бұйрығымен бекітілген"; "порядок утвержден" is no stamp, where `Утверждено приказом` would be one
        verb_first = term.lang is not None and puts_kind_first(term.lang)
        if not text[term.end :].strip() and not verb_first and find_terms("act_kinds", text[: term.start]):
            return 0
    # "№ 112 токтомуна тиркеме"
    if _ends_with_annex(text) and (number := _whole_stamp_number(text)) is not False:
        return number
    return _number_behind_kind(text)


def _number_behind_kind(text: str) -> int | bool:
    """Return the number of the annex that ends a line, behind the kind of its act: `қағидаларына 1-қосымша`."""
    words = text.strip()
    if not _ends_with_annex(words) or (len(words) > SHORT_LINE and not words[0].isupper()) or len(words) > LONG_STAMP:
        return False
    term = next((term for term in find_terms("annex", words) if term.key == "annex" and term.end == len(words)), None)
    found = BEHIND_KIND.search(words, endpos=term.start) if term else None
    if found is None or not any(kind.end == found.start() for kind in find_terms("act_kinds", words)):
        return False
    return int(found["number"] or 0)


def _ends_with_annex(text: str) -> bool:
    """Tell whether the last word of a line is that for an annex, without an ending."""
    stems = (phrase.rstrip("*") for lang in LANGUAGES for phrase in section_phrases("annex", lang)["annex"])
    return text.lower().rstrip().rpartition(" ")[2].rpartition("-")[2] in stems


def _whole_stamp_number(text: str) -> int | bool:
    """Return the number of the annex whose stamp takes one long line, as a cell does: 0 without one, False for none.

    `Утвержден приказом Министра … от 13 октября 2018 года № 569`, `… № 569 бұйрығына 2-қосымша`
    """
    words = text.strip(" .")
    if len(words) > LONG_STAMP or not find_act_numbers(words) or not find_terms("act_kinds", words):
        return False
    annexes = (term for term in find_terms("annex", words) if term.key == "annex")
    for term in (*annexes, *find_terms("stamp", words)):
        before, after = words[: term.start], words[term.end :]
        if before and after:
            continue
        if after and not (words[0].isupper() and _ends_with_number(words)):
            continue
        return _number_beside(before, after) if term.key == "annex" else 0
    return False


def _number_beside(before: str, after: str) -> int:
    """Return the number of an annex that ends the text before its word, or begins that behind it; 0 for none."""
    found = NUMBER_BEFORE.search(before) if before else NUMBER_AFTER.search(after)
    return int(found[1]) if found else 0


def _stamp_range(lines: Sequence[LayoutLine], i: int, last: int) -> tuple[int, int]:
    """Return the lines of the stamp around line i: short ones, above as far as they name the act, below to a blank.

    Behind the number of the act a heading may follow without a blank (`№ 98`, `ПЕРЕЧЕНЬ`). The stamp begins no sooner
    than the line `last`, where the stamp above ends.
    """
    begin = i
    while begin > last and i - begin < STAMP_LINES and _is_stamp_line(lines[begin - 1], lines[begin]):
        begin -= 1
    end = i + 1
    starts_stamp = begin == i and _number_behind_kind(lines[i].text) is False
    while starts_stamp and end < len(lines) and end - i < STAMP_LINES and not lines[end].blanks:
        if len(lines[end].text.strip()) > SHORT_LINE or _is_heading_below(lines[end].text, lines[end - 1].text):
            break
        end += 1
    return begin, _end_of_stamp(lines, begin, end)


def _is_heading_below(text: str, above: str) -> bool:
    """Tell whether a line is no part of a stamp whose line above it ends with the number of the act."""
    return _ends_with_number(above) and text.strip()[:1].isupper() and annex_number(text) is False


def _end_of_stamp(lines: Sequence[LayoutLine], begin: int, end: int) -> int:
    """Return where a stamp ends that goes on below a blank line to the number of the act it names."""
    below = list(takewhile(lambda line: _may_be_stamp(line.text.strip()), lines[end : begin + STAMP_LINES]))
    numbered = next((i for i, line in enumerate(below, 1) if _ends_with_number(line.text)), 0)
    stamp = [line.text for line in lines[begin:end] if annex_number(line.text) is False]
    if any(map(_ends_with_number, stamp)) or not numbered:
        return end
    named = "\n".join((*stamp, *(line.text for line in below[:numbered])))
    return end + numbered if find_terms("act_kinds", named) else end


def _may_be_stamp(text: str) -> bool:
    if len(text) > SHORT_LINE or text.isupper() or text.endswith((":", ";")):
        return False
    return not POINT.match(text) and not any(term.key == "annex" for term in find_terms("annex", text))


def _is_stamp_line(line: LayoutLine, below: LayoutLine) -> bool:
    """Tell whether a line above a stamp's line belongs to it: short, no sentence's end, no signature."""
    text = line.text.strip()
    if len(text) > SHORT_LINE or text.endswith((".", ";", ":")) or SIGNATURE.match(text) or POINT.match(text):
        return False
    if is_lone_post(text):
        return False
    if below.blanks <= 0:
        return True
    # "типтүү жобого" above "тиркеме"
    if any(term.end == len(text) for term in find_terms("act_kinds", text)) and _ends_with_annex(below.text):
        return True
    named = find_terms("country", text) or find_terms("issuers", text) or find_dates(text)
    return bool(named or find_act_numbers(text))
