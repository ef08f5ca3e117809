"""Graphviz reads our .dot: the real `dot` finds the boxes, texts and arrows that the picture has."""
import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed: apt-get install graphviz")


def read_by_graphviz(path):
    """The graph as `dot` lays it out; a warning is an error."""
    done = subprocess.run(["dot", "-Tjson", path], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


def shown(svg):
    """The texts in the boxes of our picture, each box's one below the other, and how many arrows there are."""
    groups = re.findall(r"<g>\n(.*?)</g>", svg, re.S)
    boxes = ["\\n".join(re.findall(r'<text class="(?:name|small) middle[^>]*>(.*?)</text>', group)) for group in groups]
    return boxes, svg.count('<g class="call">')


@pytest.fixture(scope="module")
def subjects(workdir):
    return {
        "tasks": ["tasks"],
        "preprocessing": ["preprocessing"],
        "fitted": ["preprocessing", "--transform-output", workdir / "transformed_tfrecords/transform_output"],
        "embedding": ["model", "--model", workdir / "models/embedding"],
        "fare": ["model", "--model", workdir / "models/fare"],
    }


@pytest.mark.parametrize("name", ["tasks", "preprocessing", "fitted", "embedding", "fare"])
def test_graphviz_sees_what_the_picture_shows(lessons, subjects, tmp_path, name):
    lessons("graph", *subjects[name], "--output", tmp_path / "graph.dot")
    lessons("graph", *subjects[name], "--output", tmp_path / "graph.svg")
    graph = read_by_graphviz(tmp_path / "graph.dot")
    boxes, arrows = shown((tmp_path / "graph.svg").read_text())
    assert len(boxes) > 5
    # Graphviz keeps `&amp;` and the like as we wrote them, and so does the picture, which escapes more.
    plain = [re.sub(r"&(lt|gt|quot|apos);", lambda match: {"lt": "<", "gt": ">", "quot": '"', "apos": "'"}[match[1]], box)
             for box in boxes]
    assert [node["label"] for node in graph["objects"]] == plain
    assert len(graph["edges"]) == arrows
    # Laid out from left to right: every arrow ends right of where it starts.
    place = [float(node["pos"].split(",")[0]) for node in graph["objects"]]
    assert all(place[edge["tail"]] < place[edge["head"]] for edge in graph["edges"])


def test_graphviz_reads_the_graph_of_a_run(lessons, train_csv, tmp_path):
    words = ["task", "transform_tfrecords", "--data", train_csv, "--workdir", tmp_path / "area"]
    lessons(*words, "--visualize_tasks", tmp_path / "run.dot")
    graph = read_by_graphviz(tmp_path / "run.dot")
    names = [node["label"].split("\\n")[0] for node in graph["objects"]]
    assert names[0] == "main" and "analyze" in names
    labels = [edge["label"] for edge in graph["edges"]]
    assert sorted(labels, key=int) == [str(number + 1) for number in range(len(labels))]
