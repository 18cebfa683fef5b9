"""An open index: shared by threads, undisturbed by later indexing, true to its model."""

import shutil
import threading
from pathlib import Path

import pytest

from kotae import Kotae
from kotae.errors import BrokenIndexError
from kotae.index import generation
from kotae.index.opened import checked
from kotae.settings import Settings

QUESTIONS = ["富士山の標高は?", "When was the lighthouse built?", "How high is Mount Fuji?", "2022年の登山者数は?"]


def test_twenty_threads_get_the_answers_that_one_gets(kotae: Kotae) -> None:
    alone = [kotae.ask(question).to_dict() for question in QUESTIONS]
    results: dict[int, object] = {}

    def ask(number: int) -> None:
        try:
            results[number] = kotae.ask(QUESTIONS[number % len(QUESTIONS)]).to_dict()
        except BaseException as error:  # noqa: BLE001 (a thread's error must reach the test)
            results[number] = error

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: alone[number % len(QUESTIONS)] for number in range(20)}


def test_an_open_index_outlives_its_generation(small: Settings, tmp_path: Path) -> None:
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    kotae = Kotae.open(index, small)
    before = kotae.ask(QUESTIONS[0]).to_dict()
    folder, manifest = checked(index)
    for _ in range(2):
        with generation.writing(index) as partial:
            shutil.copytree(checked(index)[0], partial, dirs_exist_ok=True)
            generation.publish(index, partial, manifest)
    assert not folder.exists()
    assert kotae.ask(QUESTIONS[0]).to_dict() == before


def test_an_index_of_another_model_is_refused(small: Settings) -> None:
    other = "float32" if "bfloat16" in checked(small.index)[1].model_identity else "bfloat16"
    with pytest.raises(BrokenIndexError, match=r"made with the model multilingual-e5-small.*Run: kotae index"):
        Kotae.open(settings=small.model_copy(update={"dtype": other}))


def test_the_number_of_hits_is_as_asked_or_as_set(kotae: Kotae) -> None:
    assert len(kotae.ask(QUESTIONS[0], 2).hits) == 2
    assert len(kotae.ask(QUESTIONS[0]).hits) == 8
