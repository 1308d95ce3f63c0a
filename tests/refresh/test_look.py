"""What files would change is told before they are registered."""

from __future__ import annotations

from pathlib import Path

from pipeline.build import build_sources
from pipeline.refresh.look import Seen, look_at
from tests.join.test_join import KY, RU
from tests.releases.acts import DECREE, register


# New texts of both files of an act: the second joins the first new text, and none of those that go.
def test_new_texts_of_one_act_are_told_without_those_that_they_replace(tmp_path: Path) -> None:
    sources, files = tmp_path / "sources", {tmp_path / "ky.txt": "a", tmp_path / "ru.txt": "r"}
    register(sources, "a", KY)
    register(sources, "r", RU)
    build_sources(sources, tmp_path / "out")
    (tmp_path / "ky.txt").write_text(KY.replace("060104 Медициналык оптика", "060109 Жаңы адистик"))
    (tmp_path / "ru.txt").write_text(RU.replace("060104 Медицинская оптика", "060109 Новая специальность"))
    looked = look_at(list(files), sources, tmp_path / "out", replaces=files)
    seen = [one for one in looked if isinstance(one, Seen)]
    assert [(one.source_id, one.same_act) for one in seen] == [("a", ("r",)), ("r", ("a",))]
    # both print the same codes: nothing is left that only one of them prints
    assert seen[1].doubts == ()


# A list that came without the decree: it is told as an act of which nothing but the list is known.
def test_a_list_without_its_act_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(DECREE[DECREE.index("Сырттан окутууга") :])
    (seen,) = look_at([tmp_path / "list.txt"], tmp_path / "sources", tmp_path / "out")
    assert isinstance(seen, Seen)
    assert (seen.source_id, seen.kind, seen.number, [count for _, count in seen.lists]) == ("list", None, None, [2])
