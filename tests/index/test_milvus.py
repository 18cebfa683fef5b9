"""Milvus away, slow, full, half an index, another's: one line that names the setting; never an answer from half an index."""

import multiprocessing
import os
import re
import secrets
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from milvus_server import Server, free_port, is_stoppable
from support import KOTAE, environment, made_index, opened

from kotae import Kotae
from kotae.errors import BrokenIndexError, EngineError, KotaeError
from kotae.index.engines import open_newest
from kotae.index.milvus.connection import CALLS_ONLY, connected
from kotae.index.milvus.layout import Names, rows_of
from kotae.index.milvus.lease import Lease
from kotae.settings import Settings, load

QUESTION = "富士山の高さは何メートルですか。"


@pytest.fixture
def client(in_milvus: Settings) -> Iterator[Any]:
    """Return a client of the tests' own, by which others can do what they like."""
    from pymilvus import MilvusClient

    made = MilvusClient(in_milvus.engine_url, **CALLS_ONLY)
    yield made
    made.close()


def _collection(client: Any, settings: Settings, kind: str) -> str:
    """Return the one collection of some kind that an index has."""
    (name,) = (one for one in client.list_collections() if one.startswith(f"{settings.engine_name}_{kind}_"))
    return str(name)


def _refused(settings: Settings, match: str) -> None:
    with pytest.raises(EngineError, match=match) as raised:
        opened(settings)
    assert "\n" not in str(raised.value)


def test_milvus_away_is_said_with_the_setting(small: Settings, machine: Callable[[str], Path]) -> None:
    pytest.importorskip("pymilvus")
    nowhere = f"http://127.0.0.1:{free_port()}"
    settings = small.model_copy(update={"engine": "milvus", "engine_url": nowhere, "cache": machine("one")})
    _refused(settings, rf"Milvus at {nowhere} cannot be reached.*setting engine_url")
    with pytest.raises(EngineError, match="cannot be reached"):
        made_index(settings)


def test_a_milvus_that_never_answers_is_waited_for_no_longer_than_is_set(small: Settings) -> None:
    pytest.importorskip("pymilvus")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        settings = small.model_copy(update={"engine": "milvus", "engine_url": url, "engine_seconds": 1.0})
        _refused(settings, r"has not answered within 1 s.*setting engine_seconds")


def test_milvus_that_stops_answers_or_ends_is_said_at_the_question(
    in_milvus: Settings, tmp_path: Path, machine: Callable[[str], Path]
) -> None:
    if not is_stoppable():
        pytest.skip("processes cannot be held here")
    server = Server(tmp_path / "own")
    settings = in_milvus.model_copy(update={"engine_url": server.url})
    made_index(settings)
    kotae = opened(settings.model_copy(update={"engine_seconds": 10.0}))
    before = kotae.search(QUESTION, 3)
    try:
        server.hold()
        with pytest.raises(EngineError, match=r"not answered within 10 s") as raised:
            kotae.search(QUESTION, 3)
        assert "\n" not in str(raised.value)
        server.go_on()
        assert kotae.search(QUESTION, 3) == before, "it goes on where Milvus does"
    finally:
        server.end()
    with pytest.raises(EngineError, match=r"cannot be reached|not answered within"):
        kotae.search(QUESTION, 3)


def test_half_a_collection_is_refused(in_milvus: Settings, client: Any) -> None:
    made_index(in_milvus)
    units = _collection(client, in_milvus, "units")
    key = client.query(units, filter="slot == 0", output_fields=["key"], limit=1)[0]["key"]
    client.delete(units, filter=f"key == {key}")
    _refused(in_milvus, r"not whole \(.*units of .*\).*kotae index --rebuild.*engine_name")
    made_index(in_milvus, rebuild=True)
    assert "3776" in opened(in_milvus).search(QUESTION, 1)[0].unit.text


def test_a_row_that_goes_missing_is_no_answer(in_milvus: Settings, client: Any) -> None:
    made_index(in_milvus)
    kotae = opened(in_milvus)
    client.delete(_collection(client, in_milvus, "parts"), filter="slot >= 0")
    with pytest.raises(EngineError, match="not whole"):
        kotae.search(QUESTION, 3)


def test_a_collection_that_is_gone_is_refused(in_milvus: Settings, client: Any) -> None:
    made_index(in_milvus)
    client.drop_collection(_collection(client, in_milvus, "units"))
    _refused(in_milvus, "not whole")


def test_a_damaged_file_is_refused(in_milvus: Settings, client: Any) -> None:
    made_index(in_milvus)
    generation = _collection(client, in_milvus, "generation")
    for name in ("lexicon", "documents", "terms", "manifest"):
        sound = client.query(generation, filter=f'key in ["{name}/0"]', output_fields=["*"])
        client.upsert(generation, list(rows_of(name, b"{}")))
        _refused(in_milvus, rf"not whole \({name}\)")
        client.upsert(generation, [dict(row) for row in sound])
    assert opened(in_milvus).search(QUESTION, 1)


def test_another_models_collection_is_refused(in_milvus: Settings, client: Any) -> None:
    made_index(in_milvus)
    client.upsert(_collection(client, in_milvus, "parts"), list(rows_of("model", b"another/model", slot=-1)))
    _refused(in_milvus, "made with the model another/model")


def test_a_collection_of_another_dimension_is_refused(in_milvus: Settings, client: Any) -> None:
    from kotae.index.milvus.layout import create_units

    made_index(in_milvus)
    units = _collection(client, in_milvus, "units")
    client.drop_collection(units)
    create_units(connected(in_milvus.place.milvus), units, 8, exact=True)
    _refused(in_milvus, "vectors of 8 dimensions, the index has 384")


def test_what_is_not_ours_is_left_alone(in_milvus: Settings, client: Any) -> None:
    client.create_collection("theirs", dimension=4)
    client.create_alias("theirs", in_milvus.engine_name)
    try:
        _refused(in_milvus, "not an index of Kotae's.*setting engine_name")
        with pytest.raises(EngineError, match="not an index of Kotae's"):
            made_index(in_milvus)
        assert client.has_collection("theirs")
    finally:
        client.drop_alias(in_milvus.engine_name)
        client.drop_collection("theirs")


def test_rows_that_a_killed_run_left_are_not_found_and_go(in_milvus: Settings, client: Any) -> None:
    made_index(in_milvus)
    before = opened(in_milvus).search(QUESTION, 20)
    units = _collection(client, in_milvus, "units")
    rows = client.query(units, filter="slot >= 0", output_fields=["*"], limit=100)
    left = [dict(row) | {"key": row["key"] + (1 << 40), "slot": (row["key"] + (1 << 40)) >> 20} for row in rows]
    client.insert(units, left)
    client.create_collection(f"{in_milvus.engine_name}_generation_0123456789ab", dimension=4)
    there = opened(in_milvus)
    assert there.search(QUESTION, 20) == before
    (in_milvus.corpus / "more.txt").write_text("One more text.\n", encoding="utf-8")
    made_index(in_milvus)
    assert client.query(units, filter=f"slot >= {1 << 20}", output_fields=["key"], limit=10) == []
    assert not client.has_collection(f"{in_milvus.engine_name}_generation_0123456789ab")


def test_a_generation_that_two_others_have_replaced_answers_no_more(in_milvus: Settings) -> None:
    made_index(in_milvus)
    old = opened(in_milvus)
    for number in range(2):
        (in_milvus.corpus / f"more-{number}.txt").write_text(f"Text number {number}.\n", encoding="utf-8")
        made_index(in_milvus)
    with pytest.raises(EngineError, match="have replaced the one that is open"):
        old.search(QUESTION, 3)
    assert old.newest().search(QUESTION, 3)


def test_only_one_machine_writes_at_a_time(in_milvus: Settings, machine: Callable[[str], Path]) -> None:
    milvus, names = connected(in_milvus.place.milvus), Names(in_milvus.engine_name)
    other = in_milvus.model_copy(update={"index": in_milvus.index.with_name("other"), "cache": machine("two")})
    held = Lease(milvus, names)
    with pytest.raises(EngineError, match=r"another kotae index is writing .*Wait for it to end") as raised:
        made_index(other)
    assert "\n" not in str(raised.value)
    held.check()
    held.release()
    made_index(other)
    with pytest.raises(EngineError, match="lease to write this index ended"):
        held.check()


def test_a_lease_that_nobody_prolongs_ends(in_milvus: Settings, client: Any) -> None:
    names = Names(in_milvus.engine_name)
    Lease(connected(in_milvus.place.milvus), names).release()
    ended = {"key": "gone:1:2", "slot": int(time.time()) - 5, "parts": 1, "body": "", "nothing": [0.0, 0.0]}
    client.insert(names.lease, [ended])
    made_index(in_milvus)
    client.insert(names.lease, [ended | {"slot": int(time.time()) + 600}])
    with pytest.raises(EngineError, match="another kotae index is writing"):
        made_index(in_milvus)


def test_machines_that_index_at_once_leave_a_whole_index(in_milvus: Settings, machine: Callable[[str], Path]) -> None:
    made_index(in_milvus)
    settings = [
        in_milvus.model_copy(update={"index": in_milvus.index.with_name(f"index-{name}"), "cache": machine(name)})
        for name in ("a", "b")
    ]
    (in_milvus.corpus / "bridge.md").write_text("# 橋\n\n吊り橋の長さは912メートルである。\n", encoding="utf-8")
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    running = [context.Process(target=_index, args=(one, told)) for one in settings]
    for process in running:
        process.start()
    lines = [told.get() for _ in running]
    for process in running:
        process.join()
    assert "" in lines, "one of them has written it"
    assert all(line == "" or "another kotae index is writing" in line for line in lines)
    for one in settings:
        assert "912" in opened(one).search("吊り橋の長さは?", 1)[0].unit.text


def _index(settings: Settings, told: Any) -> None:
    try:
        made_index(settings)
        told.put("")
    except KotaeError as error:
        told.put(str(error))


def test_servers_on_several_machines_answer_alike(
    in_milvus: Settings, machine: Callable[[str], Path], kotae: Kotae
) -> None:
    made_index(in_milvus)
    servers = [
        opened(in_milvus.model_copy(update={"index": Path("/nonexistent"), "cache": machine(name)})) for name in "ab"
    ]
    for question in (QUESTION, "When was the lighthouse built?", "登山者が最も多い年は?"):
        answers = [server.ask(question).to_dict() for server in servers]
        assert answers[0] == answers[1]
        assert servers[0].ask(question).answer == kotae.ask(question).answer


def test_the_command_asks_an_index_that_another_machine_has_made(
    in_milvus: Settings, tmp_path: Path, machine: Callable[[str], Path]
) -> None:
    made_index(in_milvus)
    variables = environment(
        KOTAE_ENGINE="milvus",
        KOTAE_ENGINE_URL=in_milvus.engine_url,
        KOTAE_ENGINE_NAME=in_milvus.engine_name,
        KOTAE_ENGINE_SECONDS="300",
        KOTAE_ENGINE_TOKEN="root:Secret-1",
        KOTAE_CACHE=str(machine("three")),
    )
    asked = subprocess.run(
        [KOTAE, "ask", QUESTION], env=variables, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "3776" in asked.stdout
    status = subprocess.run([KOTAE, "status"], env=variables, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert in_milvus.engine_name in status.stdout
    assert "Secret-1" not in asked.stdout + asked.stderr + status.stdout + status.stderr
    gone = subprocess.run(
        [KOTAE, "ask", QUESTION],
        env=variables | {"KOTAE_ENGINE_URL": f"http://127.0.0.1:{free_port()}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert gone.returncode != 0
    assert re.sub(r"\s+", " ", gone.stderr).count("cannot be reached") == 1
    assert "Traceback" not in gone.stderr


def test_a_large_index_is_searched_by_a_graph_with_the_same_hits(
    in_milvus: Settings, kotae: Kotae, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotae.index.milvus.publish.EXACT", 4)  # units from which on Milvus builds a graph
    made_index(in_milvus)
    there = opened(in_milvus)
    for question in (QUESTION, "When was the lighthouse built?", "登山者が最も多い年は?"):
        given, expected = there.search(question, 10), kotae.search(question, 10)
        assert [hit.number for hit in given] == [hit.number for hit in expected]
        assert [hit.score for hit in given] == pytest.approx([hit.score for hit in expected], abs=2e-3)


def test_milvus_lite_by_its_path_is_open_in_one_process(in_milvus: Settings, small: Settings, tmp_path: Path) -> None:
    path = tmp_path / "lite.db"
    settings = in_milvus.model_copy(update={"engine_url": str(path)})
    made_index(settings)
    assert "3776" in opened(settings).search(QUESTION, 1)[0].unit.text
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    process = context.Process(target=_index, args=(settings, told))
    process.start()
    line = told.get()
    process.join()
    assert line.startswith(f"{path}: Milvus Lite cannot open it")
    assert "setting engine_url" in line
    assert "\n" not in line


def test_a_full_disk_leaves_the_index_as_it_was(in_milvus: Settings, disk: Callable[..., Path]) -> None:
    room = disk(16_000_000)
    settings = in_milvus.model_copy(update={"engine_url": str(room / "lite.db")})
    made_index(settings)
    before = opened(settings).search(QUESTION, 5)
    left = os.statvfs(room)
    (room / "filler").write_bytes(b"0" * max(0, left.f_bavail * left.f_frsize - 40_000))
    for number in range(3):
        text = "\n\n".join(
            f"第{number}-{line}の塔の高さは{line}尺で、{secrets.token_hex(20)}という。" for line in range(60)
        )
        (in_milvus.corpus / f"towers-{number}.md").write_text(text, encoding="utf-8")
    with pytest.raises(EngineError, match=r"(refuses|cannot be written|not answered).*(disk|room)") as raised:
        made_index(settings)
    assert "\n" not in str(raised.value)
    assert opened(settings).search(QUESTION, 5) == before
    (room / "filler").unlink()


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ({"engine": "milvus"}, "needs engine_url"),
        ({"engine": "elsewhere"}, "'engine'.*'local' or 'milvus'"),
        ({"engine_url": "http://root:secret@host:19530"}, "'engine_url'.*KOTAE_ENGINE_TOKEN"),
        ({"engine_url": "host"}, "'engine_url'.*http://host:19530"),
        ({"engine_url": "file:///etc/passwd"}, "'engine_url'"),
        ({"engine_name": "a-b"}, "'engine_name'"),
        ({"engine_seconds": 0}, "'engine_seconds'"),
    ],
)
def test_settings_that_cannot_be_are_said(values: dict[str, object], match: str) -> None:
    with pytest.raises(KotaeError, match=match) as raised:
        load(**values)
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_an_index_that_was_never_made_is_said(in_milvus: Settings) -> None:
    with pytest.raises(BrokenIndexError, match=r"no index .*engine_url, engine_name.*Run: kotae index"):
        open_newest(in_milvus.place)
