"""The line of a page that is being read: its text so far, and what the plain text will not show of it."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from pipeline.read.html.flow import BLANK, BLANKS, Frame, Note, Printed

# What a line may hold and still be blank: blanks, and marks without width
WIDTHLESS = " \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# What is told of characters that are not what they look like.
SAYS = {
    "struck_text": "struck out",
    "unseen_text": "letters of the paper's colour",
    "reversed_text": "printed from right to left",
}
# So many characters of what is struck out tell which it is.
SAMPLE = 60
# Digits as they stand above and below the line; brackets around one are a part of the mark.
RAISED, LOWERED = (str.maketrans("0123456789", digits) for digits in ("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"))
_IN_BRACKETS = regex.compile(r"\[([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\]")
# No more characters that are only moved up or down are a mark.
_LONGEST_MARK = 3
# So many notes on a line tell enough.
MOST_NOTES = 50


class OpenLine:
    """A line under way, made of `parts`; `prefix` is the number of a list's item, printed before the next of them.

    `sets_in` tells that no-break spaces at its begin are printed: a paragraph is set in by them. In a cell they aren't.
    """

    __slots__ = (
        "_code", "_first", "_length", "_marked", "_moved", "_notes", "_plain", "_settled", "_shifted",
        "parts", "prefix", "sets_in",
    )  # fmt: skip

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._first: Frame | None = None
        self._plain = False
        # The first `_settled` parts have one blank for each run of blanks; together they are `_length` long.
        self._settled = self._length = 0
        self._notes: list[Note] = []
        self._shifted: list[tuple[int, int]] = []
        # Where characters end that are off the line.
        self._moved = -1
        self._marked: tuple[int, int] | None = None
        self._code = ""
        self.prefix: tuple[str, Frame] | None = None
        self.sets_in = True

    def take(self, text: str, frame: Frame) -> str:
        """Take characters of an element; return them without the blanks around them."""
        bare = text.strip(BLANK)
        if bare:
            self._take(text, frame)
            self._plain = self._plain or not frame.bold
        elif self.parts:
            self._take(" ", frame)
        return bare

    def take_kept(self, text: str, frame: Frame) -> None:
        """Take characters of an element whose blanks are printed as they stand."""
        self._take(text, frame)
        self._plain = self._plain or (not frame.bold and bool(text.strip()))

    def take_prefix(self) -> None:
        """Take the number of an item that holds no text."""
        if self.prefix:
            self._take("", self.prefix[1])

    def finish(self) -> Printed | None:
        """End the line; return it, or None where it is blank."""
        if self._marked is not None:
            self.end_marked()
            self._marked = (0, 0)
        self._settle()
        text = "".join(self.parts).rstrip()
        self.parts.clear()
        self._settled = self._length = 0
        self._moved = -1
        notes, self._notes = tuple(note for note in self._notes if note.start < len(text)), []
        if not text.strip(WIDTHLESS):
            return None
        assert self._first is not None
        return Printed(text, self._first.path, not self._plain, notes)

    def begin_shifted(self) -> None:
        """Begin characters that stand above or below the line."""
        self._shifted.append(self._settle())

    def end_shifted(self, digits: Mapping[int, int], *, behind: bool) -> None:
        """End them: in plain text their digits are `digits`, so that they become no part of a number before.

        Where they must stand `behind` other characters, and are few, all else is as good as on the line; so are digits
        below it behind a letter (`H2O`).
        """
        at, start = self._shifted.pop()
        _, end = self._settle()
        before, words = "".join(self.parts[at - 1 : at])[-1:], "".join(self.parts[at:])
        goes_on, self._moved = start == self._moved, end
        if not words or (digits is LOWERED and not before.isdigit()):
            return
        if behind and (not before.strip() or len(words) > _LONGEST_MARK):
            return
        if behind and goes_on and ord(before) not in digits.values():
            return
        shifted = _IN_BRACKETS.sub(r"\1", words.translate(digits))
        self.parts[at:] = [shifted]
        self._settled, self._length = len(self.parts), self._length + len(shifted) - len(words)
        self._moved = self._length
        if before.isdigit() and words[:1].isdigit():
            beside = "above" if digits is RAISED else "below"
            said = f"{words.strip()[:SAMPLE]!r} stands {beside} the line behind {before!r}"
            self._note(Note("raised_number", said, start - 1, end))

    def begin_marked(self, code: str) -> bool:
        """Begin characters that `SAYS` tells of; tell whether they were none until now."""
        if self._marked is not None:
            return False
        self._marked, self._code = self._settle(), code
        return True

    def end_marked(self) -> None:
        """End them."""
        if self._marked is None:
            return
        (at, start), (_, end) = self._marked, self._settle()
        if said := "".join(self.parts[at:]).strip():
            self._note(Note(self._code, f"{SAYS[self._code]}: {said[:SAMPLE]!r}", start, end))
        self._marked = None

    def _take(self, text: str, frame: Frame) -> None:
        if not self.parts:
            self._first, self._plain = frame, False
            if self.prefix:
                prefix, self._first = self.prefix
                self.parts.append(prefix)
                self.prefix = None
        elif self.parts[-1][-1:] in BLANK and not frame.keeps_blanks:
            # Blanks on both sides of a tag are one.
            text = text.lstrip(BLANK)
            if len(self.parts) > self._settled:
                self.parts[-1] = f"{self.parts[-1].rstrip(BLANK)} "
        self.parts.append(text)

    def _settle(self) -> tuple[int, int]:
        """Make each run of blanks one blank; return how many parts and characters the line has then."""
        parts = self.parts
        if len(parts) > self._settled:
            text = "".join(parts[self._settled :])
            if self._first is not None and not self._first.keeps_blanks:
                text = BLANKS.sub(" ", text)
                if not self._length:
                    text = text.lstrip(BLANK) if self.sets_in else text.lstrip()
            if text or not self._length:
                parts[self._settled :] = [text]
                self._settled, self._length = self._settled + 1, self._length + len(text)
            else:
                del parts[self._settled :]
        return self._settled, self._length

    def _note(self, note: Note) -> None:
        if len(self._notes) < MOST_NOTES:
            self._notes.append(note)
