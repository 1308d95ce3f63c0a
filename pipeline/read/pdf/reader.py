"""Read a PDF with a text layer: what its pages print, in reading order, with the place of each word.

PDFium (https://pypdfium2.readthedocs.io/) tells characters, rules and pictures; what they make up is decided here, and
whether they can be believed.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document, Finding, Severity
from pipeline.read.odd_letters import find_odd_letters
from pipeline.read.pdf.aligned import find_aligned_tables
from pipeline.read.pdf.beside import part_columns
from pipeline.read.pdf.characters import Characters, read_characters
from pipeline.read.pdf.damage import find_damage
from pipeline.read.pdf.file import open_page, open_pdf
from pipeline.read.pdf.furniture import Furniture, find_loose_lines, find_page_furniture
from pipeline.read.pdf.joins import join_pages
from pipeline.read.pdf.order import Leaf, order_blocks
from pipeline.read.pdf.page import Page, Recognition, read_page
from pipeline.read.pdf.rules import read_drawing
from pipeline.read.pdf.shift import find_shifts, font_texts
from pipeline.read.pdf.sides import Blocks
from pipeline.read.pdf.text import usual_distance, write_blocks
from pipeline.read.pdf.trust import judge_pages, tell_pages, tell_untrusted

MEDIA_TYPE = "application/pdf"
# Pages with fewer words may be forms, or have nothing but a title.
ALIKE_WORDS = 20
_ADVICE = "copy the file again from where it came from"


def read_pdf(source_id: str, data: bytes, place: str, recognized: Mapping[int, Recognition] | None = None) -> Document:
    """Read the bytes of a PDF into a Document; `place` names the file in messages.

    `recognized` gives pages, by number, whose words were read from their picture: these stand for the text layer.
    Raises UnreadableSourceError for a file that is encrypted, cut off, damaged, or beyond a limit, and
    UntrustedTextError, which names the pages, where the text layer of one is missing or can't be believed.
    """
    _refuse_damaged(data, place)
    pages, shifts, untrusted = _read_pages(data, place, recognized or {})
    if untrusted:
        raise tell_untrusted(untrusted, place)
    return document_of(source_id, (MEDIA_TYPE, "pdf"), pages, place, shifts)


def document_of(
    source_id: str, kind: tuple[str, str], pages: list[Page], place: str, shifts: Mapping[str, int]
) -> Document:
    """Write pages as a Document; `kind` is its media type and the name of its reader."""
    furniture = find_page_furniture([page for page in pages if not page.part])
    found = list(_findings(pages, shifts, furniture))
    laid_out, columns = _laid_out(pages, furniture)
    usual = usual_distance([blocks for blocks, _ in laid_out])
    blocks = deque(join_pages(laid_out))
    count = len({page.number for page in pages})
    # from here on the blocks are let go as they are written
    laid_out, pages = [], [replace(page, blocks=(), fonts={}) for page in pages]
    writer = write_blocks(blocks, {page.leaf: page for page in (*pages, *columns)}, usual)
    if not writer.lines:
        raise UnreadableSourceError("the file prints no text", place=place, advice="check the file")
    text = "".join(writer.parts)
    found += [_unreadable(text, start, end) for start, end in writer.unreadable]
    found += filter(None, [find_odd_letters(text)])
    found += [_struck(text, start, end) for start, end in writer.struck]
    found += [_unsure(start, end) for start, end in writer.unsure]
    found += [_parted(start, end) for start, end in writer.parted]
    media_type, reader = kind
    lines = tuple(writer.lines)
    return Document(source_id, media_type, "unicode", reader, text, lines, (), count, writer.places, tuple(found))


def _laid_out(pages: Sequence[Page], furniture: Furniture) -> tuple[list[tuple[Blocks, bool]], list[Page]]:
    """Return the blocks of each page with lists without rules made tables, and whether they part no table.

    Notes and what may be furniture stand before or behind the other blocks of their page. The pages that the lines of
    columns name are returned, too.
    """
    left_out = {id(line) for line in (*furniture.numbers, *furniture.headers)}
    loose = find_loose_lines([page for page in pages if not page.part])
    loose |= {id(line) for page in pages for line in page.notes}
    blocks = [[block for block in page.blocks if id(block) not in left_out] for page in pages]
    bodies = [[block for block in one if id(block) not in loose] for one in blocks]
    strips = part_columns(list(zip(pages, bodies, strict=True)))
    of_pages, asides = (
        iter(find_aligned_tables([one for column in strips for page, one in column if bool(page.part) == aside]))
        for aside in (False, True)
    )
    laid_out = [
        Leaf(page, [next(asides if page.part else of_pages) for _ in column], *_around(one, loose))
        for page, one, column in zip(pages, blocks, strips, strict=True)
    ]
    return list(order_blocks(laid_out)), [page for column in strips for page, _ in column if page.strip]


def _around(blocks: Blocks, loose: Collection[int]) -> tuple[Blocks, Blocks]:
    """Return the loose blocks of a page that stand before its others, and those that stand behind."""
    first = list(takewhile(lambda block: id(block) in loose, blocks))
    return first, [block for block in blocks[len(first) :] if id(block) in loose]


def untrusted_pages(data: bytes, place: str = "") -> dict[int, str]:
    """Return the pages of a PDF whose text layer is missing or can't be believed, by number, each with the reason.

    Raises UnreadableSourceError for a file that can't be opened.
    """
    _refuse_damaged(data, place)
    return _read_pages(data, place, {})[2]


def _refuse_damaged(data: bytes, place: str) -> None:
    if damage := find_damage(data):
        raise UnreadableSourceError(f"the PDF is damaged or cut off: {damage}", place=place, advice=_ADVICE)


def _read_pages(
    data: bytes, place: str, recognized: Mapping[int, Recognition]
) -> tuple[list[Page], dict[str, int], dict[int, str]]:
    """Read and judge all pages; where fonts turn out to be moved by a constant, once more with these moved back."""
    pages = list(_pages(data, place, recognized, {}))
    untrusted = judge_pages(page for page in pages if not page.part)
    shifts = find_shifts(font_texts(_characters(data, place))) if untrusted else {}
    if shifts:
        pages = list(_pages(data, place, recognized, shifts))
        untrusted = judge_pages(page for page in pages if not page.part)
    return pages, shifts, untrusted


def _pages(data: bytes, place: str, recognized: Mapping[int, Recognition], shifts: Mapping[str, int]) -> Iterator[Page]:
    with open_pdf(data, place) as document:
        for number in range(1, len(document) + 1):
            with open_page(document, number, place) as (page, sheet):
                yield from read_page(page, sheet, place, shifts, recognized.get(number))


def _characters(data: bytes, place: str) -> Iterator[Characters]:
    with open_pdf(data, place) as document:
        for number in range(1, len(document) + 1):
            with open_page(document, number, place) as (page, sheet):
                yield read_characters(page, sheet, place, read_drawing(page, sheet), exact=True)


def _findings(pages: Sequence[Page], shifts: Mapping[str, int], furniture: Furniture) -> Iterator[Finding]:
    """Yield what the text doesn't show: where it comes from, and what was left out."""
    if shifts:
        fonts = ", ".join(f"{font} by {shift}" for font, shift in sorted(shifts.items()))
        yield _finding("font_shifted", "warning", f"the characters of these fonts were moved back: {fonts}")
    layered = [page.number for page in pages if page.scanned and page.fonts]
    if layered:
        yield _finding(
            "ocr_text_layer", "warning", f"{tell_pages(layered)}: a scan, the text is another program's recognition"
        )
    printed = {page.number for page in pages if page.blocks}
    empty = [page.number for page in pages if not page.part and page.number not in printed]
    if empty:
        yield _finding("page_without_text", "warning", f"{tell_pages(empty)}: nothing is printed")
    for numbers in _alike(pages):
        yield _finding("pages_alike", "warning", f"{tell_pages(numbers)}: the same words; a page may stand for another")
    left_out: tuple[tuple[str, Severity, str, Iterable[str]], ...] = (
        ("page_numbers_left_out", "info", "page numbers", (line.text for line in furniture.numbers)),
        ("running_headers_left_out", "info", "running headers", (line.text for line in furniture.headers)),
        ("hidden_text_left_out", "warning", "invisible words", (word for page in pages for word in page.hidden)),
        (
            "slanted_text_left_out",
            "warning",
            "words across the text",
            (word for page in pages for word in page.slanted),
        ),
        ("text_outside_page", "warning", "words outside the page", (word for page in pages for word in page.outside)),
    )
    for code, severity, said, texts in left_out:
        counts = Counter(texts)
        if counts:
            example = counts.most_common(1)[0][0]
            yield _finding(code, severity, f"{counts.total()} {said} were left out, such as {example!r}")
    over = [word for page in pages for word in page.overprinted]
    if over:
        message = f"{len(over)} words are printed over others, such as {over[0]!r}: their order may be another"
        yield _finding("words_overprinted", "warning", message)
    marked = [word for page in pages for word in page.marked]
    if marked:
        message = f"{len(marked)} marks of direction, which print nothing, were left out, such as before {marked[0]!r}"
        yield _finding("direction_marks_left_out", "warning", message)
    noted = [page.number for page in pages if page.notes]
    if noted:
        example = next(page.notes[0].text for page in pages if page.notes)
        message = f"{tell_pages(noted)}: lines below a rule at the foot are notes to it, such as {example!r}"
        yield _finding("notes_at_foot", "info", message)
    aside = sorted({page.number for page in pages if page.part})
    if aside:
        yield _finding(
            "turned_text", "info", f"{tell_pages(aside)}: what is written across the page was read as a page"
        )
    cut = [page.number for page in pages if page.cut]
    if cut:
        yield _finding("drawing_too_large", "warning", f"{tell_pages(cut)}: too many drawn objects, not all were read")


def _alike(pages: Sequence[Page]) -> Iterator[list[int]]:
    """Yield the numbers of pages that print the same, more than a few words of it."""
    found: dict[tuple[str, ...], list[int]] = {}
    for page in pages:
        words = tuple(word for words in page.fonts.values() for word in words)
        if len(words) >= ALIKE_WORDS:
            found.setdefault(words, []).append(page.number)
    yield from (numbers for numbers in found.values() if len(numbers) > 1)


def _unreadable(text: str, start: int, end: int) -> Finding:
    message = f"{text[start:end]!r} holds a character that has no Unicode character"
    return Finding("unreadable_character", "error", message, start, end)


def _unsure(start: int, end: int) -> Finding:
    message = "an empty cell below a page break may be the end of the one above it: it is read so"
    return Finding("cell_over_page", "warning", message, start, end)


def _parted(start: int, end: int) -> Finding:
    message = "lines of the row may be of its neighbours: set another way, the cells of its table fit nearly as well"
    return Finding("row_parted_so", "warning", message, start, end)


def _struck(text: str, start: int, end: int) -> Finding:
    message = f"{text[start:end]!r} is struck out: whether it still holds, the page doesn't tell"
    return Finding("struck_text", "warning", message, start, end)


def _finding(code: str, severity: Severity, message: str) -> Finding:
    return Finding(code, severity, message)
