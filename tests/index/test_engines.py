"""What an index does, wherever it is kept: on this machine's disk, or in Milvus. Both pass the same tests."""

from pathlib import Path

import pytest
from support import made_index, opened

from kotae import Kotae
from kotae.errors import BrokenIndexError
from kotae.index.engines import current
from kotae.index.update import is_stale
from kotae.retrieval.search import Among
from kotae.settings import Settings

QUESTIONS = (
    "富士山の高さは何メートルですか。",
    "How high is Mount Fuji?",
    "When did Mount Fuji last erupt?",
    "灯台はいつ建てられましたか。",
    "嵐で灯台の何が壊れましたか。",
    "2022年の富士山の登山者数は?",
    "登山者が最も多い年は?",
    "How many tonnes of tea were sold?",
    "書式ppr-9087は何を述べていますか。",
    "zebra giraffe",
)
SCOPES = (
    Among(),
    Among(documents=frozenset({"fuji.md", "tea.txt"})),
    Among(language="ja"),
    Among(language="en"),
    Among(kinds=frozenset({"row", "table"})),
    Among(documents=frozenset({"lighthouse.html"}), language="ja"),
    Among(documents=frozenset()),
)


@pytest.fixture(params=["local", "milvus"])
def engine(request: pytest.FixtureRequest, small: Settings, tmp_path: Path) -> Settings:
    """Return the settings of an index that is not made yet, kept by each engine."""
    if request.param == "milvus":
        settings: Settings = request.getfixturevalue("in_milvus")
        return settings
    copy = request.getfixturevalue("copied")
    return small.model_copy(update={"corpus": copy, "index": tmp_path / "index"})


@pytest.fixture
def copied(small: Settings, tmp_path: Path) -> Path:
    """Return a copy of the small corpus."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for path in small.corpus.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_hits_and_answers_are_those_of_the_index_that_is_always_there(engine: Settings, kotae: Kotae) -> None:
    made_index(engine)
    there = opened(engine)
    assert there.index.records.documents == kotae.index.records.documents
    for question in QUESTIONS:
        for scope in SCOPES:
            expected = kotae.search(question, 10, among=scope)
            given = there.search(question, 10, among=scope)
            assert [(hit.number, hit.unit, hit.document) for hit in given] == [
                (hit.number, hit.unit, hit.document) for hit in expected
            ]
            assert [hit.score for hit in given] == pytest.approx([hit.score for hit in expected], abs=2e-4)
        assert there.ask(question).answer == kotae.ask(question).answer


def test_documents_can_be_read_whole(engine: Settings, kotae: Kotae) -> None:
    made_index(engine)
    there = opened(engine)
    for record in kotae.index.records.documents:
        assert there.units(record.id) == kotae.units(record.id)
    assert there.table("fuji.md", 0) == kotae.table("fuji.md", 0)
    assert there.index.records.citing() == kotae.index.records.citing() != []
    for number in range(kotae.index.manifest.units):
        tokens, starts = there.index.vectors.tokens(number)
        assert tokens.tolist() == kotae.index.vectors.tokens(number)[0].tolist()
        assert starts.tolist() == kotae.index.vectors.tokens(number)[1].tolist()
    for word in ("富士山", "lighthouse.html", "zebra"):
        assert there.index.words.rarity(word) == pytest.approx(kotae.index.words.rarity(word))


def test_what_is_new_is_found_and_what_is_gone_is_not(engine: Settings) -> None:
    made_index(engine)
    (engine.corpus / "bridge.md").write_text("# 橋\n\n吊り橋の長さは912メートルである。\n", encoding="utf-8")
    (engine.corpus / "tea.txt").write_text("The farm in Ueda sold 999 tonnes of tea in 2025.\n", encoding="utf-8")
    (engine.corpus / "lighthouse.html").unlink()
    report = made_index(engine)
    assert (report.read, report.removed) == (2, 1)
    there = opened(engine)
    assert {record.id for record in there.index.records.documents} == {"bridge.md", "fuji.md", "tea.txt"}
    assert "912" in there.search("吊り橋の長さは?", 1)[0].unit.text
    assert "999 tonnes" in there.search("How many tonnes of tea were sold?", 1)[0].unit.text
    assert all("412" not in hit.unit.text for hit in there.search("How many tonnes of tea were sold in 2022?", 50))
    assert all("granite" not in hit.unit.text for hit in there.search("What was the lighthouse built of?", 50))


def test_steps_lead_where_one_run_leads(engine: Settings) -> None:
    for number in range(4):
        (engine.corpus / f"step-{number}.md").write_text(f"# 段 {number}\n\n塔の高さは{number}00尺である。\n", "utf-8")
        made_index(engine)
        (engine.corpus / "step-1.md").unlink(missing_ok=True)
    stepwise = opened(engine)
    hits = [stepwise.search(question, 10) for question in (*QUESTIONS, "塔の高さは?")]
    made_index(engine, rebuild=True)
    anew = opened(engine)
    for before, question in zip(hits, (*QUESTIONS, "塔の高さは?"), strict=True):
        after = anew.search(question, 10)
        # What stands beside a text while it is embedded changes the last digits of its vector.
        assert before[0].unit == after[0].unit
        assert [hit.score for hit in before] == pytest.approx([hit.score for hit in after], abs=5e-3)


def test_an_open_index_goes_on_with_its_own_generation(engine: Settings) -> None:
    made_index(engine)
    old = opened(engine)
    before = [old.search(question, 8) for question in QUESTIONS]
    (engine.corpus / "fuji.md").write_text("# 富士山\n\n富士山の標高は9999メートルである。\n", encoding="utf-8")
    (engine.corpus / "tea.txt").unlink()
    made_index(engine)
    assert [old.search(question, 8) for question in QUESTIONS] == before
    new = old.newest()
    assert new.index.folder != old.index.folder
    assert "9999" in new.search("富士山の高さは何メートルですか。", 1)[0].unit.text
    assert new.newest() is new


def test_a_run_without_changes_makes_no_generation(engine: Settings) -> None:
    assert current(engine.place) is None
    made_index(engine)
    before = current(engine.place)
    assert before is not None
    assert not is_stale(engine.recipe, engine.place)
    assert not made_index(engine).changed
    assert current(engine.place) == before
    (engine.corpus / "more.txt").write_text("One more text.\n", encoding="utf-8")
    assert is_stale(engine.recipe, engine.place)


def test_without_an_index_there_is_one_line(engine: Settings) -> None:
    with pytest.raises(BrokenIndexError, match=r"no index .*yet.*Run: kotae index") as raised:
        opened(engine)
    assert "\n" not in str(raised.value)


def test_a_run_that_fails_leaves_the_index_as_it_was(engine: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    made_index(engine)
    before = current(engine.place)

    def broken(stage: str, done: int, total: int) -> None:
        if stage in ("indexing words", "writing to Milvus"):
            raise KeyboardInterrupt

    (engine.corpus / "fuji.md").write_text("# 富士山\n\n富士山の標高は9999メートルである。\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        made_index(engine, on_progress=broken)
    assert current(engine.place) == before
    assert "3776" in opened(engine).search("富士山の高さは何メートルですか。", 1)[0].unit.text
    made_index(engine)
    assert "9999" in opened(engine).search("富士山の高さは何メートルですか。", 1)[0].unit.text
    assert capfd.readouterr().err == ""
