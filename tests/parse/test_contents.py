"""A table of contents against the headings of the body."""

from __future__ import annotations

import pytest

from pipeline.parse.contents import compare_contents
from tests.parse.sample import layout_of

CONTENTS = """
Мазмуну
1. Жалпы жоболор..................4
2. Окутуунун максаттары...........5
3. Окуу процессин уюштуруу........7
4. Корутунду......................9

I. Жалпы жоболор
1.1. Бул жобо тартипти аныктайт.
II. Окутуунун максаттары
2.1. Максаттары төмөнкүлөр.
III. Окуу процессин уюштуруу
3.1. Процесс ушундай уюштурулат.
IV. Корутунду
4.1. Жобо бекитилет.
"""


def messages(text: str) -> list[str]:
    layout, evidence = layout_of(text)
    found = list(compare_contents(layout, evidence.cleaned))
    assert all((one.code == "section_missing") == one.message.startswith("the body has no") for one in found)
    assert {one.code for one in found} <= {"contents_differ", "section_missing"}
    return [one.message for one in found]


def test_contents_agree() -> None:
    assert messages(CONTENTS) == []


@pytest.mark.parametrize(
    ("printed", "changed", "message"),
    [
        # a word lost in the body's heading
        (
            "III. Окуу процессин уюштуруу",
            "III. Окуу процессин жана сабакты уюштуруу",
            "contents: 3. 'Окуу процессин уюштуруу'; body: 3. 'Окуу процессин жана сабакты уюштуруу'",
        ),
        # another number
        ("IV. Корутунду", "V. Корутунду", "contents: 4. 'Корутунду'; body: 5. 'Корутунду'"),
        # a chapter that the body lacks, and one that the contents lack
        ("IV. Корутунду\n", "", "the body has no heading 'Корутунду'"),
        ("4. Корутунду......................9\n", "", "the contents have no entry 'Корутунду'"),
    ],
)
def test_contents_differ(printed: str, changed: str, message: str) -> None:
    assert CONTENTS.count(printed) == 1
    assert messages(CONTENTS.replace(printed, changed)) == [message]


# A heading that wraps is whole with its second line; blanks and letter case are no difference.
@pytest.mark.parametrize(
    ("printed", "changed"),
    [
        ("III. Окуу процессин уюштуруу", "III. Окуу процессин\nуюштуруу"),
        ("IV. Корутунду", "IV. КОРУТУНДУ"),
    ],
)
def test_same_heading_printed_otherwise(printed: str, changed: str) -> None:
    assert messages(CONTENTS.replace(printed, changed)) == []


def test_text_without_contents() -> None:
    assert messages(CONTENTS[CONTENTS.index("I. Жалпы") :]) == []
