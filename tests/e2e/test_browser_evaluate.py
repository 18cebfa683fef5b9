"""The evaluate tab in a real browser: a set from Excel is run, its failures are read, a run is stopped and gone on with."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ask
from served import serving
from support import ROOT, until

from kotae.evaluation import store
from kotae.evaluation.sets.read import read_set

Open = Callable[..., Any]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

ROWS = (
    ("id", "question", "answers", "evidence", "answerable"),
    ("cm-1", "先端半導体の国内生産拠点の確保に2022年度はいくら?", "4,500億円|4,500", "4,500", ""),
    ("cm-2", "Northvoltはいつ破産を申請した?", "3月12日", "3月12日", ""),
    ("tea", "What soil do tea bushes need?", "acid soil", "acid soil", ""),
    ("wrong", "米国が中国に課した関税は最大で何パーセント?", "999%", "この文言はどこにもありません", ""),
    ("none", "Who won the 2022 World Cup?", "", "", "false"),
)


@pytest.fixture(scope="module")
def own(web_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Return the address of a server that may keep runs, and its folder."""
    folder = Path(shutil.copytree(web_folder, tmp_path_factory.mktemp("own") / "web"))
    with serving(folder) as address:
        yield address, folder


@pytest.fixture(scope="module")
def from_excel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a set as Excel saves it in Japan: CSV in Shift_JIS."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(ROWS)
    path = tmp_path_factory.mktemp("sets") / "重要鉱物 評価.csv"
    path.write_bytes(text.getvalue().encode("cp932"))
    return path


def evaluate(page: Any, name: str = "Evaluate") -> Any:
    """Open the tab, and return what is in it."""
    page.get_by_role("tab", name=name).click()
    page.locator("#kt-run [data-turn]").wait_for()
    return page.locator("#kt-start").locator("xpath=ancestor::*[@role='tabpanel']")


def upload(page: Any, path: Path) -> None:
    page.locator("#kt-set-upload input[type=file]").set_input_files(path)
    page.locator("#kt-evaluate-message .kt-message").wait_for()


def done(page: Any, sets: str) -> Any:
    """Return the finished run of a set, once it is shown."""
    run = page.locator(".kt-run", has=page.locator("h2", has_text=sets))
    run.wait_for()
    return run


def test_a_set_from_excel_is_run_and_its_failures_are_read(
    own: tuple[str, Path], open_page: Open, from_excel: Path
) -> None:
    address, folder = own
    page = open_page(address)
    evaluate(page, "評価")
    upload(page, from_excel)
    assert "「重要鉱物 評価.csv」を追加しました(5問)" in page.locator("#kt-evaluate-message").inner_text()
    page.get_by_role("button", name="実行").click()
    page.locator("#kt-evaluating progress").wait_for()
    run = done(page, "重要鉱物-評価.csv")
    assert "5問(うち文書に答えのあるもの4問)" in run.locator("header").inner_text()
    tile = run.locator(".kt-tiles li", has=page.locator("h3", has_text="Success@1"))
    name = run.get_attribute("data-run")
    told = json.loads((folder / "runs" / name / store.RUN).read_text(encoding="utf-8"))
    assert f"{told['summary']['overall']['Success@1']['value']:.3f}" in tile.inner_text()
    assert "この文言はどこにもありません" in run.locator(".kt-missing li").inner_text()
    report = page.frame_locator(".kt-report:visible")
    failure = report.locator("details.failure", has_text="何パーセント")
    failure.locator("> summary").click()
    failure.locator(".body").wait_for()
    assert "999%" in failure.inner_text()
    assert failure.locator("svg image, svg use").count() > 0, "the page with its boxes"
    page.locator("#kt-evaluating progress").wait_for(state="detached")
    page.wait_for_function("document.querySelector('#kt-stop').disabled")


def test_reports_and_templates_are_downloaded(
    own: tuple[str, Path], open_page: Open, from_excel: Path, tmp_path: Path
) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    evaluate(page)
    run = done(page, "重要鉱物-評価.csv")  # the newest run is shown to who comes later
    name = run.get_attribute("data-run")
    for file in (store.REPORT, store.QUESTIONS, store.SUMMARY, store.RUN):
        with page.expect_download() as download:
            run.get_by_role("link", name=file, exact=True).click()
        download.value.save_as(tmp_path / file)
        assert download.value.suggested_filename == f"{name}-{file}"
        assert (tmp_path / file).read_bytes() == (folder / "runs" / name / file).read_bytes()
    for format in ("xlsx", "yaml"):
        with page.expect_download() as download:
            page.get_by_role("link", name=f".{format}").click()
        download.value.save_as(tmp_path / f"questions.{format}")
        assert len(read_set(tmp_path / f"questions.{format}")) == 3
    with page.expect_popup() as popup:
        run.get_by_role("link", name="Open in a tab of its own").click()
    popup.value.locator("h1").wait_for()
    assert popup.value.evaluate("window.origin") == "null", "a report has no origin here"


def test_a_wrong_set_is_refused_line_by_line(own: tuple[str, Path], open_page: Open, tmp_path: Path) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    evaluate(page)
    before = sorted(folder.glob("runs/**/*"))
    (tmp_path / "bad.csv").write_text("id,question,answers\na,Who?,x\na,,x\n", encoding="utf-8")
    upload(page, tmp_path / "bad.csv")
    lines = page.locator("#kt-evaluate-message li").all_inner_texts()
    assert all(line.startswith("bad.csv, line 3") for line in lines)
    assert len(lines) == 2
    assert sorted(folder.glob("runs/**/*")) == before


def test_a_set_that_is_sent_while_another_is_being_taken_in_is_taken_in_too(
    own: tuple[str, Path], open_page: Open, tmp_path: Path
) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    evaluate(page)
    held: list[Any] = []
    page.route("**/gradio_api/run/**", lambda route: held.append(route))
    for name in ("tides.csv", "winds.csv"):
        (tmp_path / name).write_text(f"id,question,answers\na,What of {name}?,x\n", encoding="utf-8")
        with page.expect_request("**/gradio_api/run/**"):
            page.locator("#kt-set-upload input[type=file]").set_input_files(tmp_path / name)
    for route in held:
        route.continue_()
    page.unroute("**/gradio_api/run/**")
    kept = folder / "runs" / "sets"
    until(lambda: {"tides", "winds"} <= {path.name.partition("-")[0] for path in kept.iterdir()})


@pytest.mark.slow
def test_a_run_goes_on_without_its_page_is_stopped_by_another_and_gone_on_with(
    own: tuple[str, Path], open_page: Open, from_excel: Path, tmp_path: Path
) -> None:
    address, folder = own
    lines = [{"id": f"q{number}", "question": ROWS[1 + number % 5][1], "answers": ["1"]} for number in range(120)]
    (tmp_path / "long.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    page, other = open_page(address, locale="en-US"), open_page(address, locale="en-US")
    evaluate(page)
    upload(page, from_excel)
    page.get_by_role("button", name="Run", exact=True).click()
    done(page, "重要鉱物-評価.csv")
    page.wait_for_function("document.querySelector('#kt-stop').disabled")
    upload(page, tmp_path / "long.jsonl")
    page.locator("#kt-evaluate-message", has_text="long.jsonl").wait_for()
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator("#kt-evaluating progress[value]").wait_for()
    page.get_by_role("tab", name="Ask").click()
    page.locator("#kt-question textarea").fill("When did Northvolt go under?")
    page.locator("#kt-question textarea").press("Enter")
    page.locator(".kt-answer-text").wait_for()
    assert "3月12日" in page.locator(".kt-answer-text").inner_text()
    evaluate(other)
    other.locator("#kt-evaluating progress").wait_for()
    assert other.get_by_role("button", name="Run", exact=True).is_disabled()
    other.get_by_role("button", name="Stop").click()
    other.locator("#kt-evaluating .done").wait_for()
    assert "Run it again to go on from there" in other.locator("#kt-evaluating").inner_text()
    evaluate(page)
    page.locator("#kt-evaluating .done").wait_for()
    page.get_by_role("button", name="Run", exact=True).click()
    run = done(page, "long.jsonl")
    run_name = run.get_attribute("data-run")
    told = json.loads((folder / "runs" / run_name / store.RUN).read_text(encoding="utf-8"))
    assert told["questions"] == 120
    assert 0 < told["asked"] < 120
    page.get_by_label("Finished runs").click()
    page.get_by_role("option", name="重要鉱物-評価.csv").first.click()
    assert done(page, "重要鉱物-評価.csv").locator("iframe").count() == 2, (
        "the report in both languages, of which one is seen"
    )
    page.get_by_label("Finished runs").click()
    page.get_by_role("option", name="long.jsonl").first.click()
    done(page, "long.jsonl")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete run").click()
    done(page, "重要鉱物-評価.csv")
    assert not (folder / "runs" / run_name).exists()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete set").click()
    assert list((folder / "runs" / "sets").glob("long-*.jsonl")), "asked first, and nothing done on No"


def test_a_run_is_compared_with_a_baseline_and_sets_and_runs_are_deleted(
    own: tuple[str, Path], open_page: Open, tmp_path: Path
) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    evaluate(page)
    rows = [
        {"id": f"c{number}", "question": row[1], "answers": row[2].split("|")} for number, row in enumerate(ROWS[1:4])
    ]
    (tmp_path / "compared.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    upload(page, tmp_path / "compared.jsonl")
    page.get_by_role("button", name="Run", exact=True).click()
    first = done(page, "compared.jsonl").get_attribute("data-run")
    page.wait_for_function("document.querySelector('#kt-stop').disabled")
    page.get_by_label("Compare with").click()
    page.locator("#kt-baseline").get_by_role("option", name="compared.jsonl").first.click()
    page.get_by_role("button", name="Run", exact=True).click()
    run = page.locator(f".kt-run:not([data-run='{first}'])", has=page.locator("h2", has_text="compared.jsonl"))
    run.wait_for()
    second = run.get_attribute("data-run")
    told = json.loads((folder / "runs" / second / store.RUN).read_text(encoding="utf-8"))
    assert Path(told["baseline"]).name == first
    report = page.frame_locator(".kt-report:visible")
    report.get_by_role("region", name="Headlines against the baseline").wait_for()
    for gone in (second, first):
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Delete run").click()
        page.locator("#kt-evaluate-message .done", has_text=gone).wait_for()
        assert not (folder / "runs" / gone).exists()
    page.get_by_label("Compare with").click()
    assert page.locator("#kt-baseline").get_by_role("option", name="compared.jsonl").count() == 0
    page.keyboard.press("Escape")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete set").click()
    page.locator("#kt-evaluate-message .done", has_text="compared.jsonl").wait_for()
    assert not list((folder / "runs" / "sets").glob("compared-*"))
    page.get_by_label("Question set").click()
    assert page.get_by_role("option", name="compared.jsonl").count() == 0


def test_answers_that_are_judged_are_a_set_that_is_run_here(own: tuple[str, Path], open_page: Open) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    result = ask(page, "When did Northvolt go under?")
    told = page.locator(".kt-judged")
    result.get_by_role("button", name="Right", exact=True).press("Enter")
    told.get_by_text("Kept in judged.jsonl (questions: 1)").wait_for()
    result = ask(page, "What soil do tea bushes need?")
    page.locator(".kt-sheet.section").wait_for()
    wrong = result.get_by_role("button", name="Wrong")
    wrong.click()
    told.get_by_text("(questions: 2)").wait_for()
    page.reload()  # what was said is known when the question is asked again
    page.locator("[data-judge=wrong][aria-pressed=true]").wait_for()
    page.get_by_role("button", name="It stands on the page shown").click()
    page.locator("[data-judge=elsewhere][aria-pressed=true]").wait_for()
    kept = {question.question: question for question in read_set(folder / "desk" / "everybody" / "judged.jsonl")}
    assert kept["When did Northvolt go under?"].answers == ("3月12日",)
    assert dict(kept["What soil do tea bushes need?"].documents) == {"tea.txt": 1}
    evaluate(page)
    page.get_by_label("Question set").click()
    page.get_by_role("option", name="judged.jsonl").click()
    page.get_by_role("button", name="Run", exact=True).click()
    run = done(page, "judged.jsonl")
    tile = run.locator(".kt-tiles li", has=page.locator("h3", has_text="Repeated errors"))
    assert "1.000" in tile.inner_text()
    page.get_by_role("tab", name="Ask").click()
    page.locator("[data-judge=elsewhere]").click()  # once more: taken back
    page.locator(".kt-judged", has_text="Taken back.").wait_for()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 380)])
def test_everything_is_seen_and_axe_finds_nothing_serious(
    own: tuple[str, Path], open_page: Open, scheme: str, width: int, tmp_path: Path
) -> None:
    page = open_page(own[0], locale="en-US", color_scheme=scheme, width=width)
    evaluate(page)
    done(page, "")
    (tmp_path / "bad.csv").write_text("id,question\na,\n", encoding="utf-8")
    upload(page, tmp_path / "bad.csv")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "no scrolling sideways"
    if not AXE.is_file():
        pytest.skip("accessibility tests skipped: no axe-core here (npm install; `make test` runs it where npm is)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ iframes: false })")["violations"]  # a report is tested where it is made
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in serious] == []
