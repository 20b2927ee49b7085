"""What the scripts of this folder share: a platform of their own, a browser, and patience."""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable

HOME = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"weir_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")
PATIENCE = 180.0


def options(description: str | None) -> argparse.Namespace:
    """Which platform and which browser, as whoever starts a script says."""
    arguments = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--weir", default=str(HOME / "weir"))
    arguments.add_argument("--browser", default="chromium")
    return arguments.parse_args()


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


def browser_command(program: str, folder: Path) -> list[str]:
    """Starts a browser without windows, and without anything of who runs it."""
    command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    command += ["--no-first-run", "--disable-background-networking", "--disable-component-update"]
    return [*command, f"--user-data-dir={folder / 'browser'}"]


class Browser:
    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        self.command = browser_command(program, folder)
        self.process: subprocess.Popen[bytes] | None = None

    def open(self, address: str) -> None:
        with (self.folder / "browser.log").open("wb") as log:
            self.process = subprocess.Popen([*self.command, address], stdout=log, stderr=log)

    def close(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
