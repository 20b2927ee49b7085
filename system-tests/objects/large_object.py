#!/usr/bin/env python3
"""An object of any size goes in and out through the gateway, and no process grows by it.

Starts a platform of its own, stores an object of so many MiB that is made while it is sent, reads it back whole and in a
range, compares checksums, and tells by how much the resident memory of the platform's processes grew meanwhile. For a run
by hand, as it needs the disk space:

    large_object.py --weir ./weir --mebibytes 2048 --folder /var/tmp
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"weir_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")
MIB = 1 << 20
PATH = "/api/v1/datasets/large/object"
START_SECONDS = 180
# What a process may grow by while gigabytes pass: buffers, and what the JVM takes for its heap as it goes.
GROWTH_MIB = 256


def block(number: int) -> bytes:
    """A MiB that no other one is like."""
    return hashlib.sha256(str(number).encode()).digest() * (MIB // 32)


class Sent:
    """All blocks in order, and what they add up to."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for number in range(self.count):
            made = block(number)
            self.digest.update(made)
            yield made


class Memory(threading.Thread):
    """Watches the resident memory of a process and of those that it started."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.first = self.now()
        self.most = self.first
        self.done = threading.Event()

    def now(self) -> int:
        pages = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process), "--ppid", str(self.process)],
            capture_output=True,
            text=True,
            check=True,
        )
        return sum(map(int, pages.stdout.split())) // 1024

    def run(self) -> None:
        while not self.done.wait(0.2):
            self.most = max(self.most, self.now())


def fail(what: str) -> None:
    sys.exit(f"FAILED: {what}")


def call(port: int, token: str, method: str, headers: dict[str, str], body: Sent | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request(method, PATH, body=body, headers={"Authorization": f"Bearer {token}", **headers})
    return connection.getresponse()


def read_back(port: int, token: str, mebibytes: int) -> str:
    digest = hashlib.sha256()
    answer = call(port, token, "GET", {})
    if int(answer.headers["Content-Length"]) != mebibytes * MIB:
        fail(f"the object has {answer.headers['Content-Length']} bytes")
    while chunk := answer.read(MIB):
        digest.update(chunk)
    return digest.hexdigest()


def check(port: int, token: str, mebibytes: int) -> None:
    begun = time.monotonic()
    sent = Sent(mebibytes)
    stored = call(port, token, "PUT", {"Content-Length": str(mebibytes * MIB)}, sent)
    told = json.load(stored)
    if stored.status != 201 or told["sha256"] != sent.digest.hexdigest() or told["size"] != mebibytes * MIB:
        fail(f"stored with {stored.status}: {told}")
    middle = time.monotonic()
    if read_back(port, token, mebibytes) != sent.digest.hexdigest():
        fail("other bytes were read than were sent")
    last = (mebibytes - 1) * MIB
    part = call(port, token, "GET", {"Range": f"bytes={last - 5}-{last + 4}"})
    if part.status != 206 or part.read() != block(mebibytes - 2)[-5:] + block(mebibytes - 1)[:5]:
        fail("a range over the last boundary is not what was sent there")
    print(f"{mebibytes} MiB in {middle - begun:.0f} s in and {time.monotonic() - middle:.0f} s out, checksums equal")
    if call(port, token, "DELETE", {}).status != 204:
        fail("it could not be removed")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--weir", default=str(HOME / "weir"))
    arguments.add_argument("--mebibytes", type=int, default=2048)
    arguments.add_argument("--folder", default=None, help="where the platform's data lie meanwhile")
    arguments.add_argument("--port", type=int, default=20_800)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="weir-large-", dir=given.folder, ignore_cleanup_errors=True) as work:
        log = Path(work) / "weir.log"
        with log.open("wb") as out:
            command = [given.weir, "up", "--data-dir", str(Path(work) / "data"), "--port", str(given.port)]
            platform = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            end = time.monotonic() + START_SECONDS
            while not (found := TOKEN.search(log.read_text())) or "Weir is up" not in log.read_text():
                if platform.poll() is not None or time.monotonic() > end:
                    fail(log.read_text())
                time.sleep(0.2)
            # Once small, so that what is loaded for it is there before anybody looks.
            check(given.port, found.group(), 64)
            memory = Memory(platform.pid)
            memory.start()
            check(given.port, found.group(), given.mebibytes)
            memory.done.set()
            print(f"resident memory: {memory.first} MiB before, {memory.most} MiB at most")
            if memory.most - memory.first > GROWTH_MIB:
                fail("memory grows with the object")
        finally:
            platform.send_signal(signal.SIGTERM)
            platform.wait(60)


if __name__ == "__main__":
    main()
