"""The line of a page that is being read: its text so far, and what the plain text will not show of it."""

from __future__ import annotations

from pipeline.read.html_flow import BLANKS, Frame, Note, Printed

TO_STRIP = " \t\n\r\f"
# What a line may hold and still be blank: blanks, and marks without width
WIDTHLESS = " \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# So many characters of what is struck out tell which it is.
SAMPLE = 60


class OpenLine:
    """A line under way, made of `parts`; `prefix` is the number of a list's item, printed before the next of them."""

    __slots__ = ("_first", "_notes", "_plain", "_raised", "_struck", "parts", "prefix")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._first: Frame | None = None
        self._plain = False
        self._notes: list[Note] = []
        self._raised: list[int] = []
        self._struck: int | None = None
        self.prefix: tuple[str, Frame] | None = None

    def take(self, text: str, frame: Frame) -> str:
        """Take characters of an element; return them without the blanks around them."""
        bare = text.strip(TO_STRIP)
        if bare:
            self._take(text, frame)
            self._plain = self._plain or not frame.bold
        elif self.parts:
            self.parts.append(" ")
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
        text = self._text().rstrip()
        if self._struck is not None:
            self._note_struck(text)
            self._struck = 0
        self.parts.clear()
        notes, self._notes = tuple(self._notes), []
        if not text.strip(WIDTHLESS):
            return None
        assert self._first is not None
        return Printed(text, self._first.path, not self._plain, notes)

    def begin_raised(self) -> None:
        """Begin characters that are raised above the line."""
        self._raised.append(len(self._text()))

    def end_raised(self) -> None:
        """End them: where a number is raised behind a digit the plain text would read as one number."""
        start, text = self._raised.pop(), self._text()
        if 0 < start < len(text) and text[start - 1].isdigit() and text[start].isdigit():
            said = f"{text[start:].strip()!r} is raised above the line behind {text[start - 1]!r}"
            self._notes.append(Note("raised_number", said, start - 1, len(text)))

    def begin_struck(self) -> None:
        """Begin characters that are struck out."""
        if self._struck is None:
            self._struck = len(self._text())

    def end_struck(self) -> None:
        """End them."""
        if self._struck is not None:
            self._note_struck(self._text())
            self._struck = None

    def _take(self, text: str, frame: Frame) -> None:
        if not self.parts:
            self._first, self._plain = frame, False
            if self.prefix:
                prefix, self._first = self.prefix
                self.parts.append(prefix)
                self.prefix = None
        self.parts.append(text)

    def _text(self) -> str:
        """Return the text so far, each run of blanks one blank, and go on from there."""
        parts = self.parts
        if not parts:
            return ""
        text = parts[0] if len(parts) == 1 else "".join(parts)
        if self._first is not None and not self._first.keeps_blanks:
            text = BLANKS.sub(" ", text).lstrip()
        parts[:] = [text]
        return text

    def _note_struck(self, text: str) -> None:
        start = self._struck or 0
        if said := text[start:].strip():
            self._notes.append(Note("struck_text", f"struck out: {said[:SAMPLE]!r}", start, len(text)))
