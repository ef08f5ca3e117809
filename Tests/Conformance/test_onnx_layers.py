"""Every layer of lesson 5 as ONNX, in onnxruntime: the cases that Keras judges."""
import numpy as np
import pytest
from conftest import ROOT
from onnx_cases import lines, run, session

FIXTURES = ROOT / "Tests/LessonTests/Fixtures"


@pytest.fixture(scope="session")
def tool(request):
    return (ROOT / request.config.getoption("--lessons")).with_name("keras-cases")


def layer_inputs(line):
    """What a case's file is fed with."""
    return {
        input["name"]: np.array(input["values"], input["type"]).reshape(-1, input["width"]) for input in line["inputs"]
    }


@pytest.mark.parametrize("family", ["layers", "trainings"])
def test_onnxruntime_computes_every_layer_as_we_do(family, tool, tmp_path):
    answers = lines(tool, "onnx", FIXTURES / "keras" / f"{family}.json", tmp_path)
    assert len(answers) == {"layers": 32, "trainings": 18}[family]
    for line in answers:
        inputs = layer_inputs(line)
        outputs = run(session(line["file"]), inputs)
        found = (outputs["output"] if family == "layers" else outputs["prediction"]).ravel()
        expected = np.array(line["output"])
        limit = 1e-6 * np.maximum(np.abs(expected), np.mean(np.abs(expected)))
        assert found.shape == expected.shape and (np.abs(found - expected) <= limit).all(), line["id"]


def test_scores_that_are_nan_are_no_class(tool, tmp_path):
    answers = lines(tool, "onnx", FIXTURES / "keras/trainings.json", tmp_path)
    answers = [line for line in answers if "three classes" in line["id"]]
    assert len(answers) == 2
    for line in answers:
        inputs = layer_inputs(line)
        next(values for values in inputs.values() if values.dtype == np.float32)[0] = np.nan
        found = run(session(line["file"]), inputs)["prediction"].ravel()
        assert np.isnan(found[0]) and (found[1:] == line["output"][1:]).all(), line["id"]
