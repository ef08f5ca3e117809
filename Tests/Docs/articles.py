"""The project's pages as articles of DocC: the same text, with DocC's links and pictures, and names that lead to the reference."""
import os
import pathlib
import re
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^ *(```|~~~)")
LINK = re.compile(r"(!?)\[((?:[^\[\]`]|`[^`]*`|\[[^\]]*\])*)\]\(([^()\s]+(?:\([^()]*\))?)\)")


def pages():
    """The pages, by the names of their articles; README.md of the whole comes first."""
    found = {"TFTLessons": ROOT / "README.md"}
    for path in sorted((ROOT / "Lessons").glob("*.md")):
        found["lessons" if path.stem == "README" else path.stem] = path
    return found | {"the-data": ROOT / "data/README.md"}


def outside_code(text, change):
    """The text with every line that is not in a fenced block changed; None takes a line away."""
    lines, is_code = [], False
    for line in text.splitlines():
        is_fence = FENCE.match(line) is not None
        changed = line if is_code or is_fence else change(line)
        is_code ^= is_fence
        lines += [] if changed is None else [changed]
    return "\n".join(lines) + "\n"


def headings(text):
    """DocC's name of each heading by GitHub's: `one-model-four-runtimes` -> `One-model-four-runtimes`."""
    found = {}

    def collect(line):
        if match := re.match(r"##+ (.*)", line):
            plain = match[1].replace("`", "")
            slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
            found[slug] = re.sub(r"[^\w\-]", "-", plain).strip("-")
        return line

    outside_code(text, collect)
    return {slug: re.sub("-+", "-", name) for slug, name in found.items()}


class Articles:
    """Writes the pages into a catalog."""

    def __init__(self, catalog, symbols):
        """`symbols`: what a name in backquotes leads to, such as `Batch` to `RawData/Batch`."""
        self.catalog, self.symbols = catalog, symbols
        self.names = {path: name for name, path in pages().items()}
        self.headings = {path: headings(path.read_text()) for path in self.names}

    def write(self, name, path, end=""):
        """Writes the article of a page."""
        text = outside_code(path.read_text(), lambda line: self.line(line, path))
        # What unfolds on GitHub stands open here: DocC has no such thing.
        (self.catalog / f"{name}.md").write_text(re.sub(r"\n{3,}", "\n\n", text) + end)

    def line(self, line, path):
        """A line as DocC wants it."""
        if re.fullmatch(r"\s*(<!--.*-->|</?(picture|details)( open)?>|<source .*>)\s*", line):
            return None
        if match := re.fullmatch(r"\s*<summary>(.*?)</summary>\s*", line):
            line = f"**{match[1]}**"
        line = re.sub(r"<img ([^>]*)>", self.picture, line)
        line = LINK.sub(lambda match: self.link(match, path), line)
        if re.match(r"<[a-z/!]", line):
            raise SystemExit(f"{path}: no article can have this HTML: {line}")
        return named(re.sub(r"^(\s*)@", r"\1\\@", line), self.symbols)

    @staticmethod
    def picture(match):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', match[1]))
        return f"![{attributes['alt']}]({attributes['src']})"

    def link(self, match, path):
        """A link to a page, a picture, or a file that has no page here: then its text alone."""
        is_picture, text, target = match[1] == "!", match[2], match[3]
        if re.match(r"[a-z]+:", target) or target == "...":
            return match[0]
        file, _, heading = target.partition("#")
        to = pathlib.Path(os.path.normpath(path.parent / file)) if file else path
        if not to.exists():
            raise SystemExit(f"{path}: {target} does not exist")
        if is_picture:
            return f"![{text}]({self.resource(to)})"
        if to not in self.names:
            return text
        if heading and heading not in self.headings[to]:
            raise SystemExit(f"{path}: {target}: no such heading")
        end = "#" + self.headings[to][heading] if heading else ""
        return f"[{text}](<doc:{self.names[to]}{end}>)"

    def resource(self, picture):
        """The name of a picture's copy in the catalog, where all names must differ."""
        name = "-".join(picture.relative_to(ROOT).parts[1:])
        shutil.copyfile(picture, self.catalog / name)
        return name


def named(line, symbols):
    """The line with the names of symbols as links; what is a link already, or a heading, stays as it is."""
    if line.startswith("#"):
        return line
    parts = re.split(r"(\[[^\]]*\]\([^)]*\)|<[^>]*>|``.*?``)", line)
    parts[::2] = [
        re.sub(r"`([\w.]+)`", lambda match: f"[{match[0]}](<doc:{symbols[match[1]]}>)" if match[1] in symbols else match[0], part)
        for part in parts[::2]
    ]
    return "".join(parts)
