"""What is common to those who try other engines on Weir's mirrors: calls of the gateway, mirrors, and writes that fail.

Needs a platform that runs on this machine.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any, Callable

URL = os.environ["WEIR_TEST_URL"]
TOKEN = os.environ["WEIR_TEST_TOKEN"]
ROWS = 1000
# Beyond the first checkpoint, and not at it.
COMMITS = 12
PATIENCE = 60.0


def fail(what: str) -> None:
    sys.exit(f"FAILED: {what}")


def new_name() -> str:
    return f"engines_{uuid.uuid4().hex[:8]}"


def call(method: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        URL + "/api/v1" + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        fail(f"{method} {path}: {refused} {refused.read().decode()}")


def await_mirror(name: str) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        table: dict[str, Any] = call("GET", f"/tables/{name}")
        if table["publishedVersion"] == table["version"]:
            return table
        time.sleep(0.05)
    fail(f"the mirror of {name} did not come to its head")
    raise AssertionError


def log_files(location: str) -> list[str]:
    return sorted(str(file) for file in Path(location, "_delta_log").rglob("*") if file.is_file())


def must_refuse(who: str, write: Callable[[], Any], why: str = "eature") -> None:
    try:
        write()
    except Exception as refused:  # noqa: BLE001 - each engine has errors of its own
        reasons = [line for line in str(refused).splitlines() if "weirGuard" in line or why in line]
        if not reasons:
            fail(f"{who} refuses, but not for the guard: {refused}")
        print(f"{who} refuses to write: {reasons[0].strip()}")
        return
    fail(f"{who} wrote to a table that is GUARDED")
