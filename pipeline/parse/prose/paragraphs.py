"""Put the lines of prose together to paragraphs: where one ends, and what it begins with.

A wrapped text tells where its paragraphs end by the end of a sentence, by indents, by blank lines, or by a line that
stops short. Which of them a text uses is learned from the lines that must go on: those that end without a mark before
one that begins with a small letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, starmap

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.parse.heads import begins_preamble, begins_title, ends_title
from pipeline.parse.prose.markers import Marker, is_raised, read_marker
from pipeline.parse.prose.setting import (
    EACH_LINE,
    TERMINAL,
    Setting,
    ends_sentence,
    indent_of,
    learn_setting,
    must_go_on,
    stands_below_blank,
    turns_page,
)
from pipeline.parse.requisites import find_own_repeals
from pipeline.segment import LayoutLine

HEADED = frozenset({"section", "chapter", "article"})
SENTENCE = regex.compile(r"[.!?…]\s*$")
CLAUSE_END = regex.compile(r"[:;]\s*$")
QUOTE_OPENS, QUOTE_CLOSES = regex.compile(r"\s*[«“„\"]"), regex.compile(r"[»”\"]\s*[.;,]?\s*$")
# A wording that closes nowhere among so many lines is none.
QUOTED_LINES = 400
LONGEST_TITLE = 160
# A bracket that opens a line is searched for the words of a note over so many lines; no heading has more.
NOTE_LINES = HEADING_LINES = 12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one paragraph, and what its first line begins with.

    `unsure` are the lines that might begin another: a sentence ends above them, on a line that is full. `quoted` tells
    that it is of a new wording in quotes.
    """

    lines: tuple[LayoutLine, ...]
    marker: Marker | None
    unsure: tuple[LayoutLine, ...] = ()
    quoted: bool = False

    @property
    def marked(self) -> bool:
        """Tell whether the format sets the paragraph as a heading."""
        return all(line.marked for line in self.lines)

    @property
    def indent(self) -> int:
        """How many blanks the first line begins with."""
        return indent_of(self.lines[0])


def divide_paragraphs(lines: Sequence[LayoutLine], lang: str, usual: Setting | None = None) -> list[Paragraph]:
    """Divide the lines of one part in one language into paragraphs, in order.

    `usual` is the setting of the whole text: that of this part where it has too few lines to tell.
    """
    markers = [read_marker(line.text, lang) for line in lines]
    quoted = frozenset(chain.from_iterable(starmap(range, _quoted(lines))))
    for at in quoted:
        markers[at] = None
    setting = learn_setting(lines, markers) or usual or EACH_LINE
    paragraphs: list[Paragraph] = []
    unsure: list[LayoutLine] = []
    begin, last = 0, _Sequence()
    last.see(markers[0] if markers else None)
    for i in range(1, len(lines)):
        if _accepts(i, begin, lines, markers, setting, last):
            last.see(markers[i])
        elif _begins(i, begin, lines, markers, setting, last, lang):
            markers[i] = None
        else:
            unsure += [lines[i]] if _might_begin(lines[i], lines[i - 1], setting) else []
            continue
        paragraphs.append(Paragraph(tuple(lines[begin:i]), markers[begin], tuple(unsure), begin in quoted))
        begin, unsure = i, []
    if lines:
        paragraphs.append(Paragraph(tuple(lines[begin:]), markers[begin], tuple(unsure), begin in quoted))
    return paragraphs


def _might_begin(line: LayoutLine, above: LayoutLine, setting: Setting) -> bool:
    """Tell whether only the length of the line above speaks against a new paragraph."""
    told = setting.indent or (setting.apart and not turns_page(line, above))
    return not told and SENTENCE.search(above.text) is not None and line.text.lstrip()[:1].isupper()


def _quoted(lines: Sequence[LayoutLine]) -> Iterator[tuple[int, int]]:
    """Yield the lines of new wordings in quotes: their numbers count in the act that is amended, not in this one.

    A wording begins with a quotation mark below a colon and ends with one at the end of a line.
    """
    reached = 0
    for i in range(1, len(lines)):
        if i < reached or not QUOTE_OPENS.match(lines[i].text) or not lines[i - 1].text.rstrip().endswith(":"):
            continue
        below = range(i, min(len(lines), i + QUOTED_LINES))
        opened = accumulate(lines[k].text.count("«") - lines[k].text.count("»") for k in below)
        closes = (
            k for k, depth in zip(below, opened, strict=True) if depth <= 0 and QUOTE_CLOSES.search(lines[k].text)
        )
        end = next(closes, None)
        if end is not None:
            yield i, end + 1
            reached = end + 1


class _Sequence:
    """The last number of each style, so that the next one is known; below a heading points may begin anew."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, ...]] = {}
        self._headed = False

    @property
    def started(self) -> bool:
        """Tell whether a number has been seen: what stands above the first is head and title."""
        return bool(self._last)

    def see(self, marker: Marker | None) -> None:
        """Take note of the number that a paragraph begins with."""
        if marker and marker.num:
            self._headed = marker.style in ("roman", "word")
            self._last[marker.style] = marker.numbers
            for style in _INNER.get(marker.style, ()):
                self._last.pop(style, None)

    def expects(self, marker: Marker) -> bool:
        """Tell whether a number follows the last one of its style, or is a first one."""
        if marker.style in ("word", "mark"):
            return True
        numbers, last = marker.numbers, self._last.get(marker.style)
        if marker.style == "letter":
            return marker.text in "аa" if last is None else 0 < numbers[0] - last[0] <= 2
        if last is None or (self._headed and numbers[-1] == 1):
            return numbers[-1] == 1
        return numbers[-1] == last[-1] + 1 or numbers[0] == last[0] + 1 or is_raised(numbers[0], last[0])


# A number of these styles begins the inner ones anew.
_INNER = {
    "word": ("paren", "letter"),
    "roman": ("paren", "letter"),
    "dot": ("paren", "letter"),
    "dotted": ("paren", "letter"),
    "paren": ("letter",),
}


def _closes(first: LayoutLine, last: LayoutLine) -> bool:
    """Tell whether a paragraph that opens with a bracket ends with one."""
    return first.text.lstrip().startswith("(") and last.text.rstrip().endswith(")")


def _begins(
    i: int,
    begin: int,
    lines: Sequence[LayoutLine],
    markers: Sequence[Marker | None],
    setting: Setting,
    last: _Sequence,
    lang: str,
) -> bool:
    """Tell whether line i begins a paragraph without a marker, where the one before begins on line `begin`."""
    line, above, first = lines[i], lines[i - 1], markers[begin]
    if line.marked != above.marked:
        return True
    if first and i == begin + 1 and first.style == "dot" and first.body >= len(above.text.rstrip()):
        return False
    text = line.text.lstrip()
    if first and first.kind in HEADED:
        return _ends_heading(i, begin, lines, markers, setting)
    if line.marked:
        return line.blanks > 0
    if _opens_note(i, lines, lang):
        return True
    if _is_capital(above) and not _is_capital(line):
        return True
    if text[:1] in ",;.)»”":
        return False
    if text[:1].islower():
        if setting.width == 0 or setting.tells(line, above):
            return ends_sentence(above)
        told = setting.indent or (setting.apart and not turns_page(line, above))
        if told or not CLAUSE_END.search(above.text):
            return False
        return (setting.clauses and above.text.rstrip().endswith(";")) or not setting.is_full(above, line)
    if setting.indents(line):
        return True
    if not last.started and _parts_head(i, begin, lines, setting, lang):
        return True
    if not ends_sentence(above) and not _closes(lines[begin], above):
        stands_out = _is_capital(line) and not _is_capital(above) and not TERMINAL.search(text)
        return stands_out and line.blanks > 0 and not setting.is_full(above, line)
    if _is_capital(line) and not _is_capital(above):
        return True
    if setting.indent:
        return setting.tells(line, above) or _stands_apart(i, lines, setting)
    if setting.blanks and stands_below_blank(line, above):
        return True
    return not setting.is_full(above, line)


def _accepts(
    i: int,
    begin: int,
    lines: Sequence[LayoutLine],
    markers: Sequence[Marker | None],
    setting: Setting,
    last: _Sequence,
) -> bool:
    """Tell whether what line i seems to begin with is a marker, not a number or a dash inside a sentence."""
    marker, first = markers[i], markers[begin]
    if marker is None:
        return False
    above, rest = lines[i - 1], lines[i].text[marker.body :]
    full = setting.is_full(above, lines[i])
    ends = (
        ends_sentence(above)
        or _closes(lines[begin], above)
        or above.marked
        or (first is not None and first.kind in HEADED)
    )
    if marker.style == "word":
        return ends or above.text.rstrip()[-1:] not in ",(-–"
    if marker.style == "roman":
        if not marker.numbers:
            return False
        ends = ends or lines[i].blanks > 0 or setting.width == 0
        return ends or (last.expects(marker) and not full)
    if marker.style in ("dot", "dotted") and i == begin + 1 and first and _heads(first, marker, above, full):
        return not rest[:1].islower()
    if setting.width == 0 or setting.indents(lines[i]):
        ends = True
    elif above.text.rstrip().endswith(")"):
        ends = ends or (last.expects(marker) and (marker.style != "mark" or not full))
    if marker.style == "mark":
        return ends or marker.text in "•●▪■○" or _continues_marks(i, begin, lines, markers, setting)
    if setting.indents(lines[begin]) and not setting.indents(lines[i]):
        return ends and (last.expects(marker) or (is_title(rest) and _stands_apart(i, lines, setting)))
    if setting.apart and not lines[i].blanks and not setting.indents(lines[i]):
        return ends and last.expects(marker)
    if ends:
        opens = marker.numbers == (1,) and above.text.rstrip().endswith(":")
        return marker.style != "dot" or not rest[:1].islower() or opens or last.expects(marker)
    return last.expects(marker) and (setting.tells(lines[i], above) or not full)


def _stands_apart(i: int, lines: Sequence[LayoutLine], setting: Setting) -> bool:
    """Tell whether blank lines part a line from those above and below, in a text whose sentences hold none."""
    return setting.blanks and lines[i].blanks > 0 and i + 1 < len(lines) and lines[i + 1].blanks > 0


def _heads(first: Marker, marker: Marker, above: LayoutLine, full: bool) -> bool:
    """Tell whether the line above is a numbered heading: `1. Общие положения` above `1. Настоящее Положение …`."""
    return not full and is_numbered_heading(above.text[first.body :], first, marker)


def is_numbered_heading(words: str, marker: Marker, below: Marker | None) -> bool:
    """Tell whether words behind a number head the point below them: it doesn't count on from their number."""
    if marker.style != "dot" or below is None or not is_title(words):
        return False
    if below.style == "dotted":
        return below.text.startswith(f"{marker.text}.")
    return below.style == "dot" and below.numbers[0] != marker.numbers[0] + 1


def is_title(words: str) -> bool:
    """Tell whether words are short, begin with a capital and end without a mark, as a title does."""
    if len(words) > LONGEST_TITLE or not words[:1].isupper():
        return False
    return words.isupper() or not words.rstrip().endswith((".", ";", ":", ",", "-"))


def _continues_marks(
    i: int, begin: int, lines: Sequence[LayoutLine], markers: Sequence[Marker | None], setting: Setting
) -> bool:
    """Tell whether a dash goes on with a list of dashes whose items end without a mark."""
    one, other = markers[begin], markers[i]
    same = one is not None and other is not None and one.text == other.text
    return same and not setting.is_full(lines[i - 1], lines[i])


def _ends_heading(
    i: int, begin: int, lines: Sequence[LayoutLine], markers: Sequence[Marker | None], setting: Setting
) -> bool:
    """Tell whether the heading that begins on line `begin` is complete above line i."""
    if i - begin > HEADING_LINES:
        return True
    marker, line = markers[begin], lines[i]
    heading = "".join(one.text for one in lines[begin:i])[marker.body if marker else 0 :].strip()
    text = line.text.lstrip()
    if not heading:
        return len(text) > 200 or text[:1].islower() or _is_stated(i, lines, markers, setting)
    if text[:1].islower():
        return False
    if setting.apart:
        return line.blanks > 0
    if heading.endswith(",") or setting.is_full(lines[i - 1], line):
        # "Ответственность за нарушение законодательства Кыргызской⏎Республики"
        return _is_stated(i, lines, markers, setting)
    return not (heading.isupper() and _is_capital(line) and not line.blanks)


def _is_stated(i: int, lines: Sequence[LayoutLine], markers: Sequence[Marker | None], setting: Setting) -> bool:
    """Tell whether the words that begin on line i end as a sentence does; those of a heading have no mark."""
    while not TERMINAL.search(lines[i].text):
        i += 1
        if i == len(lines) or markers[i]:
            return False
        if not setting.is_full(lines[i - 1], lines[i]) and not must_go_on(lines[i - 1], lines[i]):
            return False
    return True


def _opens_note(i: int, lines: Sequence[LayoutLine], lang: str) -> bool:
    text = lines[i].text.lstrip()
    if text.startswith("("):
        note = "\n".join(line.text for line in lines[i : i + NOTE_LINES]).partition(")")[0]
        return bool(find_terms("amendment", note, lang) or find_terms("repeal", note, lang))
    return any(term.start == 0 for term in find_terms("note", text[:20], lang))


def _is_capital(line: LayoutLine) -> bool:
    letters = sum(map(str.isalpha, line.text))
    return letters > 3 and line.text.isupper()


def _parts_head(i: int, begin: int, lines: Sequence[LayoutLine], setting: Setting, lang: str) -> bool:
    """Tell whether a line of the head begins anew: with a title, repeal or preamble, behind a title or blank lines."""
    line, above = lines[i], lines[i - 1]
    if begins_preamble(lines[begin].text, lang):
        return False
    if any(not line.text[: term.start].strip() for term in find_own_repeals(line.text, lang)):
        return True
    if begins_title(line.text, lang) or begins_preamble(line.text, lang) or (setting.blanks and line.blanks > 0):
        return True
    return ends_title(above.text, lang) or (
        _ends_with_kind(above.text, lang) and not setting.apart and not setting.is_full(above, line)
    )


def _ends_with_kind(text: str, lang: str) -> bool:
    """Tell whether a line ends with the kind of an act, as the title of a regulation does."""
    words = text.split()
    return len(words) < 12 and bool(find_terms("act_kinds", words[-1], lang))
