"""Norms: who must, must not or may do what, and the numbers that bound it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.prose.norms import find_norms
from tests.parse.sample import columns_of, parse, rows_of
from tests.parse.test_amendments import HEAD

Read = tuple[str, list[str], str | None, str | None, str | None]


def read(text: str, lang: str) -> list[Read]:
    def words(place: tuple[int, int] | None) -> str | None:
        return None if place is None else " ".join(text[slice(*place)].split())

    return [
        (
            norm.modality,
            [words(place) or "" for place in norm.triggers],
            words(norm.bearer),
            words(norm.quantity),
            words(norm.unit),
        )
        for norm in find_norms(text, lang)
    ]


@pytest.mark.parametrize(
    ("lang", "text", "modality", "trigger", "bearer"),
    [
        # the subject stands far before the verb, behind other words, and its words on two lines
        (
            "ky",
            "Аралыктан билим берүү технологияларын пайдалануу менен программаларды ишке ашырууда билим берүү \nуюму "
            "аудитордук жүктөмдү камсыз кылууга милдеттүү.",
            "obligation",
            "милдеттүү",
            "билим берүү уюму",
        ),
        ("ky", "Университет лицензия алууга тийиш.", "obligation", "тийиш", "Университет"),
        ("ky", "Кирген адамдар кол койдуруп тааныштырылышы \nкерек.", "obligation", "керек", None),
        ("ky", "Университет отчётунда сүрөттөп берүүгө милдеттенет.", "obligation", "милдеттенет", "Университет"),
        # binding for others than the subject
        (
            "ky",
            "Жобонун талаптары кызмат адамдары үчүн милдеттүү болуп саналат.",
            "obligation",
            "милдеттүү болуп саналат",
            None,
        ),
        ("ky", "Технологияларды пайдалануу менен ишке ашырууга тыюу салынат.", "prohibition", "тыюу салынат", None),
        ("ky", "Окууга жол берилбейт.", "prohibition", "жол берилбейт", None),
        # a negated verb before a must is a must not
        (
            "ky",
            "Келишимдер мыйзамга каршы келбеши зарыл жана макулдук менен ишке ашырылат.",
            "prohibition",
            "зарыл",
            None,
        ),
        ("ky", "Ал кызматты көрсөтүүгө укуксуз.", "prohibition", "укуксуз", None),
        (
            "ky",
            "Онлайн билим берүү уюму чет өлкөлүк уюмдар, мекемелер менен байланыш түзүүгө укуктуу.",
            "permission",
            "укуктуу",
            "Онлайн билим берүү уюму",
        ),
        (
            "ky",
            "Онлайн билим берүү уюмдары эсептерге ээ болушу мүмкүн.",
            "permission",
            "мүмкүн",
            "Онлайн билим берүү уюмдары",
        ),
        ("ky", "Билим берүү программаларын ишке ашырууга жол берилет.", "permission", "жол берилет", None),
        # `тарабынан` tells who set the rules, not who is bound
        (
            "ky",
            "Билим берүү уюму тарабынан аныкталган тартипте аттестациялоого жол берилет, буга бүтүрүүчүлөр кирбейт.",
            "permission",
            "жол берилет",
            None,
        ),
        ("ky", "Университет ыйгарууга укук алат.", "permission", "укук алат", "Университет"),
        ("ky", "Университет ишти жүргүзүү укугуна ээ болот.", "permission", "укугуна ээ болот", "Университет"),
        (
            "ky",
            "Студенттер жана окутуучулар эрежелерди сактоого милдеттүү.",
            "obligation",
            "милдеттүү",
            "Студенттер жана окутуучулар",
        ),
        # one of two subjects is not known: none is named
        ("ky", "Программа же университет аккредитациядан өтүшү зарыл.", "obligation", "зарыл", None),
        # a list of which the last word shows that it is no subject
        ("ky", "Студенттер жана окутуучулар үчүн шарттар түзүүгө тийиш.", "obligation", "тийиш", None),
        ("ky", "Ал эми студент чыгымдарды төлөөгө милдеттүү эмес.", "permission", "милдеттүү эмес", "студент"),
        ("kk", "Білім беру ұйымы шарттарды қамтамасыз етуге міндетті.", "obligation", "міндетті", "Білім беру ұйымы"),
        ("kk", "Білім алушы өтініш беруі тиіс.", "obligation", "тиіс", "Білім алушы"),
        (
            "kk",
            "Сонымен қатар білім беру ұйымының мынадай білім алушылары экстернат нысанында оқуға ауысуы мүмкін: ",
            "permission",
            "мүмкін",
            # `мынадай білім алушылары` of that organization: where the words begin that belong to it isn't clear
            None,
        ),
        # words beside a subject are of it as well; where they may be, nobody is named
        ("ru", "Научный работник обязан хранить тайну.", "obligation", "обязан", "Научный работник"),
        ("ru", "Орган юстиции вправе отказать.", "permission", "вправе", None),
        ("ky", "Студент билети көрсөтүлүүгө тийиш.", "obligation", "тийиш", None),
        ("ky", "Чет өлкөлүк студент билим алууга укуктуу.", "permission", "укуктуу", "Чет өлкөлүк студент"),
        ("kk", "Шетелдік студент оқуға құқылы.", "permission", "құқылы", "Шетелдік студент"),
        # the subject of a condition isn't that of the sentence
        ("ru", "Если студент не согласен, деканат обязан ответить.", "obligation", "обязан", None),
        ("ky", "Эгер студент макул болбосо, деканат жооп берүүгө милдеттүү.", "obligation", "милдеттүү", None),
        ("kk", "Егер студент келіспесе, деканат жауап беруге міндетті.", "obligation", "міндетті", None),
        # what is done to a subject binds others
        ("ru", "Студент может быть отчислен.", "permission", "может", None),
        ("kk", "Сырттай оқуға жол берілмейді.", "prohibition", "жол берілмейді", None),
        ("kk", "Сырттай оқуға тыйым салынады.", "prohibition", "тыйым салынады", None),
        ("kk", "Сырттай оқуға рұқсат етіледі.", "permission", "рұқсат етіледі", None),
        ("kk", "Білім алушы таңдауға құқылы.", "permission", "құқылы", "Білім алушы"),
        (
            "ru",
            "Онлайн-образовательная организация при приеме обязана ознакомить поступающих с уставом.",
            "obligation",
            "обязана",
            "Онлайн-образовательная организация",
        ),
        # the line ends behind the real hyphen of the compound
        (
            "ru",
            "Онлайн-\nобразовательная организация имеет \nправо устанавливать прямые связи.",
            "permission",
            "имеет право",
            "Онлайн- образовательная организация",
        ),
        (
            "ru",
            "Онлайн-образовательные организации могут иметь счета.",
            "permission",
            "могут",
            "Онлайн-образовательные организации",
        ),
        (
            "ru",
            "Обучающиеся, выполнившие программу, допускаются к аттестации.",
            "permission",
            "допускаются",
            "Обучающиеся",
        ),
        # the subject stands behind the verb
        (
            "ru",
            "К преподаванию в онлайн-образовательной организации допускаются педагогические работники с методиками.",
            "permission",
            "допускаются",
            "педагогические работники",
        ),
        (
            "ru",
            "Реализация программ методом онлайн-обучения допускается по профессиям.",
            "permission",
            "допускается",
            None,
        ),
        ("ru", "Обучение заочно не допускается.", "prohibition", "не допускается", None),
        ("ru", "Студент не вправе менять форму.", "prohibition", "не вправе", "Студент"),
        ("ru", "Студент не обязан менять форму.", "permission", "не обязан", "Студент"),
        ("ru", "Принятые в университет должны учиться.", "obligation", "должны", None),
        # the subject of a side clause does something else
        ("ru", "Плата, которую вносит заявитель, не должна расти.", "prohibition", "не должна", None),
        ("ru", "Помещения, где работает комиссия, должны быть сухими.", "obligation", "должны", None),
        ("ky", "Ректор бекиткен план мөөнөттү камтууга тийиш.", "obligation", "тийиш", None),
        ("kk", "Директор бекіткен жоспар мерзімді қамтуы тиіс.", "obligation", "тиіс", None),
        # `билети` is the ticket of a student, or a ticket that is the object
        ("ky", "Студент билети болушу керек.", "obligation", "керек", None),
    ],
)
def test_modality_and_bearer(lang: str, text: str, modality: str, trigger: str, bearer: str | None) -> None:
    assert read(text, lang) == [(modality, [trigger], bearer, None, None)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # words that only look like a norm
        ("ky", "бүтүрүүчүлөрдү милдеттүү жыйынтыктоочу аттестациялоо жүзөгө ашырылат."),
        ("ky", "прокторинг ыкмалары милдеттүү түрдө пайдаланылат."),
        ("ky", "Алардын укуктары жана милдеттери устав менен аныкталат."),
        ("ky", "кызматкерлерди керектүү компетенциялар менен камсыз кылуу."),
        ("ky", "Ыйгарым укуктуу органдар көзөмөлдөйт."),
        ("ky", "Ден соолугунун мүмкүнчүлүктөрү чектелүү адамдар окутулат."),
        ("ky", "Сабактар мүмкүн болушунча видеоконференция аркылуу уюштурулат."),
        ("ky", "Тийиштүү чаралар көрүлөт."),
        # what is needed, where needed
        ("ky", "Окутуу үчүн зарыл болгон каражаттарга жетүү камсыз кылынат."),
        ("ky", "керек болсо виртуалдык лабораториялардын шилтемелери камтылат."),
        ("ky", "кандай жакшыртуулар керек экенин сунушташат."),
        # participles and conditions
        ("ky", "Сырттан окууга жол берилбеген адистиктер боюнча программалар."),
        ("ky", "Сырттан окуу түрүндө жол берилбей турган багыттар боюнча."),
        ("ky", "мыйзамдарында тыюу салынбаган кызматтарды көрсөтүү."),
        ("ky", "Эгерде билим берүүгө тыюу салынса, программа окутулбайт."),
        ("kk", "Сырттай оқуға жол берілмейтін мамандықтар тізбесі."),
        ("kk", "тиісті бұйрық шығарады."),
        ("kk", "оқуға рұқсат беру туралы шешім қабылданады."),
        ("kk", "Міндетті аттестаттау өткізіледі."),
        ("ru", "осуществляется обязательная проверка всех видов работ с обязательным указанием."),
        ("ru", "Права и обязанности обучающихся, назначение на должность."),
        ("ru", "деятельности, не запрещенной законодательством."),
        # a comparison without a number; a number without a bound
        ("ky", "сапатты салттуу окуудан кем эмес деңгээлде кармоо."),
        ("ky", "жети күн өткөндөн кийин күчүнө кирет."),
        # a bound of something else than the verb
        ("ky", "Никенин бузулушу үч жүз күндүн ичинде төрөлгөн балдардын укугуна таасирин тийгизбейт."),
        # what counts as distance learning: a bound under `if`
        ("ky", "Окугандар сааттардын көлөмүнүн 70 пайызынан кем \nэмесин өздөштүрүшсө программалар ишке ашырылат."),
        ("ky", ""),
    ],
)
def test_no_norm(lang: str, text: str) -> None:
    assert read(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "quantity", "unit"),
    [
        ("ky", "катышы көлөмүнүн 20 %ынан кем эмесин түзүшү керек.", "20 %ынан кем эмесин", "%"),
        ("ky", "көлөмүнүн 20%нан кем болбошу шарт.", "20%нан кем болбошу", "%"),
        ("ky", "Катышы кем эмес 20 % болушу керек.", "кем эмес 20 %", "%"),
        # words between a bound and its number
        ("ru", "Срок может быть продлен не более чем на 1 год.", "не более чем на 1 год", "год"),
        ("ru", "Орган обязан известить не позднее, чем за 30 дней.", "не позднее, чем за 30 дней", "дней"),
        ("ky", "Университет 14 күн ичинде жооп берүүгө тийиш.", "14 күн ичинде", "күн"),
        ("ky", "Окуу 14 күн жүрүшү керек.", "14 күн", "күн"),
        ("ky", "Ал он (10) жумушчу күн ичинде каралышы керек.", "он (10) жумушчу күн ичинде", "күн"),
        ("ru", "соотношение должно составлять не менее 20 % от объема.", "не менее 20 %", "%"),
        (
            "ru",
            "Студент обязан явиться не позднее 10 (десяти) рабочих дней.",
            "не позднее 10 (десяти) рабочих дней",
            "дней",
        ),
        ("ru", "Занятие должно длиться 4,5 часа.", "4,5 часа", "часа"),
        # of two numbers the one that is a bound
        ("ru", "За 2 часа студент должен набрать не менее 60 процентов.", "не менее 60 процентов", "процентов"),
        # a year, a point and a date have no unit
        ("ky", "2025-жылдын 17-пунктуна ылайык болууга тийиш.", None, None),
        (
            "kk",
            "Өтініш 10 күнтізбелік күннен кем емес мерзімде берілуі тиіс.",
            "10 күнтізбелік күннен кем емес",
            "күннен",
        ),
    ],
)
def test_quantities(lang: str, text: str, quantity: str | None, unit: str | None) -> None:
    ((_, _, _, found, found_unit),) = read(text, lang)
    assert (found, found_unit) == (quantity, unit)


# No modal word, but a bound in numbers.
@pytest.mark.parametrize(
    ("text", "trigger", "bearer", "quantity", "unit"),
    [
        (
            "Оқуға қабылдануы немесе ауысуы туралы өтініші он төрт күндік мерзімде ұйымның отырысында қаралады.",
            "мерзімде",
            None,
            "он төрт күндік мерзімде",
            "күндік",
        ),
        (
            "Білім беру саласындағы уәкілетті орган құжаттарды \nекі апта мерзімде қарайды.",
            "мерзімде",
            "Білім беру саласындағы уәкілетті орган",
            "екі апта мерзімде",
            "апта",
        ),
    ],
)
def test_a_bound_is_an_obligation(text: str, trigger: str, bearer: str | None, quantity: str, unit: str) -> None:
    assert read(text, "kk") == [("obligation", [trigger], bearer, quantity, unit)]


def test_one_norm_for_each_modality_of_a_sentence() -> None:
    text = "Программалар колдонулушу мүмкүн же практика уюштурулушу мүмкүн (керек болгон учурларда)."
    assert read(text, "ky") == [("permission", ["мүмкүн", "мүмкүн"], None, None, None)]
    text = "Студент обязан учиться и имеет право на отпуск. Преподаватель должен учить."
    assert [(modality, bearer) for modality, _, bearer, _, _ in read(text, "ru")] == [
        ("obligation", "Студент"),
        ("permission", "Студент"),
        ("obligation", "Преподаватель"),
    ]


def test_words_that_a_line_end_cuts() -> None:
    text = "Универ-\nситет отчёт берүүгө милдет-\n  түү."
    assert read(text, "ky") == [("obligation", ["милдет- түү"], "Универ- ситет", None, None)]


@given(
    st.lists(
        st.sampled_from(
            [
                "тийиш",
                "обязан",
                "не ",
                "менее ",
                "20 ",
                "%",
                "-\n",
                ". ",
                "Университет",
                " ",
                ",",
                " жана ",
                "міндетті",
                "\v",
                "он ",
            ]
        ),
        max_size=20,
    ).map("".join),
    st.sampled_from(["ky", "kk", "ru"]),
)
def test_places_lie_in_the_text(text: str, lang: str) -> None:
    for norm in find_norms(text, lang):
        for place in (*norm.triggers, norm.bearer, norm.quantity, norm.unit):
            assert place is None or 0 <= place[0] < place[1] <= len(text)


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("piece", ["-", " ", "(", "1", "20 ", "он ", "не менее ", "а-\n", "тийиш ", "."])
def test_reading_a_long_row_ends(piece: str) -> None:
    assert len(find_norms(piece * (100_000 // len(piece)) + " тийиш.", "ky")) == 1


@pytest.mark.usefixtures("must_end")
def test_each_of_many_sentences_is_a_norm() -> None:
    assert len(find_norms("Ал тийиш. " * 10_000, "ky")) == 10_000


def test_spacy_is_loaded_for_norms_only() -> None:
    probe = "import sys, pipeline.parse.prose.norms, pipeline.parse.prose.terms; print('spacy' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


# what a new wording says is said by the act that it changes
def test_words_in_quotes_are_no_norms_of_this_act() -> None:
    text = """1. В пункте 3 слова "не менее 20 %" заменить словами "не более 30 %".
2. Абзац второй пункта 5 признать «утратившим силу», организация обязана вести учет.
3. Пункт 7 изложить в следующей редакции:
«7. Организация обязана вести журнал.
Обучающийся вправе выбирать курсы.».
4. Министерство обязано заменить слова "не менее 20 %".
"""
    rows = [columns_of(row) for row in rows_of(parse(HEAD["ru"] + text), "norms")]
    said = [(str(row["provision_id"]).rpartition(":")[2], row["modality"], row["triggers"]) for row in rows]
    assert said == [("point-2", "obligation", ("обязана",)), ("point-4", "obligation", ("обязано",))]
    assert not any("quantity" in row or "unit" in row for row in rows)
