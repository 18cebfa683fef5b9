"""Questions about documents of others, written by a hand that does not write the rules, and when an answer is right."""

import csv
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from kotae.answers.model import Result
from kotae.evaluation.measures import relevance

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class StrangerQuestion:
    """One question; `document` is its file, none for a trap.

    `part` is "look", or "choose", whose questions nobody reads one by one, of the first set, or "another".

    `kind` is "prose", "lookup", "computed" or "trap", `accept` what a right answer's text has, in its plain form.
    """

    id: str
    part: str
    document: str
    kind: str
    language: str
    text: str
    accept: re.Pattern[str] | None

    def is_right(self, text: str) -> bool:
        """Tell whether a text answers the question."""
        return self.accept is not None and self.accept.search(plain(text)) is not None

    def judge(self, result: Result) -> bool:
        """Tell whether a result is right: a trap is to be refused."""
        if self.accept is None:
            return result.status in ("not_found", "no_question")
        return result.answer is not None and self.is_right(result.answer.text)


def plain(text: str) -> str:
    """Return a text in compatibility form and small letters, without spaces and thousands commas."""
    return relevance.plain(text).replace(",", "")


def stranger_questions(documents: Path) -> list[StrangerQuestion]:
    """Return the questions about documents that a folder has, and the traps of their sets.

    Raises:
        SystemExit: the folder has none of them, or one with other bytes.
    """
    here = set()
    for row in _rows("sources.tsv"):
        file = documents / row["file"]
        if file.exists():
            if hashlib.sha256(file.read_bytes()).hexdigest() != row["sha256"]:
                raise SystemExit(f"{file}: is not the file that the questions were written about")
            here.add(row["file"])
    if not here:
        raise SystemExit(f"{documents}: has none of the documents; sources.tsv says where they are from")
    rows = _rows("questions.tsv")
    sets = {row["set"] for row in rows if row["doc"] in here}
    return [
        StrangerQuestion(
            row["id"],
            row["set"],
            row["doc"],
            row["kind"],
            row["lang"],
            row["question"],
            re.compile(row["accept"].replace(" ", "").replace(",", ""), re.IGNORECASE) if row["accept"] else None,
        )
        for row in rows
        if (row["doc"] in here if row["doc"] else row["set"] in sets)
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
