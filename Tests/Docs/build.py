"""The site of the project: the reference of all modules and the pages as articles, by the toolchain's docc.

Needs the built modules. Warnings are errors, and so is anything public without a comment.
"""
import argparse
import pathlib
import re
import shutil
import subprocess

import articles
import symbols

ROOT = articles.ROOT
ROOMS = {
    "TaxiFare": "The example, and the part to replace: schema, preprocessing function, models and made data of taxi rides.",
    "Drawing": "Charts and graphs as SVG: calls, tasks, histograms and curves.",
    "Runner": "Lessons, tasks and commands: what the program `lessons` does.",
}


def modules():
    """The folders with a module each, the lessons first: `2-TFRecords` -> `TFRecords`."""
    folders = [path.name for path in (ROOT / "Sources/TFTLessons").iterdir() if path.is_dir() and path.name != "CLI"]
    return {name: name.lstrip("0123456789-") for name in sorted(folders)}


def overview(folder, module):
    """The front of a module's reference: what it is, and the lesson that explains it."""
    if not folder[0].isdigit():
        return f"# ``{module}``\n\n{ROOMS[module]}\n"
    number = int(folder.split("-")[0])
    page = next((name for name in articles.pages() if name.startswith(f"{number:02}-")), None)
    explained = f", explained in <doc:{page}>" if page else ""
    return f"# ``{module}``\n\nThe code of lesson {number}{explained}.\n"


def topics():
    """The front's list of all pages and modules."""
    pages = [name for name in articles.pages() if name != "TFTLessons"]
    lessons = [name for name in pages if name == "lessons" or name[0].isdigit()]
    lists = {
        "Lessons": [f"<doc:{name}>" for name in sorted(lessons, key=lambda name: (name != "lessons", name))],
        "To look things up": [f"<doc:{name}>" for name in pages if name not in lessons],
        "Modules": [f"``{module}``" for module in modules().values()],
    }
    return "\n## Topics\n" + "".join(f"\n### {title}\n\n" + "".join(f"- {item}\n" for item in lists[title]) for title in lists)


def write_catalog(catalog, links):
    """Writes what docc turns into a site, the symbol graphs apart."""
    writer = articles.Articles(catalog, links)
    for name, path in articles.pages().items():
        writer.write(name, path, end=topics() if name == "TFTLessons" else "")
    front = catalog / "TFTLessons.md"
    front.write_text(re.sub(r"^(# .*\n)", "\\1\n@Metadata {\n  @TechnologyRoot\n}\n", front.read_text(), count=1))
    for folder, module in modules().items():
        (catalog / f"{module}.md").write_text(overview(folder, module))


def empty(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=pathlib.Path, default=ROOT / ".build/release/Modules", help="the built modules")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / ".build/docs")
    options = parser.parse_args()

    work = empty(options.output.with_name(options.output.name + "-made"))
    graphs = symbols.extract(modules().values(), options.modules, empty(work / "graphs"))
    if missing := symbols.without_comment(graphs):
        raise SystemExit("\n".join(missing))
    links = symbols.destinations(graphs)
    symbols.link_comments(graphs, links)
    catalog = empty(work / "TFTLessons.docc")
    write_catalog(catalog, links)

    empty(options.output)
    words = ["--additional-symbol-graph-dir", work / "graphs", "--output-path", options.output, "--warnings-as-errors"]
    subprocess.run(["docc", "convert", catalog, *words, "--fallback-bundle-identifier", "TFTLessons"], check=True)
    # The site's front is that of the pages, and it has DocC's own looks: without the file a browser complains.
    (options.output / "theme-settings.json").write_text("{}\n")
    (options.output / "index.html").write_text('<meta http-equiv="refresh" content="0; url=documentation/tftlessons/">\n')
    print(f"{sum(len(graph['symbols']) for graph in graphs.values())} symbols and {len(articles.pages())} pages in {options.output}")


if __name__ == "__main__":
    main()
