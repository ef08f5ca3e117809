"""Mermaid reads our .mmd: the real one, in a browser, draws the boxes, texts and arrows that our picture has."""
import html
import importlib.util
import pathlib
import shutil

import pytest
from pictures import SUBJECTS, shown, subject

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
package = importlib.util.find_spec("artoo_mermaid")

pytestmark = pytest.mark.skipif(
    browser_path is None or package is None,
    reason="Mermaid or a browser is not installed: apt-get install chromium, pip install as Tests/Conformance/mermaid.txt says",
)

DRAW = """async text => {
  mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})
  await mermaid.parse(text)
  const drawn = await mermaid.render('drawn', text)
  document.body.innerHTML = drawn.svg
  // Below one another in a box, or broken by Mermaid where a line is long; blanks do not count.
  const lines = element => element.innerText.split('\\n').map(line => line.trim()).filter(line => line !== '')
  return {
    title: document.querySelector('svg > title').textContent,
    description: document.querySelector('svg > desc').textContent,
    boxes: [...document.querySelectorAll('.node')].map(node => ({
      text: lines(node.querySelector('.nodeLabel')), fill: getComputedStyle(node.querySelector('rect')).fill,
    })),
    arrows: document.querySelectorAll('path.flowchart-link').length,
    labels: [...document.querySelectorAll('.edgeLabel .label')].map(label => label.textContent.trim()).filter(text => text !== ''),
  }
}"""


@pytest.fixture(scope="module")
def draw():
    """Draws a file with Mermaid, and says what is to be seen; what Mermaid refuses fails."""
    from playwright.sync_api import sync_playwright

    script = pathlib.Path(package.origin).parent / "assets/mermaid.min.js"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1600, "height": 1200})

        def drawn(path, picture=None):
            page.goto("about:blank")
            page.add_script_tag(path=script)
            found = page.evaluate(DRAW, path.read_text())
            if picture:
                page.screenshot(path=picture, full_page=True)
            return found

        yield drawn
        browser.close()


@pytest.mark.parametrize("name", SUBJECTS)
def test_mermaid_draws_what_the_picture_shows(lessons, workdir, draw, tmp_path, name):
    lessons("graph", *subject(name, workdir), "--output", tmp_path / "graph.mmd")
    lessons("graph", *subject(name, workdir), "--output", tmp_path / "graph.svg")
    drawn = draw(tmp_path / "graph.mmd", tmp_path / "graph.png")
    boxes, arrows = shown((tmp_path / "graph.svg").read_text())
    assert [box["text"] for box in drawn["boxes"]] == [[html.unescape(line) for line in box] for box in boxes]
    assert drawn["arrows"] == arrows
    assert drawn["title"] and drawn["description"]
    assert len({box["fill"] for box in drawn["boxes"]}) > 1, "the kinds of boxes have their colours"


def test_mermaid_draws_the_graph_of_a_run(lessons, train_csv, draw, tmp_path):
    words = ["task", "transform_tfrecords", "--data", train_csv, "--workdir", tmp_path / "area"]
    lessons(*words, "--visualize_tasks", tmp_path / "run.mmd")
    drawn = draw(tmp_path / "run.mmd")
    names = [box["text"][0] for box in drawn["boxes"]]
    assert names[0] == "main" and "analyze" in names
    assert sorted(drawn["labels"], key=int) == [str(number + 1) for number in range(drawn["arrows"])]
