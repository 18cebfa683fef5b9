"""What an index answers to a fixed set of questions, to be compared with what another one does."""

import json
import traceback
from pathlib import Path

from workplace import Workplace

from kotae import Kotae
from kotae.embedding import Encoder
from kotae.errors import KotaeError

# Over every document of the small corpus and the documents that the attacks add: passages, table cells, both languages.
QUESTIONS = (
    "富士山の標高は何メートルですか。",
    "最後の噴火はいつですか。",
    "登山者が最も多い年は?",
    "When was the lighthouse built?",
    "How many cats were there?",
    "What soil do tea bushes need?",
    "How many stops has the tram?",
    "What is the capital of Peru?",
)
MANY = 40  # more hits than the corpora have units: each is shown, so that none can be wrong unseen
ADDED = "The tram of Lorne\n\nThe tram has 27 stops and was opened in 1904.\n"

# The whole results as JSON, one for each question; or the line that says why the index does not answer.
Answers = tuple[str, ...] | str


class Asker:
    """Opens indexes again and again and asks them, with one model loaded."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        settings = place.settings(place.root)
        self._encoder = Encoder.load(settings.model, cache=settings.cache, dtype=settings.dtype)

    def ask(self, folder: Path) -> Answers:
        """Ask the index in a folder everything; what is raised beyond a KotaeError is told as the traceback that it is."""
        try:
            kotae = self.open(folder)
            return tuple(answered(kotae, question) for question in QUESTIONS)
        except KotaeError as error:
            return str(error)
        except Exception:  # noqa: BLE001 (whatever it is, it is what is looked for)
            return traceback.format_exc()

    def open(self, folder: Path) -> Kotae:
        """Open the index in a folder.

        Raises:
            KotaeError: it cannot be opened.
        """
        return Kotae.open(settings=self._place.settings(folder), encoder=self._encoder)


def answered(kotae: Kotae, question: str, results: int = MANY) -> str:
    """Return the result of a question as one text."""
    return text_of(kotae.ask(question, results).to_dict())


def text_of(result: object) -> str:
    """Return a result as one text that is the same for the same result, wherever it comes from."""
    return json.dumps(result, ensure_ascii=False, sort_keys=True)
