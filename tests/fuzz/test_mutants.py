"""Damaged files are refused, read whole or marked; the whole run is `python -m tests.fuzz`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document, Line
from pipeline.read.guarded import Guard, Limits
from pipeline.read.kinds import kind_of
from tests.fuzz.mutations import Mutant, mutant
from tests.fuzz.oracle import Judge, fail_of_rows, words_held, words_of
from tests.fuzz.originals import ORIGINALS
from tests.read.test_office import needs_libreoffice

CORPUS = Path(__file__).parent / "corpus"
READERS = ("text", "markdown", "html", "docx", "pdf")
MUTANTS = 30
PAGE = "<html><body><p>Токтом</p><p>Тиркеме</p></body></html>".encode()


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    found = Guard()
    yield found
    found.close()


def judged(reader: str, guard: Guard) -> Judge:
    return Judge(reader, rows=True, guard=guard)


# what the judge takes for whole is what the factory printed; some words are cut at the ends of lines
@pytest.mark.parametrize("reader", READERS)
def test_originals_hold_the_words_of_the_factory(reader: str, guard: Guard) -> None:
    judge = judged(reader, guard)
    for at, original in enumerate(judge.originals):
        printed = words_of(original.printed)
        assert (printed & words_of(judge.original(at).text)).total() > 0.75 * printed.total()
        held = words_held(reader, original.data)
        assert reader == "pdf" or (printed & held).total() > 0.75 * printed.total()


@pytest.mark.parametrize("reader", READERS)
def test_mutants_are_refused_whole_or_marked(reader: str, guard: Guard) -> None:
    judge = judged(reader, guard)
    for seed in range(MUTANTS):
        one = mutant(reader, judge.files, seed)
        verdict = judge.judge(one)
        assert not verdict.is_fault, f"seed {seed} ({one.mutation}): {verdict.name}: {verdict.said}"


@pytest.mark.parametrize("reader", ORIGINALS)
def test_a_seed_makes_one_mutant(reader: str) -> None:
    originals = [one.data for one in ORIGINALS[reader]()]
    if not originals:
        pytest.skip("LibreOffice is not installed")
    made = [mutant(reader, originals, seed) for seed in range(20)]
    assert made == [mutant(reader, originals, seed) for seed in range(20)]
    assert len({one.data for one in made}) > 15


# the judge itself: what it must call a fault
@pytest.mark.parametrize(
    ("fail", "name"),
    [
        (lambda: (_ for _ in ()).throw(UnreadableSourceError("its reader failed: KeyError")), "untyped exception"),
        (lambda: Document("x", "text/html", "utf-8", "html", "Токтом\n", (Line(1, 0, 6),)), "unmarked loss"),
    ],
)
def test_the_judge_sees_faults(guard: Guard, monkeypatch: pytest.MonkeyPatch, fail: object, name: str) -> None:
    judge = judged("html", guard)
    judge.original(0)
    monkeypatch.setattr(Judge, "read", lambda *_: fail())  # type: ignore[operator]
    assert judge.judge(Mutant(0, "none", False, PAGE)).name == name


# one file for each fault that was found: what must be said of it
@pytest.mark.parametrize(
    ("name", "said"),
    [
        # a damaged table of a font that tells its letters: one letter is wrong everywhere
        ("letter-of-another-script.pdf", "odd_letters"),
        ("digit-for-a-letter.pdf", "odd_letters"),
        # the same in every second word, a mark of no letter
        ("mark-for-a-letter.pdf", "odd_letters"),
        # a Cyrillic letter that no language of ours has
        ("letter-of-no-language.pdf", "odd_letters"),
        # a font without its widths, whose words are drawn over those of the next column
        ("words-over-each-other.pdf", "words_overprinted"),
        # the same table without a line: what PDFium tells is the number of the glyph
        ("glyph-without-a-character.pdf", "unreadable_character"),
        # a tag without an end, whose words nobody prints
        ("words-in-an-attribute.html", "words_in_tag"),
        ("words-in-a-name.html", "words_in_tag"),
        # rows before the body
        ("row-in-the-head.html", "words_in_tag"),
    ],
)
def test_what_was_found_is_told(guard: Guard, name: str, said: str) -> None:
    data = (CORPUS / name).read_bytes()
    assert said in {one.code for one in guard.read(kind_of(data, name), "x", data, name).findings}


# LibreOffice takes the first brace too many for the end of the file
def test_a_brace_that_ends_the_file(guard: Guard) -> None:
    data = (CORPUS / "brace-that-ends-the-file.rtf").read_bytes()
    with pytest.raises(UnreadableSourceError, match=r"stand behind its end"):
        guard.read("rtf", "x", data, "x")


# LibreOffice reads a damaged letter as another one
@needs_libreoffice
def test_letters_that_are_damaged(guard: Guard) -> None:
    data = (CORPUS / "damaged-letters.rtf").read_bytes()
    assert "odd_letters" in {one.code for one in guard.read("rtf", "x", data, "x", Limits(120.0, 512)).findings}


# LibreOffice reads a text whose bytes are not those that were packed
@needs_libreoffice
def test_a_text_that_is_packed_wrongly(guard: Guard) -> None:
    data = (CORPUS / "damaged-content.odt").read_bytes()
    with pytest.raises(UnreadableSourceError, match="can't be unpacked: Bad CRC-32"):
        guard.read("odt", "x", data, "x", Limits(120.0, 512))


# where a DOC says that its characters lie is damaged: LibreOffice reads others, or signs in their place
@needs_libreoffice
def test_words_that_are_not_read(guard: Guard) -> None:
    data = (CORPUS / "characters-elsewhere.doc").read_bytes()
    with pytest.raises(UnreadableSourceError, match=r"LibreOffice read 0 of \d+ words of the DOC file"):
        guard.read("doc", "x", data, "x", Limits(120.0, 512))


# a row whose end is missing was lost when the next one began in it
def test_a_row_that_begins_in_a_row(guard: Guard) -> None:
    data = (CORPUS / "row-in-a-row.html").read_bytes()
    document = guard.read("html", "x", data, "x")
    assert document.text == "Токтом\n\nКоду\tАталышы\n060101\tДарылоо иши\n060102\tФармация\n060103\tАкушердик иш\n"


# a list without a title and a number in one language only, English words that end as those that enact do
@pytest.mark.parametrize(
    "name", sorted(path.name for path in CORPUS.iterdir() if path.suffix not in (".rtf", ".odt", ".doc"))
)
def test_rows_can_be_made_of_what_was_found(guard: Guard, name: str) -> None:
    data = (CORPUS / name).read_bytes()
    assert fail_of_rows(guard.read(kind_of(data, name), "x", data, name)) is None


# whatever a reader went through, the next good file comes out as before
@pytest.mark.parametrize("reader", ["html", "docx", "pdf"])
def test_good_files_read_alike_after_bad_ones(reader: str) -> None:
    guard = Guard()
    originals = [one.data for one in ORIGINALS[reader]()]
    good = originals[0]
    try:
        before = guard.read(kind_of(good, "good"), "good", good, "good", Limits(30.0, 512))
        for seed in range(10):
            bad = mutant(reader, originals, seed).data
            with suppress(UnreadableSourceError):
                guard.read(kind_of(bad, "bad"), "bad", bad, "bad", Limits(30.0, 512))
            assert guard.read(kind_of(good, "good"), "good", good, "good", Limits(30.0, 512)) == before
    finally:
        guard.close()


# what a reader that a file took over may answer: no answer makes more than a typed error
def test_answers_that_are_none(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    page = guard.read("html", "x", PAGE, "x")
    assert page.text
    answer = guard._reader.ask(
        b'{"kind": "html", "source_id": "x", "place": "x", "megabytes": 512}\n' + PAGE, 30.0, lambda: None
    )
    chance = random.Random(1)
    for _ in range(300):
        broken = bytearray(answer)
        for _ in range(chance.choice((1, 3))):
            at = chance.randrange(len(broken))
            broken[at : at + chance.choice((0, 1, 5))] = chance.choice(
                (b"", b"[", b"null", b'"', b"-1", b"\xff", b"{}")
            )
        monkeypatch.setattr(guard._reader, "ask", lambda *_, said=bytes(broken): said)
        with suppress(UnreadableSourceError):
            guard.read("html", "x", PAGE, "x")
