"""Questions of running text asked of a real index that holds their paragraphs beside tables of all kinds.

Tables come up among what is found, and none of them holds an answer: so it is with most questions that users ask.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import prose
import securities
import wikitables
from generated_questions import Tables, generate, indexed, tables_found

from kotae.documents.model import Table

_SEED, _PARAGRAPHS, _TABLES, _QUESTIONS = 23, 120, 60, 300  # of each language, of each kind of table
_GENERATED = 101


def asked(jaquad: Path, xquad: Path, wikitables_folder: Path, securities_folder: Path) -> Iterator[Tables]:
    """Yield, for each question, what it reads in each table found, with its formulas."""
    chance = random.Random(_SEED)
    paragraphs = [
        *chance.sample(sorted(prose.japanese(jaquad), key=lambda found: found.text), _PARAGRAPHS),
        *chance.sample(sorted(prose.english(xquad), key=lambda found: found.text), _PARAGRAPHS),
    ]
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for document in generate(_GENERATED, "dev")[0]:
            (corpus / document.name).write_text(document.text, encoding="utf-8")
        for number, paragraph in enumerate(paragraphs):
            (corpus / f"paragraph{number}.md").write_text(
                f"# {paragraph.title}\n\n{paragraph.text}\n", encoding="utf-8"
            )
        for number, table in enumerate(_tables(wikitables_folder, securities_folder, chance)):
            (corpus / f"table{number}.md").write_text(markdown(table), encoding="utf-8")
        kotae = indexed(corpus, Path(folder) / "index")
        for language in (paragraphs[:_PARAGRAPHS], paragraphs[_PARAGRAPHS:]):
            listed = [question for paragraph in language for question in paragraph.questions]
            for question in chance.sample(listed, _QUESTIONS):
                yield tables_found(kotae, question)


def _tables(wikitables_folder: Path, securities_folder: Path, chance: random.Random) -> Iterator[Table]:
    names = sorted(
        {
            e.table
            for e in wikitables.examples(wikitables_folder, wikitables.TRAINING)
            if wikitables.part(e.table) == "train"
        }
    )
    for name in chance.sample(names, _TABLES):
        yield wikitables.table(wikitables_folder, name)
    names = sorted({example.table for example in securities.examples(securities_folder)})
    for name in chance.sample(names, _TABLES):
        if table := securities.table(securities_folder, name):
            yield table


def markdown(table: Table) -> str:
    """Return a table as a document of its own."""
    lines = [_line(table.header), _line(["---"] * len(table.header))]
    lines += [_line([cell.text for cell in row.cells]) for row in table.rows]
    return f"{table.caption}\n\n" + "\n".join(lines) + "\n"


def _line(texts: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(text.replace("|", "/").split()) for text in texts) + " |"
