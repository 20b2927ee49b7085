#!/usr/bin/env python3
"""Whoever opens the dashboard signs in and sees how each service is, its charts, and the calls that were made.

    dashboard.py --weir ./weir --browser chromium
"""

from __future__ import annotations

from running import await_that
from visit import sign_in, visit

SERVICES = ("ingest-worker", "lineage-service", "metadata-service", "platform-api")
PARTS = "database", "pool", "performance", "dependencies"


def main() -> None:
    with visit("/dashboard", __doc__) as (browser, token):
        sign_in(browser, token)
        for service in SERVICES:
            card = f"[data-service={service}]"
            await_that(f"{service} to be well", lambda card=card: "healthy" in browser.text(card))
            await_that(
                f"the parts of {service}", lambda card=card: all(part in browser.text(card) for part in PARTS)
            )
        await_that(
            "lines with more than one point",
            lambda: browser.evaluate(
                "[...document.querySelectorAll('.chart polyline')].length >= 16 &&"
                " [...document.querySelectorAll('.chart polyline')].every(line => line.points.length > 1)"
            ),
        )
        await_that("the calls of this page", lambda: "GET /api/v1/health/detailed" in browser.text("#operations"))
        print("the dashboard has the state, the charts and the calls of four services")


if __name__ == "__main__":
    main()
