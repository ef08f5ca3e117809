"""Opens the site in a headless browser, follows every link in it, and looks at every picture.

Wanted: PyPI's playwright, and Chromium: `apt-get install chromium`.
"""
import argparse
import asyncio
import functools
import http.server
import json
import pathlib
import shutil
import threading
import time
import urllib.parse

from playwright.async_api import async_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
FRONT = "/documentation/tftlessons/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Goes where a link of the page leads, as a reader does: the site fetches the page's data and draws it.
FOLLOW = """async page => {
  const site = document.querySelector('#app').__vue__
  await site.$router.push(page).catch(problem => problem)
}"""
IS_DRAWN = """title => {
  const pictures = [...document.querySelectorAll('main img')]
  pictures.forEach(image => image.loading = 'eager')  // also those far down
  return document.title.startsWith(title + ' |') && document.querySelector('main h1') !== null
    && pictures.every(image => image.complete)
}"""
LOOK = """() => ({
  links: [...document.querySelectorAll('a[href]')].map(link => link.href),
  places: [...document.querySelectorAll('[id]')].map(element => element.id),
  pictures: [...document.querySelectorAll('main img')].map(image => [image.currentSrc || image.src, image.naturalWidth, image.alt]),
})"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Walk:
    """Every page that can be reached from the front, each opened once."""

    def __init__(self, site, address):
        self.site, self.address = site, address
        self.todo, self.places = asyncio.Queue(), {}
        self.wanted = []  # (page, page that it leads to, place on that page)
        self.problems = set()
        self.pictures = 0

    def add(self, page):
        if page not in self.places:
            self.places[page] = set()
            self.todo.put_nowait(page)

    def title(self, page):
        """What the page's data says it is called; None when the page is not there, to be opened or to be followed to."""
        data = self.site / f"data{urllib.parse.unquote(page).rstrip('/')}.json"
        front = self.site / urllib.parse.unquote(page).strip("/") / "index.html"
        return json.loads(data.read_text())["metadata"]["title"] if data.is_file() and front.is_file() else None

    async def worker(self, context):
        tab = await context.new_page()
        page = None

        def tell(what):
            self.problems.add(f"{page}: {what}")

        tab.on("console", lambda message: message.type == "error" and tell(f"the console says {message.text}"))
        tab.on("pageerror", lambda error: tell(f"a script failed: {error}"))
        tab.on("response", lambda answer: answer.status >= 400 and tell(f"{answer.status} for {answer.url}"))
        while True:
            page = await self.todo.get()
            try:
                await self.visit(tab, page, tell)
            except Exception as error:
                tell(str(error).splitlines()[0])
            self.todo.task_done()

    async def visit(self, tab, page, tell):
        title = self.title(page)
        if title is None:
            return tell("not found")
        # Articles and modules by their address, as from a search or a bookmark; what is inside of a module by its link.
        if len(pathlib.PurePosixPath(page).parts) < 4 or page.startswith(FRONT) or tab.url == "about:blank":
            await tab.goto(self.address + page, wait_until="domcontentloaded")
        else:
            await tab.evaluate(FOLLOW, page)
        await tab.wait_for_function(IS_DRAWN, arg=title, polling=10, timeout=20_000)
        self.note(page, await tab.evaluate(LOOK), tell)

    def note(self, page, found, tell):
        """Takes in what is to be seen on a page."""
        self.places[page] = set(found["places"])
        for source, width, text in found["pictures"]:
            self.pictures += 1
            # DocC puts a picture of its own in the place of one that does not load.
            if not width or "/images/" not in source:
                tell(f"a picture does not load: {text or source}")
            if not text:
                tell(f"{source} has no text for who cannot see it")
        for link in found["links"]:
            url = urllib.parse.urlsplit(link)
            if f"{url.scheme}://{url.netloc}" == self.address:
                to = url.path.rstrip("/") + "/"
                self.add(to)
                if url.fragment:
                    self.wanted.append((page, to, urllib.parse.unquote(url.fragment)))

    async def run(self, tabs):
        browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
        if browser_path is None:
            raise SystemExit("there is no Chromium: apt-get install chromium")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            context = await browser.new_context()
            self.add(FRONT)
            workers = [asyncio.create_task(self.worker(context)) for _ in range(tabs)]
            await self.todo.join()
            for worker in workers:
                worker.cancel()
            await browser.close()
        self.problems |= {f"{page}: {to} has no place {place}" for page, to, place in self.wanted if place not in self.places[to]}
        reached = {urllib.parse.unquote(page).strip("/") for page in self.places}
        made = {str(path.relative_to(self.site / "data").with_suffix("")) for path in self.site.glob("data/documentation/**/*.json")}
        self.problems |= {f"{page}: no link leads here" for page in made - reached}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=pathlib.Path, default=ROOT / ".build/docs")
    parser.add_argument("--tabs", type=int, default=2, help="how many pages are open at once")
    options = parser.parse_args()

    handler = functools.partial(Quiet, directory=options.site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        walk, start = Walk(options.site, f"http://127.0.0.1:{server.server_port}"), time.monotonic()
        asyncio.run(walk.run(options.tabs))
        server.shutdown()
    print(f"{len(walk.places)} pages and {walk.pictures} pictures in {time.monotonic() - start:.0f} s")
    if walk.problems:
        raise SystemExit("\n".join(sorted(walk.problems)))


if __name__ == "__main__":
    main()
