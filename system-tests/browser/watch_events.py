#!/usr/bin/env python3
"""A page in a real browser hears every event once and in order, through two kills of the platform.

The page runs the script of docs/live-events.md as it stands there. After the first kill the browser comes back by itself;
before the second restart the platform loses its keys, so that the ticket is void and the page has to ask for another.

    watch_events.py --weir ./weir --browser chromium
"""

from __future__ import annotations

import http.client
import json
import re
import tempfile
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from running import HOME, PATIENCE, Browser, Platform, await_that, fail, free_ports, options

TYPE = "browser.tick"

# The script goes where the comment is. What it hears is reported whole, so that no report can overtake another.
PAGE = """<!doctype html><meta charset="utf-8"><title>listens</title><script type="module">
const api = "API", token = "TOKEN", types = ["TYPE"];
const heard = [], state = {asked: 0, opened: 0};
const plain = window.fetch;
window.fetch = (...call) => { state.asked++; return plain(...call); };
const show = event => { event.type === "stream.open" ? state.opened++ : heard.push(JSON.parse(event.data)); };
setInterval(() => plain("/heard", {method: "POST", body: JSON.stringify({...state, heard})}), 200);
/* SCRIPT */
</script>"""


def documented_script() -> str:
    blocks = re.findall(r"```js\n(.*?)```", (HOME / "docs/live-events.md").read_text("utf-8"), re.DOTALL)
    return next(block for block in blocks if "async function watch" in block)


class Page:
    """Serves the page, and knows what it heard."""

    def __init__(self, api: str) -> None:
        self.said: dict[str, Any] = {"asked": 0, "opened": 0, "heard": []}
        self.html = ""
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = page.html.encode() if self.path == "/" else b""
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if len(said["heard"]) >= len(page.said["heard"]):
                    page.said = said
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.api = api
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, token: str) -> None:
        script = PAGE.replace("API", self.api).replace("TOKEN", token).replace("TYPE", TYPE)
        self.html = script.replace("/* SCRIPT */", documented_script())

    def heard(self) -> list[int]:
        return [event["event_id"] for event in self.said["heard"]]


class Sender(threading.Thread):
    """Broadcasts one event after the other, whether the platform is there or not."""

    def __init__(self, api: str, token: str) -> None:
        super().__init__(daemon=True)
        self.address = api + "/api/v1/events/broadcast"
        self.token = token
        self.answered: list[int] = []
        self.unanswered = 0
        self.done = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.done.wait(0.03):
            number += 1
            try:
                self.answered.append(self.send(number))
            except (OSError, ValueError, http.client.HTTPException):
                # Not there, or killed before or in the midst of its answer.
                self.unanswered += 1

    def send(self, number: int) -> int:
        body = json.dumps({"event_type": TYPE, "data": {"n": number}}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.address, body, headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(json.load(answer)["event_id"])


def committed(api: str, token: str, last: int) -> list[int]:
    """The numbers of all events up to this one, as who asks with a token is told them."""
    address = f"{api}/api/v1/events/stream?events={TYPE}&lastEventId=0"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    numbers: list[int] = []
    with urllib.request.urlopen(request, timeout=PATIENCE) as stream:
        for line in stream:
            if line.startswith(b"data: ") and b"event_id" in line:
                numbers.append(int(json.loads(line[6:])["event_id"]))
                if numbers[-1] >= last:
                    return numbers
    return fail("the stream ended")


def listen(page: Page, platform: Platform, folder: Path, sender: Sender) -> None:
    def hears_again() -> None:
        target = sender.answered[-1] if sender.answered else 0
        await_that("more answers", lambda: sender.answered and sender.answered[-1] > target + 20)
        reached = sender.answered[-1]
        await_that(f"event {reached} in the page", lambda: page.heard() and page.heard()[-1] >= reached)

    await_that("the page to listen", lambda: page.said["opened"] > 0)
    sender.start()
    hears_again()
    platform.kill()
    platform.start()
    hears_again()
    if page.said["asked"] != 1:
        fail(f"the browser did not come back by itself: the page asked for {page.said['asked']} tickets")
    platform.kill()
    (folder / "identity" / "keys.json").unlink()
    platform.start()
    hears_again()
    if page.said["asked"] < 2:
        fail("the page went on with a ticket of keys that are lost")
    sender.done.set()
    sender.join()


def compare(page: Page, sender: Sender, all_events: list[int]) -> None:
    await_that("the last event in the page", lambda: len(page.heard()) >= len(all_events))
    heard = page.heard()
    if heard != all_events:
        missing = sorted(set(all_events) - set(heard))
        fail(f"the page heard {len(heard)} of {len(all_events)} events; missing {missing}; in order {heard == sorted(heard)}")
    if not set(sender.answered) <= set(heard):
        fail("events that were answered are not there")


def main() -> None:
    given = options(__doc__)
    port = free_ports(7)
    api = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="weir-browser-", ignore_cleanup_errors=True) as work:
        folder = Path(work) / "data"
        page = Page(api)
        platform = Platform(given.weir, folder, port, page.origin)
        browser = Browser(given.browser, Path(work))
        try:
            platform.start()
            token = platform.token()
            page.show(token)
            browser.open(page.origin)
            sender = Sender(api, token)
            listen(page, platform, folder, sender)
            compare(page, sender, committed(api, token, sender.answered[-1]))
            print(
                f"{len(page.heard())} events, each once and in order, through 2 kills; "
                f"{page.said['opened']} streams opened with {page.said['asked']} tickets; "
                f"{sender.unanswered} broadcasts were not answered"
            )
        finally:
            browser.close()
            platform.stop()


if __name__ == "__main__":
    main()
