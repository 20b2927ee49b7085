#!/usr/bin/env python3
"""Whoever reads the API document in a browser tries an operation there: without a token, with a bad one, with a good one.

    swagger_ui.py --weir ./weir --browser chromium
"""

from __future__ import annotations

from driven import DrivenBrowser
from running import await_that, fail
from visit import visit

OPERATION = "#operations-Stores-listStores"
ANSWER = f"{OPERATION} .live-responses-table .response .response-col_status"
BAD = "weir_000000000000_" + "A" * 43


def await_operations(browser: DrivenBrowser) -> None:
    """The page loads the document once, and shows why it could not; that says more than an operation that never came."""
    loaded = await_that("the document", lambda: browser.text(OPERATION) or browser.text(".swagger-ui .errors-wrapper"))
    if not browser.text(OPERATION):
        fail(loaded)


def authorize(browser: DrivenBrowser, token: str) -> None:
    browser.click(".auth-wrapper .btn.authorize")
    browser.click(".modal-ux input")
    browser.type(token)
    browser.click(".modal-ux .btn.authorize")
    await_that("Authorized", lambda: "Logout" in browser.text(".modal-ux"))
    browser.click(".modal-ux .btn-done")
    await_that("the dialogue to close", lambda: not browser.text(".modal-ux"))


def log_out(browser: DrivenBrowser) -> None:
    browser.click(".auth-wrapper .btn.authorize")
    browser.click(".modal-ux .modal-btn.auth.btn:not(.btn-done)")
    await_that("the token to be gone", lambda: browser.evaluate("!!document.querySelector('.modal-ux input')"))
    browser.click(".modal-ux .btn-done")
    await_that("the dialogue to close", lambda: not browser.text(".modal-ux"))


def execute(browser: DrivenBrowser, expected: str) -> None:
    if browser.text(ANSWER):
        browser.click(f"{OPERATION} .btn-clear")
        await_that("the answer before to go", lambda: not browser.text(ANSWER))
    browser.click(f"{OPERATION} .execute")
    status = await_that("an answer", lambda: browser.text(ANSWER)).split()[0]
    if status != expected:
        fail(f"answered {status}, not {expected}: {browser.text(OPERATION)}")


def main() -> None:
    with visit("/swagger-ui.html", __doc__) as (browser, token):
        await_operations(browser)
        browser.click(f"{OPERATION} .opblock-summary-control")
        browser.click(f"{OPERATION} .try-out__btn")
        execute(browser, "401")
        authorize(browser, BAD)
        execute(browser, "401")
        log_out(browser)
        authorize(browser, token)
        execute(browser, "200")
        print("an operation was answered 401 without a token and with a bad one, 200 with the platform's")


if __name__ == "__main__":
    main()
