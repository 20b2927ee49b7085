#!/usr/bin/env python3
"""Whoever opens the console is told when a token does not do, signs in, sees what there is, and needs not sign in to the dashboard.

    console.py --weir ./weir --browser chromium
"""

from __future__ import annotations

from running import await_that
from visit import sign_in, visit

SERVICES = ("ingest", "lineage", "metadata")
EMPTY = {"#pipelines": "No pipeline yet.", "#tables": "No table yet.", "#runs": "No run yet."}


def main() -> None:
    with visit("/", __doc__) as (browser, token):
        sign_in(browser, "no-token-of-this-platform")
        await_that("a refusal", lambda: browser.text("#refused"))
        sign_in(browser, token)
        for place, text in EMPTY.items():
            await_that(f"{place} to be read", lambda place=place, text=text: text in browser.text(place))
        await_that("the services", lambda: all(service in browser.text("#health") for service in SERVICES))
        await_that("no form", lambda: browser.evaluate("document.querySelector('#sign-in').hidden"))
        browser.click("nav a[href=dashboard]")
        await_that("the dashboard", lambda: "healthy" in browser.text("[data-service=platform-api]"))
        print("the console refuses what is no token, and opens both pages with one")


if __name__ == "__main__":
    main()
