"""Line ends that no other place of the text settles: decided by the words of the languages and by their letters."""

from __future__ import annotations

import pytest

from pipeline.clean.cuts import Join, Witnesses, decide_join, witnesses_of

NOTHING = witnesses_of([], [], frozenset())
# a text that cuts "технологиясы" and "медициналық"
CUTTING = witnesses_of(["технол", "огиясы", "медиц", "иналық"], [], frozenset())


def join(left: str, right: str, witnesses: Witnesses = NOTHING) -> tuple[str, bool]:
    """Return what is read of a bare line end or a hyphen, and whether it is doubtful."""
    found: Join = decide_join(left, right, True, witnesses)
    return left[: len(left) - found.lost] + found.glue + right, found.doubt is not None


@pytest.mark.parametrize(
    ("left", "right", "read"),
    [
        # a known word, and a half that is none
        ("цифрлық гума", "нитарлық ғылымдар", "цифрлық гуманитарлық ғылымдар"),
        ("хранение и пер", "евозка (по", "хранение и перевозка (по"),
        ("Күндүзгү-сыр", "ттан", "Күндүзгү-сырттан"),
        # a form of a known word
        ("айыл чарба техник", "асынын негиздери", "айыл чарба техникасынын негиздери"),
        # in capitals too
        ("ТАМАК-АШ ТЕХНО", "ЛОГИЯСЫ", "ТАМАК-АШ ТЕХНОЛОГИЯСЫ"),
        # a slash without a blank before it has none behind it, but before the name in another language
        ("провайдерлер жана/", "же адистер", "провайдерлер жана/же адистер"),
        ("Педиатрия/", "Балдар дарты", "Педиатрия/ Балдар дарты"),
        ("окуу /", "же иш", "окуу / же иш"),
        # two words that the languages know, though nothing else prints them
        ("физика", "жана химия", "физика жана химия"),
        ("темір", "жол көлігі", "темір жол көлігі"),
        ("в", "одном", "в одном"),
        # letters that no word begins or ends with so: two words that nobody knows
        ("Зкивалар", "жана", "Зкивалар жана"),
    ],
)
def test_known_words_settle_a_bare_line_end(left: str, right: str, read: str) -> None:
    assert join(left, right) == (read, False)


@pytest.mark.parametrize(
    ("left", "right", "read"),
    [
        # nobody knows the word, but its letters are one
        ("биокатали", "затордук", "биокатализатордук"),
        # both halves and the whole are words: what the letters say, marked
        ("про", "кат өндүрүшү", "прокат өндүрүшү"),
    ],
)
def test_a_cut_that_only_letters_bear_out_is_doubtful(left: str, right: str, read: str) -> None:
    assert join(left, right) == (read, True)


# the second half is a word, and the letters rather say one
def test_a_text_that_cuts_words_makes_more_line_ends_doubtful() -> None:
    assert CUTTING.cuts_words
    assert not NOTHING.cuts_words
    assert not witnesses_of(["химия жана", "физика бар", "биз үчүн"], [], frozenset()).cuts_words
    assert join("тапк", "анынын", CUTTING) == ("тапк анынын", True)
    assert join("тапк", "анынын") == ("тапк анынын", False)


@pytest.mark.parametrize(
    ("left", "right", "read", "doubtful"),
    [
        # two words, and no word without the hyphen
        ("сараптамалық-", "талдау", "сараптамалық-талдау", False),
        # a word, and no two
        ("фило-", "логия", "филология", False),
        # the glossary prints it with a hyphen; it knows it without one, too
        ("жем-", "шөп өндірісі", "жем-шөп өндірісі", True),
        # two words and an ending that many words have
        ("про-", "кат", "прокат", False),
        # what opens compounds: nobody knows the whole without the hyphen
        ("профессорско-", "преподавательском", "профессорско-преподавательском", True),
        ("физико-", "зкиби", "физико-зкиби", True),
        # the hyphen of a compound that nobody knows
        ("сот-", "зкиби", "сот-зкиби", True),
    ],
)
def test_known_words_settle_a_hyphen(left: str, right: str, read: str, doubtful: bool) -> None:
    assert join(left, right) == (read, doubtful)


def test_a_word_at_a_line_end_is_no_witness() -> None:
    found = witnesses_of(["бөлүм гума", "нитардык илимдер", "Химия  техно", "логия"], [], frozenset())
    assert found.whole == {"бөлүм", "илимдер"}


# a text that ends its lines at the hyphens of words cuts none: only a known word without its hyphen is a doubt there
WHOLE = ("слесарь-", "электригі тау-", "кен оқу-", "әдістемелік слесарь-электригі тау-кен оқу-әдістемелік")


@pytest.mark.parametrize(
    ("lines", "left", "right", "read", "doubtful"),
    [
        (WHOLE, "гидро-", "метеорология", "гидро-метеорология", True),
        (WHOLE, "профессордук-", "окутуучулук", "профессордук-окутуучулук", False),
        ((*WHOLE, "меха-", "никасы"), "гидро-", "метеорология", "гидрометеорология", False),
        (WHOLE[:2], "гидро-", "метеорология", "гидрометеорология", False),
    ],
)
def test_a_text_that_cuts_no_words_keeps_hyphens(
    lines: tuple[str, ...], left: str, right: str, read: str, doubtful: bool
) -> None:
    assert join(left, right, witnesses_of(lines, [], frozenset())) == (read, doubtful)


# nobody knows «маалымдама-библиографиялык»: a text that cuts no other word may have its own hyphen there
@pytest.mark.parametrize(("lines", "doubtful"), [((), True), (("меха-", "никасы", "механикасы"), False)])
def test_a_hyphen_dropped_in_a_text_that_cuts_no_other_word_is_doubtful(lines: tuple[str, ...], doubtful: bool) -> None:
    read = join("маалымдама-", "библиографиялык", witnesses_of(lines, [], frozenset()))
    assert read == ("маалымдамабиблиографиялык", doubtful)
