"""Two files of one act side by side, as their provisions are published."""

from __future__ import annotations

from pathlib import Path

from pipeline import published
from pipeline.build import extract_files
from pipeline.link.acts import align_acts

KY = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ

ТОКТОМ

2031-жылдын 5-майы № 12

Окуу жөнүндө

1. Окуунун мөөнөтү 30 күн болуп белгиленсин.
2. Билим берүү уюмдары “Билим берүү жөнүндө” Мыйзамдын 14-беренесине ылайык окутат.
3. Бул токтом күчүнө кирет.
"""
RU = """ПРАВИТЕЛЬСТВО КЫРГЫЗСКОЙ РЕСПУБЛИКИ

ПОСТАНОВЛЕНИЕ

от 5 мая 2031 года № 12

Об обучении

1. Установить срок обучения 20 дней.
2. Образовательные организации обучают в соответствии со статьей 14 Закона “Об образовании”.
4. Контроль возложить на министерство.
"""


def test_two_files_of_one_act(tmp_path: Path) -> None:
    for name, text in (("ky", KY), ("ru", RU)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    extract_files([tmp_path / "ky.txt", tmp_path / "ru.txt"], tmp_path / "out")
    left, right = (published.rows("provisions", tmp_path / "out", lang=lang) for lang in ("ky", "ru"))
    pairs = align_acts(left, right)
    assert [(pair.left and pair.left["num"], pair.right and pair.right["num"]) for pair in pairs] == [
        ("1", "1"),
        ("2", "2"),
        (None, "4"),
        ("3", None),
    ]
    assert [pair.differences for pair in pairs] == [("number: 30 on the left, 20 on the right",), (), (), ()]


def test_nothing_answers_nothing() -> None:
    assert align_acts([], []) == []
