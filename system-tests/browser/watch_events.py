#!/usr/bin/env python3
"""A page in a real browser hears every event once and in order, through two kills of the platform.

The page runs the script of docs/live-events.md as it stands there. After the first kill the browser comes back by itself;
before the second restart the platform loses its keys, so that the ticket is void and the page has to ask for another.

    watch_events.py --weir ./weir --browser chromium
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable

HOME = Path(__file__).resolve().parents[2]
TYPE = "browser.tick"
TOKEN = re.compile(r"weir_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")
PATIENCE = 180.0

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


def fail(what: str) -> None:
    sys.exit(f"FAILED: {what}")


def await_that(what: str, condition: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    return fail(f"waited {PATIENCE:.0f} s for: {what}")


def free_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    for first in range(20_000, 30_000, 10):
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    return fail("no free ports")


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


class Platform:
    def __init__(self, weir: str, folder: Path, port: int, origin: str) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.command = [weir, "up", "--data-dir", str(folder), "--port", str(port)]
        self.environment = {**os.environ, "WEIR_GATEWAY_CORS_ALLOWED_ORIGINS": origin}
        self.log = folder.with_suffix(".log")

    def start(self) -> None:
        """Starts it; returns once it is up."""
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )
        self.process = process
        await_that("the platform", lambda: process.poll() is not None or "Weir is up" in self.log.read_text())
        if process.poll() is not None:
            fail(self.log.read_text())

    def token(self) -> str:
        """The one that the first start prints."""
        return str(await_that("a token", lambda: TOKEN.search(self.log.read_text())).group())

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        # A platform that was killed and not started again leaves its database's server behind.
        server = self.folder / "postgres" / "data" / "postmaster.pid"
        if server.exists():
            os.kill(int(server.read_text().splitlines()[0]), signal.SIGKILL)


class Browser:
    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        self.command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        self.command += ["--no-first-run", "--disable-background-networking", "--disable-component-update"]
        self.command += [f"--user-data-dir={folder / 'browser'}"]
        self.process: subprocess.Popen[bytes] | None = None

    def open(self, address: str) -> None:
        with (self.folder / "browser.log").open("wb") as log:
            self.process = subprocess.Popen([*self.command, address], stdout=log, stderr=log)

    def close(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


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
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--weir", default=str(HOME / "weir"))
    arguments.add_argument("--browser", default="chromium")
    given = arguments.parse_args()
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
