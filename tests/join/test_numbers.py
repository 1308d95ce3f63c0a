"""Lists that the sources of an act number otherwise: each is published once, or its entries are doubtful."""

from __future__ import annotations

from pathlib import Path

from tests.join.test_join import JOINING, KY, LIST, RU, built, rows, told


# The id of a list spells its part: the row has that of the source which gives the id, also where another has more rows.
def test_a_list_in_another_annex_is_one_list(tmp_path: Path) -> None:
    more = "060105 Сестринское дело\n060106 Лабораторная диагностика\n060107 Стоматология\n"
    out = built(tmp_path, a=KY, b=RU.replace("Приложение\n", "Приложение 2\n") + more)
    assert [(row["list_id"], row["part"], row["num"]) for row in rows("lists", out)] == [(LIST, "annex-1", "1")]


# Half of a list stands under a number of its own in the other file: its entries are there twice.
def test_entries_of_a_list_that_another_source_splits_are_doubtful(tmp_path: Path) -> None:
    heading = "\n2. Специальности высшего профессионального образования:\n\nКод Наименование\n"
    out = built(tmp_path, a=KY, b=RU.replace("060103 ", f"{heading}060103 "))
    entries = rows("list_entries", out, list_id="kg-2011-7:annex-1:2")
    assert [(row["code"], row["doubtful"]) for row in entries] == [("060103", True), ("060104", True)]
    message = f"of the sources of the act, only b print this list; it may be the list {LIST}, which has codes of it"
    assert ("b", "kg-2011-7:annex-1:2", message) in told(out, *JOINING)


# Lists of one act may have the same codes: the one that the other source lacks is none of those that both print.
def test_a_list_with_the_codes_of_one_that_both_print_is_not_doubtful(tmp_path: Path) -> None:
    more = "\n2. Магистрлерди даярдоо багыттары:\n\nКоду Адистиктин аталышы\n060101 Дарылоо иши\n060102 Фармация\n"
    out = built(tmp_path, a=KY + more, b=RU)
    assert not any(row["doubtful"] for row in rows("list_entries", out, list_id="kg-2011-7:annex-1:2"))
