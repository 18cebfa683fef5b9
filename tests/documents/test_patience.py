"""Networks of libraries compute without holding processors while they wait, and are what they are otherwise."""

import numpy as np
import onnxruntime
import pytest

from kotae.documents.pdf.patience import patient_sessions
from kotae.embedding.onnx_file import Node, model

TWICE = model([Node("Add", "", ("x", "x"), ("y",), {})], {}, {"x": ("many",)}, {"y": ("many",)})
SPINNING = "session.intra_op.allow_spinning"


@pytest.mark.parametrize("alone", [False, True])
def test_a_librarys_sessions_wait_without_spinning_and_compute_the_same(alone: bool) -> None:
    given = onnxruntime.SessionOptions()
    given.enable_cpu_mem_arena = False
    with patient_sessions(alone=alone):
        session = onnxruntime.InferenceSession(TWICE, sess_options=given, providers=["CPUExecutionProvider"])
    options = session.get_session_options()
    assert options.get_session_config_entry(SPINNING) == "0"
    assert (options.intra_op_num_threads == 1) == alone
    assert options.enable_cpu_mem_arena == alone
    assert session.run(None, {"x": np.array([1, 2], np.float32)})[0].tolist() == [2, 4]


def test_sessions_that_are_made_afterwards_are_left_as_they_are() -> None:
    with patient_sessions(alone=True):
        onnxruntime.InferenceSession(TWICE, providers=["CPUExecutionProvider"])
    session = onnxruntime.InferenceSession(TWICE, providers=["CPUExecutionProvider"])
    with pytest.raises(RuntimeError, match=SPINNING):
        session.get_session_options().get_session_config_entry(SPINNING)
    assert session.get_session_options().intra_op_num_threads != 1
