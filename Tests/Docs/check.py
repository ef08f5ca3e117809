"""Opens the site in a headless browser, follows every link in it, and looks at every picture.

Wanted: PyPI's playwright, and Chromium: `apt-get install chromium`.
"""
import argparse
import asyncio
import functools
import http.server
import pathlib
import shutil
import threading
import time
import urllib.parse

from playwright.async_api import async_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
FRONT = "/documentation/tftlessons/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# A page is there once its heading is; what it links to and what it shows is then known.
LOOK = """() => ({
  heading: document.querySelector('h1')?.innerText ?? '',
  isMissing: document.querySelector('.not-found, .not-found-main') !== null || /can.t be found/.test(document.body.innerText),
  links: [...document.querySelectorAll('main a[href], .documentation-hero a[href], nav a[href]')].map(a => a.href),
  anchors: [...document.querySelectorAll('[id]')].map(element => element.id),
  pictures: [...document.querySelectorAll('main img')].map(image => [image.currentSrc || image.src, image.naturalWidth, image.alt]),
})"""
PICTURES_LOADED = "() => [...document.querySelectorAll('main img')].every(image => image.complete)"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Walk:
    """Every page that can be reached from the front, each opened once."""

    def __init__(self, address):
        self.address = address
        self.todo, self.seen = asyncio.Queue(), {}
        self.wanted = []  # (page, link to a place on a page)
        self.problems = []
        self.pictures = 0

    def add(self, page):
        if page not in self.seen:
            self.seen[page] = set()
            self.todo.put_nowait(page)

    async def worker(self, context):
        tab = await context.new_page()
        current = {"page": ""}
        tell = lambda what: self.problems.append(f"{current['page']}: {what}")
        tab.on("console", lambda message: message.type == "error" and tell(f"the console says {message.text}"))
        tab.on("pageerror", lambda error: tell(f"a script failed: {error}"))
        tab.on("response", lambda answer: answer.status >= 400 and tell(f"{answer.status} for {answer.url}"))
        while True:
            page = current["page"] = await self.todo.get()
            try:
                await self.visit(tab, page, tell)
            except Exception as error:
                tell(str(error).splitlines()[0])
            self.todo.task_done()

    async def visit(self, tab, page, tell):
        await tab.goto(self.address + page, wait_until="domcontentloaded")
        await tab.wait_for_selector("h1", timeout=20_000)
        await tab.wait_for_function(PICTURES_LOADED, timeout=20_000)
        found = await tab.evaluate(LOOK)
        if found["isMissing"] or not found["heading"]:
            tell("not found")
        self.seen[page] = set(found["anchors"])
        for source, width, text in found["pictures"]:
            self.pictures += 1
            if not width:
                tell(f"{source} shows nothing")
            if not text:
                tell(f"{source} has no text for who cannot see it")
        for link in found["links"]:
            url = urllib.parse.urlsplit(link)
            if f"{url.scheme}://{url.netloc}" == self.address:
                to = url.path if url.path.endswith("/") else url.path + "/"
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
        for page, to, place in self.wanted:
            if place not in self.seen[to]:
                self.problems.append(f"{page}: {to} has no place {place}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=pathlib.Path, default=ROOT / ".build/docs")
    parser.add_argument("--tabs", type=int, default=4, help="how many pages are open at once")
    options = parser.parse_args()

    handler = functools.partial(Quiet, directory=options.site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        walk, start = Walk(f"http://127.0.0.1:{server.server_port}"), time.monotonic()
        asyncio.run(walk.run(options.tabs))
        server.shutdown()
    print(f"{len(walk.seen)} pages and {walk.pictures} pictures in {time.monotonic() - start:.0f} s")
    if walk.problems:
        raise SystemExit("\n".join(sorted(set(walk.problems))))


if __name__ == "__main__":
    main()
