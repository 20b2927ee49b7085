#!/usr/bin/env python3
"""Whoever opens the console is told when a token does not do, signs in, sees what there is, and needs not sign in to the dashboard.

A refusal of the first token that comes late says nothing of the second.

    console.py --weir ./weir --browser chromium
"""

from __future__ import annotations

from running import await_that, fail
from visit import sign_in, visit

SERVICES = ("ingest", "lineage", "metadata")
EMPTY = {"#pipelines": "No pipeline yet.", "#tables": "No table yet.", "#runs": "No run yet."}

# Keeps back the next answer about runs, body and all; release() is all that it then waits for.
KEEP_BACK = """(() => {
  const plain = window.fetch, released = new Promise(resolve => { window.release = resolve; });
  window.fetch = async (path, ...more) => {
    if (!path.startsWith("api/v1/runs")) return plain(path, ...more);
    window.fetch = plain;
    const answer = await plain(path, ...more), body = await answer.json();
    await released;
    return { status: answer.status, ok: answer.ok, json: async () => body };
  };
})()"""


def main() -> None:
    with visit("/", __doc__) as (browser, token):
        await_that("the form", lambda: browser.evaluate("document.querySelector('#sign-in')?.hidden === false"))
        browser.evaluate(KEEP_BACK)
        sign_in(browser, "no-token-of-this-platform")
        await_that("a refusal", lambda: browser.text("#refused"))
        sign_in(browser, token)
        for place, text in EMPTY.items():
            await_that(f"{place} to be read", lambda place=place, text=text: text in browser.text(place))
        browser.evaluate("release()")
        if browser.evaluate("!document.querySelector('#sign-in').hidden"):
            fail("a late refusal of the token before takes the one that does")
        await_that("the services", lambda: all(service in browser.text("#health") for service in SERVICES))
        await_that("no form", lambda: browser.evaluate("document.querySelector('#sign-in').hidden"))
        browser.click("nav a[href=dashboard]")
        await_that("the dashboard", lambda: "healthy" in browser.text("[data-service=platform-api]"))
        print("the console refuses what is no token, and opens both pages with one")


if __name__ == "__main__":
    main()
