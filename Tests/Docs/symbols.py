"""What the modules offer: the symbol graphs that Swift writes, what has no comment in them, and what a name leads to."""
import collections
import json
import platform
import subprocess

from articles import named

TYPES = {"swift.struct", "swift.class", "swift.enum", "swift.protocol", "swift.typealias"}
LINKED = TYPES | {"swift.func"}


def extract(modules, built, folder):
    """Writes the graphs of what is public in the built modules."""
    target = json.loads(subprocess.check_output(["swift", "-print-target-info"]))["target"]["triple"]
    sdk = ["-sdk", subprocess.check_output(["xcrun", "--show-sdk-path"], text=True).strip()] if platform.system() == "Darwin" else []
    tool = ["xcrun", "swift-symbolgraph-extract"] if sdk else ["swift-symbolgraph-extract"]
    for module in modules:
        words = ["-module-name", module, "-I", built, "-target", target, *sdk, "-output-dir", folder]
        options = ["-minimum-access-level", "public", "-skip-synthesized-members", "-emit-extension-block-symbols"]
        subprocess.run([*tool, *words, *options], check=True)
    return {path: json.loads(path.read_text()) for path in sorted(folder.glob("*.symbols.json"))}


def place(symbol):
    """Where a symbol is declared; None for what the compiler makes."""
    location = symbol.get("location")
    return location and f"{location['uri'].removeprefix('file://')}:{location['position']['line'] + 1}"


def without_comment(graphs):
    """The lines that tell what is public and has no comment, not even that of the requirement it meets."""
    return sorted(
        f"{place(symbol)}: {'.'.join(symbol['pathComponents'])} has no comment"
        for graph in graphs.values()
        for symbol in graph["symbols"]
        if "docComment" not in symbol and place(symbol) and symbol["kind"]["identifier"] != "swift.extension"
    )


def destinations(graphs):
    """What a name leads to: a type, or a function that is the only one of its name, to `Module/name`."""
    found = collections.defaultdict(set)
    for graph in graphs.values():
        module = graph["module"]["name"]
        for symbol in graph["symbols"]:
            path, kind = symbol["pathComponents"], symbol["kind"]["identifier"]
            if kind in LINKED and place(symbol):
                spoken = ".".join(path).split("(")[0]
                found[spoken].add((symbol["identifier"]["precise"], "/".join([module, *path])))
    return {name: next(iter(symbols))[1] for name, symbols in found.items() if len(symbols) == 1}


def link_comments(graphs, symbols):
    """Makes the names of other symbols in comments links, as in articles."""
    for path, graph in graphs.items():
        for symbol in graph["symbols"]:
            own = ".".join(symbol["pathComponents"]).split("(")[0]
            others = {name: link for name, link in symbols.items() if name != own}
            is_code = False
            for line in symbol.get("docComment", {"lines": []})["lines"]:
                is_fence = line["text"].lstrip().startswith("```")
                is_code ^= is_fence
                if not is_code and not is_fence:
                    line["text"] = named(line["text"], others)
        path.write_text(json.dumps(graph))
