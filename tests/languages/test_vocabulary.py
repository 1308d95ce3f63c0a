"""The vocabularies: alike in shape, and found in sentences of acts where they stand and nowhere else."""

import pytest
import regex

from pipeline.languages.vocabulary import (
    LANGUAGES,
    Term,
    UnknownVocabularyError,
    find_terms,
    load_vocabulary,
    phrase_pattern,
    section_phrases,
)


def keys_of(section: str, text: str, lang: str | None = None) -> list[str]:
    return [term.key for term in find_terms(section, text, lang)]


def words_of(section: str, text: str, lang: str | None = None) -> list[str]:
    return [text[term.start : term.end] for term in find_terms(section, text, lang)]


def test_every_language_has_the_same_sections_and_keys() -> None:
    shapes = [{section: sorted(keys) for section, keys in load_vocabulary(lang).sections.items()} for lang in LANGUAGES]
    assert all(shape == shapes[0] for shape in shapes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_is_lower_case_and_finds_itself(lang: str) -> None:
    for section, keys in load_vocabulary(lang).sections.items():
        for key, phrases in keys.items():
            for phrase in phrases:
                printed = phrase.replace("*", "").replace(" + ", " ")
                assert printed == printed.lower()
                assert regex.match(phrase_pattern(section, key, lang), printed, regex.IGNORECASE), (section, phrase)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_section_means_two_things_by_one_phrase(lang: str) -> None:
    for section, keys in load_vocabulary(lang).sections.items():
        phrases = [phrase for found in keys.values() for phrase in found]
        assert len(phrases) == len(set(phrases)), section


@pytest.mark.parametrize(
    ("section", "lang", "text", "keys"),
    [
        # a form of study: the long phrase wins over the short one inside it, letter case and cell order aside
        ("forms", "ky", "Күндүзгү-сырттан (кечки), сырттан, экстернат", ["evening", "correspondence", "externat"]),
        ("forms", "kk", "Сырттай, кешкі және экстернат нысанында", ["correspondence", "evening", "externat"]),
        ("forms", "ru", "в очно-заочной (вечерней) и заочной формах", ["evening", "correspondence"]),
        ("forms", "ru", "метода онлайн-обучения не допускается", ["online"]),
        # adis is a qualification, adistik is a specialty
        ("qualifications", "ky", "Бүтүрүүчүгө “адис” квалификациясын ыйгаруу", ["specialist"]),
        ("qualifications", "ky", "Адистиктин аталышы, адистиктер", []),
        ("qualifications", "kk", "мамандықтар мен мамандар", ["specialist"]),
        ("qualifications", "ru", "специальностей, специалистов", ["specialist"]),
        # a magistrate is a master, a main line is not
        ("qualifications", "ky", "магистр, магистралдык", ["master"]),
        # general secondary education is a basis of admission, not a level of the list
        ("levels", "kk", "жалпы орта білім беру базасында жол берілмейтін жоғары білім беру", ["higher"]),
        ("levels", "ru", "на базе среднего общего образования", []),
        ("levels", "ky", "жалпы орто билим", []),
        # two levels that share their last words
        ("levels", "ru", "среднего и \nвысшего профессионального образования", ["secondary_vocational", "higher"]),
        ("levels", "ky", "орто жана жогорку кесиптик билим", ["secondary_vocational", "higher"]),
        ("levels", "kk", "кәсіптік бастауыш және кәсіптік орта", ["initial_vocational", "secondary_vocational"]),
        # repealed is the state of this act, repeals is what its own text does to others
        ("repeal", "kk", "Күші жойылды - ҚР министрінің", ["repealed"]),
        ("repeal", "kk", "бұйрықтың күші жойылсын", ["repeals"]),
        ("repeal", "ru", "Признать утратившим силу", ["repeals"]),
        ("repeal", "ru", "документ утратил силу", ["repealed"]),
        ("repeal", "ky", "токтомдун күчүн жоготту деп табылсын", ["repeals"]),
        # what a note says was done
        ("amendment", "ky", "токтомунун редакциясына ылайык", ["amended"]),
        ("amendment", "kk", "Тізбе жаңа редакцияда", ["new_edition"]),
        ("amendment", "kk", "3-тармаққа өзгерту енгізілді", ["amended"]),
        ("amendment", "ru", "пункт исключен", ["removed"]),
        # a subpoint is not a point, in each language
        ("units", "ky", "3-пунктунун 2-пунктчасы", ["point", "subpoint"]),
        ("units", "kk", "5-бабының 15) тармақшасына, 3-т.", ["article", "subpoint", "point"]),
        ("units", "ru", "подпункт 2 пункта 3 статьи 5", ["subpoint", "point", "article"]),
        # `главный` and `стать` are no units
        ("units", "ru", "главный специалист хочет стать", []),
        # a minister is not a ministry
        ("issuers", "ky", "министрдин, министрликтин, Министрлер Кабинетинин", ["minister", "ministry", "cabinet"]),
        ("issuers", "kk", "министрінің, министрлігінің", ["minister", "ministry"]),
        # a word that only begins like an abbreviation of a country
        ("country", "ky", "КР Өкмөтү, критерий", ["KG"]),
        # the plural of an act kind, and a kind of two words
        ("act_kinds", "ru", "указами, федеральный закон, приказы", ["decree", "law", "order"]),
    ],
)
def test_terms_are_found_by_key(section: str, lang: str, text: str, keys: list[str]) -> None:
    assert keys_of(section, text, lang) == keys


def test_line_breaks_and_no_break_blanks_part_words() -> None:
    # the source breaks its lines inside phrases and after hyphens
    assert words_of("forms", "Күндүзгү-\nсырттан\u00a0(кечки)", "ky") == ["Күндүзгү-\nсырттан\u00a0(кечки)"]
    assert words_of("bars", "жол\n\n берілмейтін") == ["жол\n\n берілмейтін"]


def test_letters_may_follow_a_star_inside_brackets() -> None:
    # the whole phrase is the term, whatever the case of its two words
    assert words_of("forms", "очно-заочную (вечернюю)", "ru") == ["очно-заочную (вечернюю)"]


def test_words_that_must_follow_are_not_part_of_the_term() -> None:
    assert words_of("levels", "среднего и высшего профессионального", "ru") == ["среднего", "высшего профессионального"]


def test_words_of_several_languages_are_one_term_without_language() -> None:
    assert find_terms("forms", "Экстернат") == [Term("externat", None, 0, 9)]


def test_a_word_of_one_language_names_it() -> None:
    assert [term.lang for term in find_terms("forms", "сырттан сырттай заочно")] == ["ky", "kk", "ru"]


def test_a_word_with_two_meanings_is_one_term_for_each() -> None:
    # `бап` heads a chapter in Kyrgyz and an article in Kazakh
    assert {(term.key, term.lang) for term in find_terms("units", "5-бап")} == {("chapter", "ky"), ("article", "kk")}


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownVocabularyError, match="expected one of the languages"):
        load_vocabulary("uz")
    with pytest.raises(UnknownVocabularyError, match="expected one of the sections"):
        section_phrases("colours", "ky")
    with pytest.raises(UnknownVocabularyError, match="expected one of the keys"):
        phrase_pattern("forms", "distance", "ky")
