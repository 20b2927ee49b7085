"""A browser whose page is looked at and clicked by a script, over the pipes of Chromium's own protocol."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from running import await_that, browser_command, fail


class DrivenBrowser:
    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        self.command = [*browser_command(program, folder), "--remote-debugging-pipe"]
        self.calls = 0
        self.session = ""

    def start(self) -> None:
        """Starts it with an empty page."""
        # It reads from its descriptor 3 and writes to its 4.
        to_browser, self.out = os.pipe()
        answers, from_browser = os.pipe()
        self.answers = os.fdopen(answers, "rb")
        wired = f"exec 3<&{to_browser} 4>&{from_browser}; exec \"$@\""
        with (self.folder / "browser.log").open("wb") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", wired, "browser", *self.command], pass_fds=(to_browser, from_browser), stdout=log, stderr=log
            )
        os.close(to_browser)
        os.close(from_browser)
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]

    def call(self, method: str, **parameters: Any) -> Any:
        """One command, and what came of it; events are passed over."""
        self.calls += 1
        command = {"id": self.calls, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.out, json.dumps(command).encode() + b"\0")
        while True:
            said = json.loads(self._message())
            if said.get("id") == self.calls:
                return said["result"] if "result" in said else fail(f"{method}: {said['error']}")

    def _message(self) -> bytes:
        message = bytearray()
        while (byte := self.answers.read(1)) != b"\0":
            if not byte:
                fail(f"the browser ended: {(self.folder / 'browser.log').read_text()[-2000:]}")
            message += byte
        return bytes(message)

    def open(self, address: str) -> None:
        self.call("Page.navigate", url=address)

    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in found:
            fail(f"{script}: {found['exceptionDetails']}")
        return found["result"].get("value")

    def text(self, selector: str) -> str:
        """What is written where it is found first; nothing where it is not."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def click(self, selector: str) -> None:
        """Clicks where a person would, once it is there, nothing lies over it, and it does not move: a page that is made may shift."""
        places: list[Any] = [None]

        def rests() -> Any:
            places.append(self.evaluate(PLACE.replace("SELECTOR", json.dumps(selector))))
            return places[-1] if places[-1] == places[-2] else None

        x, y = await_that(selector, rests)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Into what was clicked."""
        self.call("Input.insertText", text=text)

    def close(self) -> None:
        if hasattr(self, "process"):
            self.process.kill()
            self.process.wait()


# The middle of an element, if a click there meets it.
PLACE = """(() => {
  const found = document.querySelector(SELECTOR);
  if (!found) return null;
  found.scrollIntoView({block: "center", behavior: "instant"});
  const box = found.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
  const met = document.elementFromPoint(x, y);
  return met && (found === met || found.contains(met)) ? [x, y] : null;
})()"""
