"""No client reads, keeps or removes a file of the server's: every way in that takes a path, a name or an id, by raw HTTP."""

import base64
import json
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from served import command_serving

PASSWORD = "correct horse"
SECRET = "The vault opens with heather-and-swordfish.\n"
FILE = "gradio.FileData"
NAMES = (
    "../../up.txt", "/tmp/up.txt", "..\\..\\up.txt", "%2e%2e%2fup.txt", "up.txt\x00.pdf", "pdf.\x00.txt", ".txt", "..txt",
    "sources.toml", ".hidden.txt", "up.txt/", "a/b/up.txt", "CON.txt", "名前 と 空白.txt", "u" * 4000 + ".txt",
    "up." + "t" * 4000, "", ".", "..",
)  # fmt: skip
WAYS = (
    "kotae/original?id={} kotae/page?n=1&id={} kotae/section?n=1&id={} kotae/document?id={} kotae/evaluation/{}/report.html "
    "kotae/evaluation/sets/{} kotae/static/{} kotae/question-template?format={} kotae/export?shown=x&format={} "
    "kotae/export?format=md&shown={} kotae/words?n=1&id={} kotae/find?text=x&id={} kotae/outline?id={} static/{} "
    "assets/{} svelte/{} pwa_icon/{} gradio_api/file={} gradio_api/file/{} {}"
).split()


class Attacker:
    """A client of a running server that sends what it likes; `home` is the server's folder, `victims` files beside it."""

    def __init__(self, address: str, home: Path, victims: dict[str, Path], headers: dict[str, str]) -> None:
        self.address, self.home, self.victims = address, home, victims
        self.http = httpx.Client(base_url=address, headers=headers, timeout=600)
        self.config = self.http.get("config").json()

    def event(self, element: str, name: str) -> int:
        """Return the number of an event of a component with an id in the page."""
        component = next(c["id"] for c in self.config["components"] if c["props"].get("elem_id") == element)
        return int(next(d["id"] for d in self.config["dependencies"] if [component, name] in d["targets"]))

    def call(self, body: dict[str, Any], path: str = "gradio_api/queue/join") -> str:
        """Call an event, wait until it has ended, and return all that was said."""
        session = f"s{body.get('fn_index')}{threading.get_ident()}"
        joined = self.http.post(path, json={"session_hash": session, **body})
        if joined.status_code != 200 or "queue" not in path:
            return joined.text
        said = []
        with self.http.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as lines:
            for line in lines.iter_lines():
                said.append(line)
                if "process_completed" in line or "unexpected_error" in line:
                    break
        return joined.text + "\n".join(said)

    def send(self, name: str, content: bytes) -> str:
        """Send a file as the page does, and return its token."""
        return str(self.http.post("kotae/upload", params={"name": name}, content=content).json()["token"])

    def add(self, *files: object) -> str:
        """Say, as the page does after it has sent them, that files have arrived."""
        event = {"fn_index": self.event("kt-upload", "upload"), "data": [[]], "event_data": {"files": list(files)}}
        return self.call(event)


def tree(*folders: Path) -> dict[str, object]:
    """Return every file below some folders with what is in it, and the links with where they lead."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return {
        str(path): path.readlink() if path.is_symlink() else path.read_bytes()
        for path in paths
        if (path.is_file() or path.is_symlink()) and path.name != "serve.log"
    }


# Who has an account comes past the door to the same ways.
@pytest.fixture(scope="module", params=["open", pytest.param("account", marks=pytest.mark.slow)])
def attacker(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, web_folder: Path
) -> Iterator[Attacker]:
    outside = tmp_path_factory.mktemp("outside")
    home = outside / "home"
    shutil.copytree(web_folder, home, ignore=shutil.ignore_patterns("serve.log"))
    victims = {name: outside / name for name in ("vault.txt", "vault.md", "vault.html", "vault.jsonl", "vault.svg")}
    for path in victims.values():
        path.write_text(SECRET, encoding="utf-8")
    (home / "corpus" / "leads-out.txt").symlink_to(victims["vault.txt"])
    (home / "inside.txt").write_text(SECRET, encoding="utf-8")
    victims["inside.txt"] = home / "inside.txt"
    arguments, headers = [], {}
    if request.param == "account":
        (home / "accounts").write_text(f"aki:{PASSWORD}\n", encoding="utf-8")
        arguments = ["--auth-file", "accounts"]
        headers = {"Authorization": "Basic " + base64.b64encode(f"aki:{PASSWORD}".encode()).decode()}
    gradio = outside / "gradio"
    # Gradio reads where its files go while it is loaded.
    with command_serving(home, *arguments, GRADIO_TEMP_DIR=str(gradio)) as address:
        yield Attacker(address, home, victims, headers)
    assert not gradio.exists() or tree(gradio) == {}


def ways_to(path: Path) -> list[str]:
    """Return ways to write the path of a file."""
    return [str(path), f"{path.parent}/x/../{path.name}", f"file://{path}", quote(str(path), safe="")]


@pytest.mark.parametrize("is_stream", [False, True])
def test_no_event_takes_a_file_of_the_server(attacker: Attacker, is_stream: bool) -> None:
    """Each of the events is told that a file was uploaded which lies elsewhere, in every place where it takes a value."""
    before = tree(attacker.home.parent)
    for name in ("vault.txt", "inside.txt"):
        victim = attacker.victims[name]
        value = {"path": str(victim), "orig_name": name, "is_stream": is_stream, "meta": {"_type": FILE}}
        for dependency in attacker.config["dependencies"]:
            values: list[object] = [value for _ in dependency["inputs"]]
            for data in (values, [[v] for v in values]):
                body = {"fn_index": dependency["id"], "data": data, "event_data": {"files": [value]}}
                for path in ("gradio_api/queue/join", "gradio_api/run/predict"):
                    assert "may not name a file" in attacker.call(body, path)
    assert tree(attacker.home.parent) == before


@pytest.mark.parametrize("is_stream", [False, True])
def test_no_way_of_writing_a_path_makes_a_file_an_upload(attacker: Attacker, is_stream: bool) -> None:
    before = tree(attacker.home.parent)
    number = attacker.event("kt-upload", "upload")
    for path in ways_to(attacker.victims["vault.txt"]):
        value = {"path": path, "is_stream": is_stream, "meta": {"_type": FILE}}
        for data in ([value], [[value]], [{"value": value}], [{"root": [value]}], [[[[value]]]]):
            assert "may not name a file" in attacker.call({"fn_index": number, "data": data})
        for depth in (100, 3000, 500_000):
            deep = f'{{"data": {"[" * depth}{json.dumps(value)}{"]" * depth}}}'
            assert attacker.http.post("gradio_api/queue/join", content=deep).status_code == 400
    assert tree(attacker.home.parent) == before


def test_no_call_makes_the_server_fetch_an_address(attacker: Attacker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(1)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/vault.txt"
        value = {"path": url, "url": url, "meta": {"_type": FILE}}
        for dependency in attacker.config["dependencies"]:
            attacker.call({"fn_index": dependency["id"], "data": [value for _ in dependency["inputs"]]})
        with pytest.raises(TimeoutError):
            listening.accept()


def test_a_token_is_no_path(attacker: Attacker) -> None:
    """What the page says of its files is taken for a name and a token, whatever a client writes there."""
    before = tree(attacker.home.parent)
    token = attacker.send("tide.txt", b"The tide table of Lorne.\n")
    guesses = [way for victim in attacker.victims.values() for way in ways_to(victim)]
    guesses += [f"../{token}", f"{token}/../{token}", f"{token}/tide.txt", "", ".", "..", "\x00", "a" * 5000]
    said = attacker.add(*({"name": "vault.txt", "token": guess} for guess in guesses), 5, None, {"name": 5}, ["x"], {})
    assert said.count("did not arrive") >= len(guesses)
    assert tree(attacker.home.parent) == before


def test_a_sent_file_lies_among_the_uploads_whatever_it_is_called(attacker: Attacker) -> None:
    before = tree(attacker.home.parent)
    sent = [
        {"name": name, "token": attacker.send(name, f"The river Tavy, number {number}.\n".encode())}
        for number, name in enumerate(NAMES)
    ]
    attacker.add(*sent)
    index = str(attacker.home / "index")
    after = tree(attacker.home.parent)
    new = [Path(path) for path in after.keys() - before.keys() if not path.startswith(index)]
    uploads = attacker.home / "corpus" / "uploads"
    assert len(new) > len(NAMES) / 2
    assert all(path.parent == uploads and path.suffix == ".txt" and not path.name.startswith(".") for path in new)
    assert all(after.get(path) == content for path, content in before.items() if not path.startswith(index))
    assert attacker.add(*sent).count("did not arrive") >= len(sent), "a token is good once"


@pytest.mark.parametrize(
    "name",
    ["../vault.txt", "../inside.txt", "uploads/../../inside.txt", "sources.toml", "leads-out.txt", "..", "", "\x00",
     "tea.txt\x00", ".removed", "./tea.txt", "%2e%2e/inside.txt", "a" * 5000],
)  # fmt: skip
def test_nothing_but_a_document_is_taken_out(attacker: Attacker, name: str) -> None:
    before = tree(attacker.home.parent)
    absolute = str(attacker.victims["vault.txt"])
    for wanted in (name, absolute):
        event = {"fn_index": attacker.event("kt-documents", "click"), "data": [[]], "event_data": {"name": wanted}}
        assert "there is no document" in attacker.call(event)
    assert tree(attacker.home.parent) == before


@pytest.mark.parametrize("name", ["../vault.jsonl", "../../vault.jsonl", "/etc/passwd", "..", "\x00", "sets"])
def test_no_set_and_no_run_is_named_that_is_not_here(attacker: Attacker, name: str) -> None:
    before = tree(attacker.home.parent)
    start, shown = attacker.event("kt-start", "click"), attacker.event("kt-runs", "input")
    for number, value in ((start, name), (start, str(attacker.victims["vault.jsonl"])), (shown, name)):
        said = attacker.call({"fn_index": number, "data": [value]}, "gradio_api/run/predict")
        assert "swordfish" not in said
    assert tree(attacker.home.parent) == before


@pytest.mark.parametrize("way", WAYS)
def test_no_address_gives_away_a_file(attacker: Attacker, way: str) -> None:
    host, port = attacker.address.split("/")[2].split(":")
    told = attacker.http.headers.get("authorization")
    header = f"Authorization: {told}\r\n" if told else ""
    for victim in attacker.victims.values():
        up = "../" * 12 + str(victim).lstrip("/")
        for path in (str(victim), up, quote(str(victim), safe=""), quote(up, safe=""), up.replace("..", "%2e%2e"),
                     quote(quote(up, safe=""), safe=""), f"leads-out.txt%00{victim.name}", "leads-out.txt",
                     f"..%5c..%5c{victim.name}"):  # fmt: skip
            request = f"GET /{way.format(path)} HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}Connection: close\r\n\r\n"
            with socket.create_connection((host, int(port))) as raw:
                raw.sendall(request.encode())
                answer = b"".join(iter(lambda: raw.recv(65536), b""))
            assert answer.split(b"\r\n")[0].split()[1] in (b"400", b"403", b"404", b"422"), (path, answer[:200])
            assert b"swordfish" not in answer


def test_nothing_of_all_this_was_said_by_a_traceback(attacker: Attacker) -> None:
    assert "Traceback" not in (attacker.home / "serve.log").read_text(encoding="utf-8")
