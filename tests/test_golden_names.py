"""The matcher on real lists that it was not written for: what it links is right, and most of what it can link is."""

from __future__ import annotations

import pytest

from benchmarks.unseen_names import NAMES, read_pairs, score


@pytest.mark.parametrize(("lang", "recall"), [("kk", 0.8), ("ky", 0.75)])
def test_names_never_seen(lang: str, recall: float) -> None:
    found = score(read_pairs("unseen", lang), lang)
    assert found.names > 100
    assert found.precision >= 0.99
    assert found.recall >= recall


def test_no_translation_stands_in_both_halves() -> None:
    halves = [{other for lang in ("kk", "ky") for _, other in read_pairs(half, lang)} for half in ("seen", "unseen")]
    assert min(map(len, halves)) > 100
    assert not halves[0] & halves[1]
    assert NAMES.read_bytes().endswith(b"\n")
