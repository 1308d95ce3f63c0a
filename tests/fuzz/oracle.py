"""Judge what is read of a damaged file: a typed refusal, the whole text, or a finding that marks what is partial.

Everything else is a fault: a crash, a hang, too much memory, an exception that no reader names, and more than a
twentieth of the words gone without a word about it.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from pipeline.clean import clean_document
from pipeline.errors import ReaderLimitError, UnreadableSourceError, WorkerError
from pipeline.model import Document
from pipeline.parse.source import parse_source
from pipeline.read.guarded import Guard, Limits
from pipeline.read.kinds import kind_of
from pipeline.segment import segment_document
from tests.fuzz.mutations import Mutant
from tests.fuzz.originals import ORIGINALS

MOST_LOST = 0.05
_LIMITS, _OFFICE_LIMITS = Limits(10.0, 512), Limits(120.0, 512)
_WORD = re.compile(r"\w{2,}")
_TOLD = ("crash", "over a limit", "untyped exception", "unmarked loss", "rows fail")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a mutant: `refused`, `whole`, `marked`, or one of the faults; and what is said of it."""

    name: str
    said: str

    @property
    def is_fault(self) -> bool:
        """Tell whether the readers did what they must never do."""
        return self.name in _TOLD


@dataclass(eq=False)
class Judge:
    """Reads mutants of a format in a process apart, as sources are read; `rows` makes their rows, too."""

    reader: str
    rows: bool = False
    guard: Guard = field(default_factory=Guard)

    def __post_init__(self) -> None:
        self.originals = list(ORIGINALS[self.reader]())
        self.limits = _OFFICE_LIMITS if self.reader in ("rtf", "odt", "doc") else _LIMITS

    @property
    def files(self) -> list[bytes]:
        """Return the undamaged files."""
        return [one.data for one in self.originals]

    def read(self, data: bytes) -> Document:
        """Read bytes as a source is read, text in a process apart as well."""
        return self.guard.read(kind_of(data, "mutant"), "mutant", data, "mutant", self.limits)

    @cache  # noqa: B019 - as long as the judge
    def original(self, at: int) -> Document:
        """Read an undamaged file."""
        return self.read(self.originals[at].data)

    def judge(self, mutant: Mutant) -> Verdict:
        """Read a mutant and judge what came of it."""
        original = self.original(mutant.original)
        try:
            document = self.read(mutant.data)
        except ReaderLimitError as error:
            return Verdict("over a limit", str(error))
        except WorkerError as error:
            return Verdict("crash", str(error))
        except UnreadableSourceError as error:
            return Verdict("untyped exception" if "its reader failed" in error.message else "refused", str(error))
        if self.rows and (failed := fail_of_rows(document)):
            return Verdict("rows fail", failed)
        wanted = words_of(original.text)
        if mutant.whole:
            wanted &= words_held(self.reader, mutant.data)
        lost = wanted - words_of(document.text)
        share = lost.total() / max(1, wanted.total())
        known = {one.code for one in original.findings}
        marks = {one.code for one in document.findings if one.severity != "info" and one.code not in known}
        if share <= MOST_LOST:
            return Verdict("whole", f"{share:.1%} lost")
        said = f"{share:.1%} lost, such as {', '.join(list(lost)[:5])}"
        return Verdict("marked", f"{said}: {', '.join(sorted(marks))}") if marks else Verdict("unmarked loss", said)


def words_of(text: str) -> Counter[str]:
    """Count the words of a text, whatever their hyphens at the ends of lines are."""
    return Counter(_WORD.findall(text.replace("\u00ad", "")))


def words_held(reader: str, data: bytes) -> Counter[str]:
    """Count the words that a file in its own right still holds, by the simplest means there are for its format."""
    if reader == "pdf":
        # what a stream draws takes a reader of PDF to tell
        return Counter()
    if reader in ("docx", "odt"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as container:
                data = b" ".join(container.read(name) for name in container.namelist() if name.endswith(".xml"))
        except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, OSError, ValueError):
            return Counter()
    text = data.decode("cp1251" if b"windows-1251" in data[:2_000] else "utf-8", "replace")
    if reader in ("html", "docx", "odt"):
        text = re.sub(
            r"<script.*?</script>|<style.*?</style>|<!--.*?(-->|$)", " ", text, flags=re.DOTALL | re.IGNORECASE
        )
        text = re.sub(r"</?(b|i|font|span|w:t|w:r|w:rPr)\b[^<>]*>", "", text)
        text = html.unescape(re.sub(r"<[A-Za-z/!?][^<>]*>", " ", text))
    if reader == "rtf":
        text = re.sub(r"\\u(-?\d+)\??", lambda found: chr(int(found.group(1)) % 65536), text)
    return words_of(text)


def fail_of_rows(document: Document) -> str | None:
    """Make the rows of a document; say what failed, if it did."""
    try:
        cleaned = clean_document(document)
        parse_source(cleaned, segment_document(cleaned))
    except Exception as error:  # whatever a stage raises
        return f"{type(error).__name__}: {error}"
    return None
