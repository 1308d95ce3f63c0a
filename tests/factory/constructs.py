"""What the factory measures: constructs of lists, each with the acts that show it, and the layouts that print them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from tests.factory.layouts import docx, html, pdf, scan, text
from tests.factory.mutations import (
    add_look_alikes,
    dash_empty_cells,
    mark_footnotes,
    raise_at_codes,
    raise_footnotes,
    space_letters,
    split_words,
)
from tests.factory.rows import Shape, make_act
from tests.factory.truth import Act, Sheet, in_capitals, print_act
from tests.factory.wraps import Cut

Format = Literal["text", "HTML", "DOCX", "PDF ruled", "PDF not ruled"]
LANGS = ("ky", "kk", "ru")
PAIRS = (("ky", "ru"), ("kk", "ru"))
FONTS = ("DejaVuSans", "DejaVuSerif", "DejaVuSansMono")
SIZES, PAGE_WIDTHS = (9.0, 10.0, 11.0), (595.0, 700.0, 842.0)
# A page so low that the rows of a list are often cut by its end.
LOW_PAGE = 330.0


@dataclass(frozen=True, slots=True)
class Construct:
    """A trait of a list: the shape of its acts, how they are printed and damaged, and which formats can print it.

    `plain` constructs can be printed as paragraphs; `hard` ones damage what is printed.
    """

    name: str
    shape: Shape = field(default_factory=Shape)
    two_languages: bool = False
    divided: bool = False
    note: bool = False
    damage: Callable[[Sheet, int], Sheet] | None = None
    cut: Cut | None = None
    merged: bool = False
    capitals: bool = False
    tracked: bool = False
    automatic: bool = False
    style: pdf.Style | None = None
    formats: tuple[Format, ...] = ("text", "HTML", "DOCX", "PDF ruled", "PDF not ruled")
    hard: bool = False

    @property
    def plain(self) -> bool:
        """Tell whether a row's words alone, one after the other, say what is in which column."""
        return self.shape.columns != "qualifications" and not self.two_languages and not self.merged

    def make(self, seed: int, entries: int) -> tuple[Act, Sheet]:
        """Make an act that shows the construct, and its sheet."""
        langs = PAIRS[seed % 2] if self.two_languages else (LANGS[seed % 3],)
        act = make_act(seed, replace(self.shape, langs=langs, entries=entries))
        act = in_capitals(act) if self.capitals else act
        sheet = print_act(act, divided=self.divided, note=self.note)
        return act, self.damage(sheet, seed) if self.damage else sheet


BY_QUALIFICATION = Shape(columns="qualifications")
PDFS: tuple[Format, ...] = ("PDF ruled", "PDF not ruled")
CONSTRUCTS = (
    Construct("one column of forms"),
    Construct("no column of forms", Shape(columns="none")),
    Construct("a column for each qualification", BY_QUALIFICATION, divided=True),
    Construct("qualifications in a header of one line", BY_QUALIFICATION),
    Construct("empty cells", replace(BY_QUALIFICATION, empty_cells=True), divided=True),
    Construct(
        "three qualifications",
        replace(BY_QUALIFICATION, empty_cells=True, qualifications=("bachelor", "master", "specialist")),
        divided=True,
    ),
    Construct("running numbers", Shape(numbered=True)),
    Construct("group rows", Shape(groups="named")),
    Construct("numbered groups", Shape(groups="numbered")),
    Construct("groups with codes", Shape(groups="coded")),
    Construct("numbered groups with codes", Shape(groups="numbered_coded", system="seven")),
    Construct(
        "group rows, running numbers, qualifications",
        replace(BY_QUALIFICATION, groups="named", numbered=True),
        divided=True,
    ),
    Construct("codes with dots", Shape(system="dotted", groups="coded")),
    Construct("codes with letters", Shape(system="lettered")),
    Construct("names in two languages", Shape(columns="none"), two_languages=True),
    Construct("names in two languages, forms, numbers", Shape(numbered=True), two_languages=True),
    Construct("names in two languages, group rows", Shape(columns="none", groups="named"), two_languages=True),
    Construct("names in two languages, groups with codes", Shape(columns="none", groups="coded"), two_languages=True),
    Construct("names in two languages, numbered groups", Shape(columns="none", groups="numbered"), two_languages=True),
    Construct("cells wrapped", BY_QUALIFICATION, divided=True, cut=""),
    Construct("words cut without a hyphen", BY_QUALIFICATION, divided=True, cut="plain"),
    Construct("words cut at a hyphen", BY_QUALIFICATION, divided=True, cut="hyphen"),
    Construct("words cut at a soft hyphen", BY_QUALIFICATION, divided=True, cut="soft"),
    Construct("look-alike letters", Shape(groups="named"), damage=add_look_alikes),
    Construct("letters spaced", Shape(groups="named"), damage=space_letters),
    Construct("a note as the last row", Shape(), note=True),
    Construct("footnote marks at names", Shape(), note=True, damage=mark_footnotes),
    Construct("raised digits at names", Shape(numbered=True), note=True, damage=raise_footnotes),
    Construct("raised digits at codes", Shape(), note=True, damage=raise_at_codes, hard=True),
    Construct(
        "dashes in empty cells",
        replace(BY_QUALIFICATION, empty_cells=True),
        divided=True,
        damage=dash_empty_cells,
        hard=True,
    ),
    Construct("group rows in capitals", Shape(groups="named"), capitals=True, hard=True),
    Construct("blanks beside letters of another font", Shape(), damage=split_words, hard=True),
    Construct(
        "cells merged downwards", BY_QUALIFICATION, divided=True, merged=True, formats=("HTML", "DOCX", "PDF ruled")
    ),
    Construct("tracked changes", Shape(groups="named"), tracked=True, formats=("DOCX",), hard=True),
    Construct("automatic numbers", Shape(numbered=True), automatic=True, formats=("DOCX",)),
    Construct(
        "rows cut by the end of a page",
        BY_QUALIFICATION,
        divided=True,
        style=pdf.Style(break_rows=True, height=LOW_PAGE),
        formats=PDFS,
        hard=True,
    ),
    Construct(
        "rows and words cut by the end of a page",
        BY_QUALIFICATION,
        divided=True,
        cut="plain",
        style=pdf.Style(break_rows=True, height=LOW_PAGE),
        formats=PDFS,
        hard=True,
    ),
    Construct(
        "rows cut, header repeated",
        BY_QUALIFICATION,
        divided=True,
        style=pdf.Style(break_rows=True, height=LOW_PAGE, repeat_header=True),
        formats=PDFS,
        hard=True,
    ),
    Construct(
        "rows cut, a line says that the table goes on",
        replace(BY_QUALIFICATION, groups="named"),
        divided=True,
        style=pdf.Style(break_rows=True, height=LOW_PAGE, continuation=True),
        formats=PDFS,
        hard=True,
    ),
    Construct(
        "rows cut, names in two languages",
        Shape(columns="none"),
        two_languages=True,
        style=pdf.Style(break_rows=True, height=LOW_PAGE, repeat_header=True),
        formats=PDFS,
        hard=True,
    ),
    Construct(
        "header repeated on each page",
        Shape(groups="named"),
        style=pdf.Style(height=LOW_PAGE, repeat_header=True),
        formats=PDFS,
    ),
    Construct("cells set in the middle", BY_QUALIFICATION, divided=True, style=pdf.Style(middle=True), formats=PDFS),
    Construct("letters set apart", Shape(groups="named"), style=pdf.Style(tracking=0.8), formats=PDFS, hard=True),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print a sheet: its name, its format, and the writer; `plain` ones print only what needs no columns.

    `scanned` ones have no text, only pictures of their pages.
    """

    name: str
    format: Format
    write: Callable[[Sheet, Construct, int], bytes]
    plain: bool = False
    wraps: bool = True
    scanned: bool = False

    def prints(self, construct: Construct) -> bool:
        """Tell whether the layout can print a construct."""
        if self.format not in construct.formats or (self.plain and not construct.plain):
            return False
        if construct.tracked or construct.merged:
            return self.name in ("HTML table", "DOCX table", "PDF ruled")
        return self.wraps or construct.cut is None


def _style(construct: Construct, seed: int, *, ruled: bool) -> pdf.Style:
    """Draw the font, its size and the page's width; the rest is the construct's."""
    style = construct.style or pdf.Style()
    width = PAGE_WIDTHS[seed // 2 % 3] if len(construct.shape.langs) < 2 else PAGE_WIDTHS[-1]
    return replace(
        style,
        ruled=ruled,
        cut=construct.cut or "",
        merged=construct.merged,
        font=FONTS[seed % 3],
        size=SIZES[seed // 3 % 3],
        width=width,
    )


LAYOUTS = (
    Layout("text, tabs", "text", lambda sheet, one, _: text.write_tabs(sheet, one.cut or "")),
    Layout("text, columns", "text", lambda sheet, one, _: text.write_columns(sheet, one.cut or "")),
    Layout("text, flat", "text", lambda sheet, one, _: text.write_flat(sheet, one.cut or ""), plain=True),
    Layout("HTML table", "HTML", lambda sheet, one, _: html.write_table(sheet, one.cut, merged=one.merged)),
    Layout("HTML in a layout table", "HTML", lambda sheet, one, _: html.write_nested(sheet, one.cut)),
    Layout("HTML by Word", "HTML", lambda sheet, one, _: html.write_word(sheet, one.cut)),
    Layout("HTML paragraphs", "HTML", lambda sheet, _, __: html.write_paragraphs(sheet), plain=True, wraps=False),
    Layout(
        "DOCX table",
        "DOCX",
        lambda sheet, one, _: docx.write_table(
            sheet, one.cut, merged=one.merged, tracked=one.tracked, automatic=one.automatic
        ),
    ),
    Layout(
        "DOCX paragraphs",
        "DOCX",
        lambda sheet, one, _: docx.write_paragraphs(sheet, automatic=one.automatic),
        plain=True,
        wraps=False,
    ),
    Layout("PDF ruled", "PDF ruled", lambda sheet, one, seed: pdf.write_pdf(sheet, _style(one, seed, ruled=True))),
    Layout(
        "PDF not ruled", "PDF not ruled", lambda sheet, one, seed: pdf.write_pdf(sheet, _style(one, seed, ruled=False))
    ),
)


def _scan(construct: Construct, sheet: Sheet, seed: int, dpi: int, *, ruled: bool) -> bytes:
    """Print a sheet and scan it: a little turned, blurred and noisy, as the seed says."""
    chance = random.Random(f"{construct.name}:{seed}:{dpi}:{ruled}")
    angle, blur, noise = chance.uniform(-1.5, 1.5), chance.choice((0.3, 0.6, 0.9)), chance.choice((3.0, 6.0, 10.0))
    scanner = scan.Scanner(dpi, angle, blur * dpi / 300, noise)
    return scan.write_scan(pdf.write_pdf(sheet, _style(construct, seed, ruled=ruled)), scanner, seed)


# Recognizing a page takes seconds: these are measured where they are asked for.
SCANS = tuple(
    Layout(
        f"scan with {dpi} dpi, {'ruled' if ruled else 'not ruled'}",
        "PDF ruled" if ruled else "PDF not ruled",
        partial(lambda sheet, one, seed, dpi, ruled: _scan(one, sheet, seed, dpi, ruled=ruled), dpi=dpi, ruled=ruled),
        scanned=True,
    )
    for dpi in (300, 200, 150)
    for ruled in (True, False)
)


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the factory, with the act and the sheet that it prints."""

    construct: Construct
    layout: Layout
    seed: int
    act: Act
    sheet: Sheet
    data: bytes
