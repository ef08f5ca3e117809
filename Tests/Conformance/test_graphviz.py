"""Graphviz reads our .dot: the real `dot` finds the boxes, texts and arrows that the picture has."""
import json
import re
import shutil
import subprocess

import pytest
from pictures import SUBJECTS, shown, subject

pytestmark = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed: apt-get install graphviz")


def read_by_graphviz(path):
    """The graph as `dot` lays it out; a warning is an error."""
    done = subprocess.run(["dot", "-Tjson", path], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", SUBJECTS)
def test_graphviz_sees_what_the_picture_shows(lessons, workdir, tmp_path, name):
    lessons("graph", *subject(name, workdir), "--output", tmp_path / "graph.dot")
    lessons("graph", *subject(name, workdir), "--output", tmp_path / "graph.svg")
    graph = read_by_graphviz(tmp_path / "graph.dot")
    boxes, arrows = shown((tmp_path / "graph.svg").read_text())
    assert len(boxes) > 5
    # Graphviz keeps `&amp;` and the like as we wrote them, and so does the picture, which escapes more.
    plain = [re.sub(r"&(lt|gt|quot|apos);", lambda match: {"lt": "<", "gt": ">", "quot": '"', "apos": "'"}[match[1]], "\\n".join(box))
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
