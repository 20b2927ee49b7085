#!/usr/bin/env python3
"""Whoever opens the console is told when a token does not do, signs in, sees what there is, and needs not sign in to the dashboard.

A refusal of the first token that comes late says nothing of the second. What of a list cannot be shown leaves the rest.

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


# Of two pipelines one is gone before it is asked for, there are more than are shown, and of tables something else answers.
STAND_IN = """(() => {
  const plain = window.fetch, answer = (body, status = 200) => Promise.resolve(new Response(body, { status }));
  const pipeline = name => ({ name, state: "RUNNING", source: { store: "kafka", topic: "t" }, target: { delta: { table: "rows" } } });
  const list = JSON.stringify({ items: [pipeline("stays"), pipeline("goes")], nextPageToken: "goes" });
  const progress = JSON.stringify({ state: "RUNNING", partitions: [], received: 7654321, written: 0, deadLettered: 0 });
  window.fetch = (path, ...more) => path.startsWith("api/v1/pipelines?") ? answer(list)
    : path.endsWith("/stays/progress") ? answer(progress)
    : path.endsWith("/goes/progress") ? answer('{"detail": "There is no pipeline by now"}', 404)
    : path.startsWith("api/v1/tables") ? answer("<html>", 502) : plain(path, ...more);
})()"""
PARTLY = {"#pipelines": ("stays", "7,654,321", "goes", "There is no pipeline by now", "There are more"), "#tables": ("502",)}


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
        browser.evaluate(STAND_IN)
        for place, texts in PARTLY.items():
            for text in texts:
                await_that(f"{place} to show {text}", lambda place=place, text=text: text in browser.text(place))
        browser.click("nav a[href=dashboard]")
        await_that("the dashboard", lambda: "healthy" in browser.text("[data-service=platform-api]"))
        print("the console refuses what is no token, and opens both pages with one")


if __name__ == "__main__":
    main()
