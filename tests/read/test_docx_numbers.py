"""DOCX numbers: what a list counts is printed, though it stands in no paragraph."""

from __future__ import annotations

import pytest

from tests.read.docx_made import STYLES, codes, item, levels, printed, read, styled, tbl, text_of, tr


def test_automatic_numbers_are_printed() -> None:
    numbering = levels(("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"), ("bullet", "\uf0b7"))
    body = "".join(
        item(text, level)
        for text, level in [("а", 0), ("б", 1), ("в", 1), ("г", 2), ("д", 2), ("е", 3), ("ж", 0), ("з", 1)]
    )
    assert text_of(body, numbering=numbering).split("\n\n") == [
        "1. а",
        "1.1. б",
        "1.2. в",
        "а) г",
        "б) д",
        "• е",
        "2. ж",
        "2.1. з",
    ]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("lowerLetter", "a b z aa"),
        ("upperLetter", "A B Z AA"),
        ("lowerRoman", "i ii xxvi xxvii"),
        ("upperRoman", "I II XXVI XXVII"),
        ("russianLower", "а б ы э"),
        ("russianUpper", "А Б Ы Э"),
        ("decimalZero", "01 02 26 27"),
        # a format that isn't known counts in figures, and says so
        ("hebrew1", "1 2 26 27"),
    ],
)
def test_formats_of_numbers(name: str, numbers: str) -> None:
    document = read("".join(item("x") for _ in range(27)), numbering=levels((name, "%1)")))
    lines = printed(document).split("\n\n")
    assert [lines[i] for i in (0, 1, 25, 26)] == [f"{number}) x" for number in numbers.split()]
    assert codes(document) == (["number_format_unknown"] if name == "hebrew1" else [])


def test_lists_that_start_anew_and_lists_that_go_on() -> None:
    numbering = levels(("decimal", "%1."), ("decimal", "%2)")) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("а") + item("б") + item("в", number=2) + item("г", number=3) + item("д", number=3) + item("е", 1)
    assert text_of(body, numbering=numbering).split("\n\n") == ["1. а", "2. б", "3. в", "5. г", "6. д", "1) е"]


def test_legal_numbers_restarts_and_gaps() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1.%2-"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = item("а") + item("б", 1) + item("в") + item("г", 1)
    assert text_of(body, numbering=numbering).split("\n\n") == ["II. а", "2.1-б", "III. в", "3.2-г"]


def test_numbers_by_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="P"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Q"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("P", "а") + styled("Q", "б") + styled("P", "в", more=none) + styled("Q", "г") + styled("X", "д")
    assert text_of(body, numbering=numbering, styles=STYLES).split("\n\n") == ["1. а", "1.1. б", "в", "1.2. г", "д"]


def test_lists_of_list_styles() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="L"/>'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert text_of(item("а", number=2) + item("б", number=2), numbering=numbering, styles=styles) == "1) а\n\n2) б"


def test_running_numbers_of_empty_cells() -> None:
    empty = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    table = tbl(tr(empty, "060101", "Дарылоо иши"), tr(empty, "060102", "Педиатрия"))
    assert text_of(table, numbering=levels(("decimal", "%1."))) == "1.\t060101\tДарылоо иши\n2.\t060102\tПедиатрия"


def test_deleted_paragraphs_do_not_count() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>жок</w:delText></w:r></w:del></w:p>'
    )
    assert text_of(item("а") + gone + item("б"), numbering=levels(("decimal", "%1."))) == "1. а\n\n2. б"
