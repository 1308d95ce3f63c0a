"""How alike two names are: meanings of any language, rare ones counting more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.glossary import load_meanings
from pipeline.link.names.likeness import Likeness, compare_names, weights_of
from pipeline.link.names.readings import Name, Token, read_name


def read(printed: str) -> tuple[Name, ...]:
    """Read `lang name`."""
    lang, _, name = printed.partition(" ")
    return (read_name(name, lang),)


def compare(left: str, right: str, others: tuple[str, ...] = ()) -> Likeness:
    names = [read(left), read(right)]
    weights = weights_of([*names, *map(read, others)])
    return compare_names(weights.weigh(names[0]), weights.weigh(names[1]))


# the same field in two languages, in other cases, in another order, with another bracket
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ky Агрономия", "kk Агрономия"),
        ("ky Дарылоо иши", "ru Лечебное дело"),
        ("kk Есеп және аудит", "ky Аудит жана эсеп"),
        ("ky Актердук искусство", "ky Актердук өнөр"),
        ("ky Вокалдык искусство (түрлөрү боюнча)", "ru Вокальное искусство"),
        ("ky Кинооператорлук", "ky Кинооператорлук"),
    ],
)
def test_the_same_field(left: str, right: str) -> None:
    likeness = compare(left, right)
    # a word that may mean something else, too, is a little less sure
    assert likeness.score > 0.99
    assert not likeness.left_only
    assert not likeness.right_only


# words that share a root, a beginning or nothing
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ky Физика", "ky Физикалык терапия"),
        ("ky Педагогика", "ky Педиатрия"),
        ("ky Агрономия", "ky Живопись"),
        ("ky Агрономия", "ky"),
        ("ky", "ky"),
    ],
)
def test_another_field(left: str, right: str) -> None:
    assert compare(left, right).score < 0.93


def test_what_only_one_side_says_is_told() -> None:
    likeness = compare("ky Агрономия жана акустика", "ky Агрономия")
    labels = load_meanings()
    assert [labels[next(iter(token.meanings))].label for token in likeness.left_only] == ["acoustics"]
    assert likeness.right_only == ()


# `агрономия` is in every name of the act, `акустика` in one: sharing the rare word says more
def test_rare_words_count_more() -> None:
    others = tuple(f"ky Агрономия жана {word}" for word in ("живопись", "графика", "скульптура", "балет"))
    rare = compare("ky Агрономия жана акустика", "ky Геология жана акустика", others)
    common = compare("ky Агрономия жана акустика", "ky Агрономия жана геология", others)
    assert rare.score > common.score


# `ән салу` is singing, `салу` alone building: out of its form a word decides nothing
def test_a_form_is_not_compared_by_its_words() -> None:
    assert compare("kk Ән салу", "kk Құрылыс салу").score < 0.5


TOKENS = st.builds(
    Token,
    st.frozensets(st.integers(1, 4), max_size=2),
    st.sampled_from(("", "агроном", "агрономи", "акустик", "живопис")),
    st.integers(0, 2),
).filter(lambda token: bool(token.meanings or token.word))
NAMES = st.lists(TOKENS, max_size=4).map(tuple)


# the same tokens in any order are the same, and whoever is asked first
@given(NAMES, st.randoms(use_true_random=False))
def test_order_is_nothing(reading: tuple[Token, ...], chance: object) -> None:
    shuffled = tuple(chance.sample(reading, len(reading)))  # type: ignore[attr-defined]
    names = [Name(reading, reading)], [Name(shuffled, shuffled)]
    left, right = map(weights_of(names).weigh, names)
    likeness = compare_names(left, right)
    assert likeness.score == pytest.approx(1.0 if reading else 0.0)
    assert compare_names(right, left).score == pytest.approx(likeness.score)


# "машинист" has a meaning that "машиналар" has, too: each answers its own
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("kk Бұрғылау қондырғысының машинисі", "kk Теміржол-құрылыс машиналары машинисі"),
        ("kk Локомотив машинисі көмекшісі", "kk Жол және құрылыс жұмыстары машиналары машинисі"),
    ],
)
def test_an_equal_word_answers_before_one_that_is_alike(left: str, right: str) -> None:
    assert compare(left, right).score == pytest.approx(compare(right, left).score)
