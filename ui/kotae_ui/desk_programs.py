"""What programs can do with what is an account's own: judge answers, the notebook, the history."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal, cast

import gradio as gr
from pydantic import Field

from kotae.errors import QuestionError
from kotae.question.understand import MAX_CHARACTERS, tidy
from kotae.text.normalise import clean
from kotae_ui import history, judging, notebook
from kotae_ui.accounts import account_of, check_account
from kotae_ui.asking import Asking
from kotae_ui.calls import CallError, Problem
from kotae_ui.desk_addresses import standing
from kotae_ui.judging import Verdict
from kotae_ui.library import Library
from kotae_ui.notebook import LONGEST_NOTE, MOST, Entry
from kotae_ui.notebook_files import Format, notebook_file
from kotae_ui.values import AskedValue, EntryValue, FileValue, JudgedValue

QUESTION = f"a text of 1 to {MAX_CHARACTERS:,} characters"
"""What a question must be, to follow "must be"."""
Question = Annotated[str, Field(description=QUESTION)]
Document = Annotated[str, Field(description="a document's id")]
PageNumber = Annotated[int, Field(ge=1, description="a whole number from 1")]
Said = Annotated[
    Literal["right", "wrong", "elsewhere", "none"],
    Field(description="'right', 'wrong', 'elsewhere' or 'none'"),
]
Note = Annotated[str, Field(max_length=LONGEST_NOTE, description=f"a text of at most {LONGEST_NOTE:,} characters")]
NewNote = Annotated[
    str | None,
    Field(max_length=LONGEST_NOTE, description=f"a text of at most {LONGEST_NOTE:,} characters, or null"),
]
AnyDocument = Annotated[str | None, Field(description="a document's id, or null")]
EntryId = Annotated[str, Field(description="an entry's id")]
Place = Annotated[int | None, Field(ge=1, le=MOST, description=f"a whole number from 1 to {MOST}, or null")]
FileFormat = Annotated[Format, Field(description="'md', 'docx' or 'json'")]
Labels = Annotated[Literal["ja", "en"], Field(description="'ja' or 'en'")]

Words = Annotated[str, Field(max_length=MAX_CHARACTERS, description="some words")]
Link = Annotated[str | None, Field(description="the link of a question, or null")]

_VERDICTS: Mapping[str, Verdict | None] = {"right": "right", "wrong": "wrong", "elsewhere": "elsewhere", "none": None}


class DeskPrograms:
    """The named endpoints of what is an account's own; `by` is the request, which says whose account it is."""

    def __init__(self, library: Library) -> None:
        self._library = library
        methods = (
            self.judge, self.keep_answer, self.list_notebook, self.change_entry, self.delete_entry, self.export_notebook,
            self.list_history, self.delete_history,
        )  # fmt: skip
        self.functions: Mapping[str, Callable[..., Any]] = {method.__name__: method for method in methods}

    def check(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Check what a type does not say, before a call is carried out.

        Raises:
            CallError: a question cannot be asked, or a document or page does not exist.
        """
        if "question" in arguments:
            checked_question(arguments["question"])
        if arguments.get("document") is not None and (kotae := self._library.kotae) is not None:
            standing(kotae, arguments["document"], arguments["page"])

    def judge(
        self,
        question: Question,
        verdict: Said,
        document: AnyDocument = None,
        page: PageNumber = 1,
        by: gr.Request | None = None,
    ) -> JudgedValue:
        """Say whether Kotae's answer to a question is right; it becomes a question of your own set, run under Evaluate.

        Args:
            question: the question, which is asked again unless it just was.
            verdict: right; wrong; elsewhere where the answer stands on another page, which is named; none takes it back.
            document: the id of the document where the answer stands instead.
            page: its page, from 1.
        """
        asking = Asking(checked_question(question))
        kotae = self._library.answering()
        result = self._library.answer(asking).result
        stands = None if document is None else standing(kotae, document, page)
        collected = judging.judge(account_of(by), result, _VERDICTS[verdict], stands)
        answer = result.answer.text if result.answer else None
        return JudgedValue(
            question=result.question, answer=answer, verdict=verdict, set=collected.called, questions=collected.count
        )

    def keep_answer(self, question: Question, note: Note = "", by: gr.Request | None = None) -> list[EntryValue]:
        """Keep Kotae's answer to a question, with its evidence, at the end of your notebook, and return that.

        Args:
            question: the question, which is asked again unless it just was.
            note: a note of yours on the answer.
        """
        account = check_account(account_of(by))
        outcome = self._library.answer(Asking(checked_question(question)))
        return _plain(notebook.keep(account, notebook.entry_of(outcome.shown, note)))

    def list_notebook(self, by: gr.Request | None = None) -> list[EntryValue]:
        """List the answers of your notebook, in their order, with their evidence and notes."""
        return _plain(notebook.entries(check_account(account_of(by))))

    def change_entry(
        self, id: EntryId, note: NewNote = None, place: Place = None, by: gr.Request | None = None
    ) -> list[EntryValue]:
        """Write a note to an answer of your notebook, or put it at another place, and return the notebook.

        Args:
            id: which one, as list_notebook gives it.
            note: the note, in place of the one before; left out, that stays.
            place: the place, from 1; left out, it stays where it is.
        """
        account = check_account(account_of(by))
        if note is not None:
            notebook.note(account, id, note)
        if place is not None:
            notebook.move(account, id, place)
        return _plain(notebook.entries(account))

    def delete_entry(self, id: EntryId, by: gr.Request | None = None) -> list[EntryValue]:
        """Delete an answer of your notebook, and return what is left.

        Args:
            id: which one, as list_notebook gives it.
        """
        return _plain(notebook.delete(check_account(account_of(by)), id))

    def export_notebook(
        self, format: FileFormat = "md", language: Labels = "en", by: gr.Request | None = None
    ) -> FileValue:
        """Give your notebook as a file, with a footnote for each piece of evidence.

        Args:
            format: md (Markdown), docx (Word) or json.
            language: of what Kotae says in it: ja or en.
        """
        content = notebook_file(notebook.entries(check_account(account_of(by))), format, language)
        text = None if format == "docx" else content.decode()
        encoded = base64.b64encode(content).decode() if text is None else None
        return FileValue(format=format, text=text, base64=encoded)

    def list_history(self, search: Words = "", by: gr.Request | None = None) -> list[AskedValue]:
        """List the questions that you asked in the page, the last one first.

        Args:
            search: words that they must hold; all of them where left out.
        """
        return [cast(AskedValue, asdict(one)) for one in history.history(check_account(account_of(by)), search)]

    def delete_history(self, link: Link = None, by: gr.Request | None = None) -> list[AskedValue]:
        """Delete a question from your history, or all of them, and return what is left.

        Args:
            link: of the question, as list_history gives it; all are deleted where it is left out.
        """
        account = check_account(account_of(by))
        history.forget(account, link)
        return [cast(AskedValue, asdict(one)) for one in history.history(account)]


def _plain(entries: tuple[Entry, ...]) -> list[EntryValue]:
    return cast(list[EntryValue], notebook.plain_entries(entries))


def checked_question(text: str, field: str = "question") -> str:
    """Return a question as it is asked.

    Raises:
        CallError: it is empty or too long.
    """
    try:
        return tidy(text)
    except QuestionError as error:
        empty = not clean(text).strip()
        raise CallError(Problem(field, f"is empty; must be {QUESTION}" if empty else str(error))) from error
