"""A page of a platform, both of the script's own, in a browser that is driven."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from driven import DrivenBrowser
from running import Platform, free_ports, options


@contextmanager
def visit(page: str, description: str | None) -> Iterator[tuple[DrivenBrowser, str]]:
    """Opens a page, such as /dashboard, and tells the platform's token. All of it ends with the block."""
    given = options(description)
    port = free_ports(7)
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="weir-browser-", ignore_cleanup_errors=True) as work:
        platform = Platform(given.weir, Path(work) / "data", port, address)
        browser = DrivenBrowser(given.browser, Path(work))
        try:
            platform.start()
            browser.start()
            browser.open(address + page)
            yield browser, platform.token()
        finally:
            browser.close()
            platform.stop()


def sign_in(browser: DrivenBrowser, token: str) -> None:
    """By the form that the pages of the console share."""
    browser.click("#token")
    browser.type(token)
    browser.click("#sign-in button")
