"""What our own pictures show, for the programs that read the same graphs in their languages."""
import re

SUBJECTS = ["tasks", "preprocessing", "fitted", "embedding", "fare"]


def subject(name, workdir):
    """What `lessons graph` is to draw."""
    return {
        "tasks": ["tasks"],
        "preprocessing": ["preprocessing"],
        "fitted": ["preprocessing", "--transform-output", workdir / "transformed_tfrecords/transform_output"],
        "embedding": ["model", "--model", workdir / "models/embedding"],
        "fare": ["model", "--model", workdir / "models/fare"],
    }[name]


def shown(svg):
    """The lines in each box of our picture, and how many arrows there are; the texts as they are in the file."""
    groups = re.findall(r"<g>\n(.*?)</g>", svg, re.S)
    boxes = [re.findall(r'<text class="(?:name|small) middle[^>]*>(.*?)</text>', group) for group in groups]
    return boxes, svg.count('<g class="call">')
