"""`kotae fetch` against a server that does its worst: what is no document never takes a document's place, and nobody else is
reached. The server is on this machine, so the user's own setting `fetch_private` names it and its port, and only these."""

import json
import socket
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from web import Web, in_turn, leads_to, page, web

from kotae.corpus.fetching.fetch import ASIDE

Fetch = Callable[..., subprocess.CompletedProcess[str]]
PARAGRAPH = b"<p>The harbour of Lorne was dredged in 1862 and has been open in winter since then.</p>"
HTML = b"<!doctype html><title>Harbours</title><h1>Harbours</h1>" + PARAGRAPH


def pdf(text: str = "The harbour was dredged in 1862.", pages: int = 1) -> bytes:
    document = pymupdf.open()
    for _ in range(pages):
        document.new_page().insert_text((72, 72), text)
    return document.tobytes()


@pytest.fixture
def server() -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "here" / "corpus"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def fetch(call, server: Web, corpus: Path) -> Fetch:
    """Return a function that writes a manifest with one source and fetches it, in this process."""
    return fetching(call, server, corpus)


def fetching(run, server: Web, corpus: Path) -> Fetch:
    """Return a function that writes a manifest with one source and fetches it with a command that `run` runs."""

    def command(address: str, *arguments: object, entry: str = "", **variables: str):
        text = f'[[document]]\nid = "harbours"\ntitle = "Harbours"\nurl = {json.dumps(address)}\n{entry}\n'
        (corpus / "sources.toml").write_text(text, encoding="utf-8")
        permitted = {"KOTAE_FETCH_PRIVATE": server.endpoint, "KOTAE_FETCH_SECONDS": "20", "KOTAE_FETCH_MB": "1"}
        return run("fetch", "harbours", *arguments, **permitted | variables)

    return command


def aside(corpus: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((corpus / ASIDE).glob("*"))]


def refused(fetched: subprocess.CompletedProcess[str], *words: str) -> None:
    """Expect one line that says why, and nothing that looks like a fault of ours."""
    assert fetched.returncode == 1
    assert len(fetched.stderr.strip().splitlines()) == 1, fetched.stderr
    assert "Traceback" not in fetched.stderr
    for word in words:
        assert word in fetched.stderr


def test_a_source_is_fetched_locked_and_found(run, server: Web, corpus: Path) -> None:
    fetch = fetching(run, server, corpus)
    server.answers["/report.pdf"] = page(pdf(), "application/pdf")
    server.answers["/start"] = leads_to("/report.pdf")
    fetched = fetch(server.address("/start"), KOTAE_FETCH_CONTACT="reader@example.org")
    assert (fetched.returncode, fetched.stderr) == (0, "")
    assert (corpus / "fetched" / "harbours.pdf").read_bytes()[:5] == b"%PDF-"
    locked = json.loads((corpus / "sources.lock").read_text())["harbours"]["document"]
    assert locked["address"] == server.address("/start")
    assert locked["answered"] == server.address("/report.pdf")
    assert locked["media_type"] == "application/pdf"
    assert locked["size"] == len((corpus / "fetched" / "harbours.pdf").read_bytes())
    assert len(locked["sha256"]) == 64
    assert locked["date"].endswith("+00:00")
    agents = {line for _, head in server.asked for line in head.splitlines() if line.startswith("User-Agent")}
    assert len(agents) == 1
    assert "Kotae/" in next(iter(agents))
    assert "(reader@example.org)" in next(iter(agents))
    assert run("index").returncode == 0
    assert "harbours: Harbours" in run("status").stdout
    nothing_more = run("fetch", KOTAE_FETCH_PRIVATE=server.endpoint)
    assert nothing_more.stdout.startswith("Nothing to fetch")
    again = fetch(server.address("/start"))
    assert again.stdout.startswith("unchanged harbours")


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://10.0.0.1/report.pdf",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://localhost/",
        "http://224.0.0.1/",
    ],
)
def test_a_redirect_leads_to_no_machine_that_is_not_public(
    fetch: Fetch, server: Web, corpus: Path, target: str
) -> None:
    server.answers["/start"] = leads_to(target)
    refused(fetch(server.address("/start")), "no public address", "fetch_private")
    assert server.paths() == ["/start"]
    assert not (corpus / "fetched").exists() or not any((corpus / "fetched").iterdir())


def test_the_permission_is_for_one_port(fetch: Fetch, server: Web) -> None:
    with web() as other:
        other.answers["/secret"] = page(HTML)
        server.answers["/start"] = leads_to(other.address("/secret"))
        refused(fetch(server.address("/start")), "no public address")
        assert other.asked == []
        refused(fetch(other.address("/secret")), "no public address")
        assert other.asked == []


def test_without_the_permission_this_machine_is_not_reached(fetch: Fetch, server: Web) -> None:
    server.answers["/report.pdf"] = page(pdf(), "application/pdf")
    refused(fetch(server.address("/report.pdf"), KOTAE_FETCH_PRIVATE=""), "127.0.0.1", "no public address")
    assert server.asked == []


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "data:text/html,x", "javascript:1"]
)
def test_only_addresses_of_the_web_are_followed(fetch: Fetch, server: Web, target: str) -> None:
    server.answers["/start"] = leads_to(target)
    refused(fetch(server.address("/start")))
    refused(fetch(target))


def test_a_name_or_password_in_an_address_is_not_sent(fetch: Fetch, server: Web) -> None:
    server.answers["/start"] = page(HTML)
    refused(fetch(f"http://reader:secret@{server.endpoint}/start"), "name or password")
    assert server.asked == []


def test_redirects_without_end_are_left(fetch: Fetch, server: Web) -> None:
    server.answers["/start"] = leads_to("/start")
    refused(fetch(server.address("/start")), "leads on more than 10 times")


def _stall(server: Web, beginning: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(beginning)
        server.over.wait(600)

    return answer


def _drip(server: Web, beginning: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(beginning)
        while not server.over.wait(0.05):
            connection.sendall(piece)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"


def test_what_stalls_or_drips_ends_in_its_time(fetch: Fetch, server: Web) -> None:
    server.answers["/silent"] = _stall(server, b"")
    server.answers["/head"] = _drip(server, b"HTTP/1.1 200 OK\r\nX: ", b"x")
    server.answers["/heads"] = _drip(server, b"", b"HTTP/1.1 103 Early Hints\r\n\r\n")
    server.answers["/body"] = _drip(server, HEAD + b"Content-Length: 100000\r\n\r\n%PDF-1.7\n", b"x")
    for path in ("/silent", "/head", "/heads", "/body"):
        refused(fetch(server.address(path), KOTAE_FETCH_SECONDS="2"), path, "fetch_seconds")


def test_what_never_ends_or_is_too_large_is_left(fetch: Fetch, server: Web, corpus: Path) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"\r\n%PDF-1.7\n")
        while not server.over.is_set():
            connection.sendall(b"x" * 65_536)

    server.answers["/endless"] = endless
    server.answers["/large"] = _stall(server, HEAD + b"Content-Length: 5000000000\r\n\r\n")
    for path in ("/endless", "/large"):
        refused(fetch(server.address(path)), "larger than 1 MB", "fetch_mb")
    assert aside(corpus) == []


def test_what_is_cut_off_is_tried_again_and_never_taken(fetch: Fetch, server: Web, corpus: Path) -> None:
    whole = pdf()
    short = HEAD + f"Content-Length: {len(whole)}\r\n\r\n".encode() + whole[:-40]
    server.answers["/cut"] = lambda connection: connection.sendall(short)
    refused(fetch(server.address("/cut"), KOTAE_FETCH_SECONDS="5"), "/cut")
    assert not (corpus / "sources.lock").exists()
    server.answers["/better"] = in_turn(
        server.answers["/cut"], page(b"", status="503 Busy"), page(whole, "application/pdf")
    )
    assert fetch(server.address("/better")).returncode == 0
    assert (corpus / "fetched" / "harbours.pdf").read_bytes() == whole


def test_a_pdf_that_the_site_cuts_short_is_kept_aside(fetch: Fetch, server: Web, corpus: Path) -> None:
    cut = pdf(pages=8)[:-2_000]
    server.answers["/report.pdf"] = page(cut, "application/pdf")
    refused(fetch(server.address("/report.pdf")), "kept aside", ASIDE)
    assert aside(corpus) == [cut]
    assert not (corpus / "fetched" / "harbours.pdf").exists()


LOGIN = HTML.replace(b"<p>", b"<form><input name=u><input type=PassWord></form><p>")
BAD = {
    "error page": (b"<!doctype html><title>404 Not Found</title>" + PARAGRAPH * 900, "text/html"),
    "login page": (LOGIN + PARAGRAPH * 900, "text/html"),
    "another type": (HTML + PARAGRAPH * 900, "text/html"),
    "another type under the name of the right one": (HTML + PARAGRAPH * 900, "application/pdf"),
    "not whole": (pdf(pages=40)[:-3_000], "application/pdf"),
    "damaged": (b"%PDF-1.7\n" + b"x" * 90_000, "application/pdf"),
    "shorter": (pdf("Short."), "application/pdf"),
}


def test_a_good_file_is_never_replaced_with_a_bad_one(fetch: Fetch, server: Web, corpus: Path) -> None:
    good = pdf("The harbour of Lorne was dredged in 1862.", pages=5)
    server.answers["/report"] = page(good, "application/pdf")
    assert fetch(server.address("/report")).returncode == 0
    lock = (corpus / "sources.lock").read_bytes()
    for bad, (body, media_type) in BAD.items():
        server.answers["/report"] = page(body, media_type)
        refused(fetch(server.address("/report")), "kept aside", "fetched/harbours.pdf stays as it was")
        assert (corpus / "fetched" / "harbours.pdf").read_bytes() == good, bad
        assert (corpus / "sources.lock").read_bytes() == lock, bad
        assert body in aside(corpus), bad


def test_a_shorter_file_is_taken_where_the_user_says_so(fetch: Fetch, server: Web, corpus: Path) -> None:
    mine = pdf(pages=5)
    (corpus / "mine.pdf").write_bytes(mine)
    server.answers["/report.pdf"] = page(pdf("Short."), "application/pdf")
    entry = 'file = "mine.pdf"'
    refused(fetch(server.address("/report.pdf"), entry=entry), "shorter", "--shorter")
    assert (corpus / "mine.pdf").read_bytes() == mine
    assert fetch(server.address("/report.pdf"), "--shorter", entry=entry).returncode == 0
    assert pymupdf.open(corpus / "mine.pdf").page_count == 1


@pytest.mark.parametrize("kind", [b"\x89PNG\r\n\x1a\n", b"MZ\x90\x00"])
def test_what_is_no_document_is_left(fetch: Fetch, server: Web, corpus: Path, kind: bytes) -> None:
    server.answers["/report"] = page(kind + b"\x00" * 900, "image/png")
    refused(fetch(server.address("/report")), "a kind that Kotae does not read (image/png)")
    server.answers["/report.pdf"] = page(kind + b"\x00" * 900, "application/octet-stream")
    refused(fetch(server.address("/report.pdf")), "kept aside")
    assert not (corpus / "sources.lock").exists()


def test_a_file_outside_the_corpus_is_not_written(fetch: Fetch, server: Web, corpus: Path) -> None:
    server.answers["/report.pdf"] = page(pdf(), "application/pdf")
    outside = corpus.parent / "outside.pdf"
    for name in ("../outside.pdf", str(outside)):
        refused(fetch(server.address("/report.pdf"), entry=f'file = "{name}"'), "not in the corpus folder")
    (corpus / "link").symlink_to(corpus.parent)
    refused(fetch(server.address("/report.pdf"), entry='file = "link/outside.pdf"'), "not in the corpus folder")
    assert not outside.exists()


def test_what_comes_packed_is_left(fetch: Fetch, server: Web) -> None:
    server.answers["/report.pdf"] = page(b"\x1f\x8b" + b"x" * 90, "application/pdf", "200 OK", "Content-Encoding: gzip")
    refused(fetch(server.address("/report.pdf")), "packed (gzip)")


def test_robots_txt_is_heeded_on_every_site_that_is_led_to(fetch: Fetch, server: Web) -> None:
    server.answers["/private/report.pdf"] = page(pdf(), "application/pdf")
    server.answers["/open/report.pdf"] = page(pdf(), "application/pdf")
    server.answers["/start"] = leads_to("/private/report.pdf")
    server.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /private\n", "text/plain")
    refused(fetch(server.address("/start")), "robots.txt")
    assert server.paths() == ["/start"]
    assert fetch(server.address("/open/report.pdf")).returncode == 0
    server.answers["/robots.txt"] = page(b"User-agent: kotae\nDisallow: /\n", "text/plain")
    refused(fetch(server.address("/open/report.pdf")), "robots.txt")


def test_a_robots_txt_leads_nowhere_else(fetch: Fetch, server: Web) -> None:
    server.answers["/report.pdf"] = page(pdf(), "application/pdf")
    server.answers["/robots.txt"] = leads_to("http://169.254.169.254/latest/meta-data/")
    refused(fetch(server.address("/report.pdf")), "no public address")
    assert server.paths() == []


def test_a_page_is_kept_and_the_report_that_it_names_is_fetched(call, fetch: Fetch, server: Web, corpus: Path) -> None:
    links = b'<a href="/sum.pdf">Executive summary (PDF)</a> <a href="files/whole.PDF">Download the full report</a>'
    server.answers["/page"] = page(HTML + links)
    server.answers["/files/whole.PDF"] = page(pdf(), "application/pdf")
    unfollowed = fetch(server.address("/page"))
    assert unfollowed.returncode == 0
    assert "follow = true" in unfollowed.stdout
    (corpus / "fetched" / "harbours.html").unlink()
    (corpus / "sources.lock").unlink()
    followed = fetch(server.address("/page"), entry="follow = true")
    assert (followed.returncode, followed.stderr) == (0, "")
    assert (corpus / "fetched" / "harbours.pdf").is_file()
    assert (corpus / "fetched" / "harbours.page.html").read_bytes() == HTML + links
    locked = json.loads((corpus / "sources.lock").read_text())["harbours"]
    assert locked["page"]["file"] == "fetched/harbours.page.html"
    assert locked["document"]["answered"].endswith("/files/whole.PDF")
    assert call("index").returncode == 0
    assert "harbours: Harbours" in call("status").stdout


def test_a_page_leads_to_no_machine_that_is_not_public(fetch: Fetch, server: Web, corpus: Path) -> None:
    server.answers["/page"] = page(HTML + b'<a href="http://169.254.169.254/full.pdf">Full report</a>')
    refused(fetch(server.address("/page"), entry="follow = true"), "no public address")
    assert (corpus / "fetched" / "harbours.page.html").is_file()
    server.answers["/page"] = page(HTML * 2)
    refused(fetch(server.address("/page"), entry="follow = true"), "names no PDF as the whole report")


def test_a_source_that_cannot_be_fetched_is_one_line(call, fetch: Fetch, server: Web, corpus: Path) -> None:
    refused(fetch(server.address("/gone")), "404")
    refused(fetch(f"http://{server.endpoint.split(':')[0]}:1/"), "no public address")
    refused(fetch("http://nowhere.invalid/report.pdf"), "nowhere.invalid", "no such host")
    refused(fetch("no address"), "not an address of the web")
    refused(call("fetch", "nobody"), "nobody", "no source of the manifest")
    refused(call("fetch", KOTAE_FETCH_PRIVATE="127.0.0.1"), "fetch_private", "port")
    (corpus / "sources.lock").write_text("{")
    refused(call("fetch"), "sources.lock", "Remove it")


def test_entries_are_proposed_from_references_and_accepted(run_in, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    manifest = '# mine\n[[document]]\nid = "me"\ntitle = "Mine"\nfile = "mine.md"\n'
    (corpus / "sources.toml").write_text(manifest)
    (corpus / "mine.md").write_text(
        "# Mine\n\nThe lamp was mended (Harper [2019]).\n\n## References\n\n"
        '- Harper, J. [2019], "Lamps of the "northern" coast", Quay Press, https://example.org/lamps.pdf.\n\n'
        "- 港湾協会 [2020]、「港の歴史」、2020年4月5日\n"
    )
    proposed = run_in(tmp_path, "fetch", "--from-references", "corpus/mine.md")
    assert proposed.returncode == 0
    entries = tomllib.loads(proposed.stdout)["document"]
    assert entries[0] == {
        "id": "harper-2019",
        "title": 'Lamps of the "northern" coast',
        "publisher": "Quay Press",
        "date": "2019",
        "url": "https://example.org/lamps.pdf",
        "citation": "Harper[2019]",
        "cited_by": ["me"],
    }
    assert entries[1]["title"] == "港の歴史"
    assert entries[1]["publisher"] == "港湾協会"
    assert entries[1]["date"] == "2020-04-05"
    assert (corpus / "sources.toml").read_text() == manifest
    assert run_in(tmp_path, "fetch", "--from-references", "corpus/mine.md", "--accept").returncode == 0
    written = (corpus / "sources.toml").read_text()
    assert written.startswith(manifest)
    assert [entry["id"] for entry in tomllib.loads(written)["document"]] == ["me", "harper-2019", "港湾協会-2020"]
    again = run_in(tmp_path, "fetch", "--from-references", "corpus/mine.md", "--accept")
    assert "2 are in the manifest already" in again.stdout
    assert (corpus / "sources.toml").read_text() == written


def test_what_rests_on_a_source_is_told(run_in, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "mine.md").write_text(
        "# Mine\n\nThe lamp of the tower was mended by hand (Harper [2019]). The tower stands (Smith [2001]).\n"
    )
    (corpus / "harper.md").write_text("# Lamps\n\nThe lamp of the northern tower was mended by hand in nine nights.\n")
    (corpus / "sources.toml").write_text(
        '[[document]]\nid = "harper"\ntitle = "Lamps"\nfile = "harper.md"\ncitation = "Harper[2019]"\ncited_by = ["mine.md"]\n'
        '[[document]]\nid = "kelp"\ntitle = "Kelp"\nurl = "https://example.org/k.pdf"\ncitation = "Kelp[2000]"\n'
        'cited_by = ["mine.md"]\n'
    )
    assert run_in(tmp_path, "index").returncode == 0
    told = run_in(tmp_path, "cite").stdout.splitlines()
    assert "Harper[2019] Lamps (here: harper.md)" in told
    assert any(line.startswith("  mine.md, p. 1: The lamp of the tower") for line in told)
    assert "Kelp[2000] Kelp (not here: kotae fetch kelp)" in told
    assert any(line.startswith("Smith[2001] (not here, and not in the manifest") for line in told)
    assert told[-1] == "Missing: kelp, Smith[2001]."
