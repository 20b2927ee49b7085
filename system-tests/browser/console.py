#!/usr/bin/env python3
"""Whoever opens the console is told when a token does not do, signs in, sees what there is, and needs not sign in to the dashboard.

    console.py --weir ./weir --browser chromium
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from driven import DrivenBrowser
from running import Platform, await_that, free_ports, options

SERVICES = ("ingest", "lineage", "metadata")
EMPTY = {"#pipelines": "No pipeline yet.", "#tables": "No table yet.", "#runs": "No run yet."}


def sign_in(browser: DrivenBrowser, token: str) -> None:
    browser.click("#token")
    browser.type(token)
    browser.click("#sign-in button")


def main() -> None:
    given = options(__doc__)
    port = free_ports(7)
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="weir-browser-", ignore_cleanup_errors=True) as work:
        platform = Platform(given.weir, Path(work) / "data", port, address)
        browser = DrivenBrowser(given.browser, Path(work))
        try:
            platform.start()
            browser.start()
            browser.open(f"{address}/")
            sign_in(browser, "no-token-of-this-platform")
            await_that("a refusal", lambda: browser.text("#refused"))
            sign_in(browser, platform.token())
            for place, text in EMPTY.items():
                await_that(f"{place} to be read", lambda place=place, text=text: text in browser.text(place))
            await_that("the services", lambda: all(service in browser.text("#health") for service in SERVICES))
            await_that("no form", lambda: browser.evaluate("document.querySelector('#sign-in').hidden"))
            browser.click("nav a[href=dashboard]")
            await_that("the dashboard", lambda: "healthy" in browser.text("[data-service=platform-api]"))
            print("the console refuses what is no token, and opens both pages with one")
        finally:
            browser.close()
            platform.stop()


if __name__ == "__main__":
    main()
