"""Runs the client against a server in this process that answers as it is told.

Against a real platform: WEIR_TEST_URL and WEIR_TEST_TOKEN.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
import unittest
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Optional

import weir
from weir import (
    AsyncJobContext,
    AuthError,
    Conflict,
    InvalidConfiguration,
    JobContext,
    NotFound,
    ServerError,
    Settings,
    TransientNetworkError,
    WeirClient,
    WeirError,
)
from weir.errors import message_of

PAGE = "<html>come back later</html>"


class Server:
    def __init__(self) -> None:
        self.calls: list[tuple[str, str, Any, dict[str, str]]] = []
        self.answers: list[tuple[int, Any]] = []
        self.retry_after = ""
        self.location = ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                raw = self.rfile.read(length)
                body = json.loads(raw) if raw and self.headers.get("Content-Type") == "application/json" else raw
                outer.calls.append((self.command, self.path, body, dict(self.headers.items())))
                status, told = outer.answers.pop(0) if outer.answers else (200, None)
                text = told.encode() if isinstance(told, str) else json.dumps(outer.usual(body) if told is None else told).encode()
                if status == 0:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                if outer.retry_after and status == 503:
                    self.send_header("Retry-After", outer.retry_after)
                if outer.location and status == 302:
                    self.send_header("Location", outer.location)
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    @staticmethod
    def usual(body: Any) -> Any:
        run = body.get("run_id") if isinstance(body, dict) else None
        return {
            "run_id": run,
            "state": "COMPLETE" if isinstance(body, dict) and body.get("success") else "RUNNING",
            "event_id": 7,
            "table_name": "t",
            "snapshot_id": "s",
            "uri": "s3://lake/t",
            "format": "delta",
            "created_at": "2026-01-31T12:00:00Z",
            "bucket": "b",
            "object": "o",
            "size": 1,
            "sha256": "x",
        }

    def paths(self) -> list[str]:
        return [f"{method} {path}" for method, path, _, _ in self.calls]

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


class JobTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = Server()
        self.client = WeirClient(Settings(url=self.server.url, backoff=0.001, timeout=5, api_key="secret-token"))

    def tearDown(self) -> None:
        self.server.close()

    def test_a_block_is_a_run(self) -> None:
        with JobContext("daily/orders", client=self.client, inputs=["s3://lake/raw"]) as job:
            job.add_output("s3://lake/out")
            job.log_event("rows", {"n": 1})
        self.assertEqual(job.state, "COMPLETE")
        run = job.run_id
        self.assertEqual(
            self.server.paths(),
            [
                "POST /api/v1/jobs/daily%2Forders/runs",
                "POST /api/v1/events/broadcast",
                f"PUT /api/v1/jobs/daily%2Forders/runs/{run}/complete",
            ],
        )
        ended = self.server.calls[-1][2]
        self.assertTrue(ended["success"])
        self.assertEqual(ended["metadata"], {"inputs": ["s3://lake/raw"], "outputs": ["s3://lake/out"]})
        self.assertEqual(self.server.calls[0][3]["Authorization"], "Bearer secret-token")

    def test_an_exception_fails_the_run_and_goes_on(self) -> None:
        with self.assertRaises(KeyError), JobContext("job", client=self.client):
            raise KeyError("lost")
        ended = self.server.calls[-1][2]
        self.assertFalse(ended["success"])
        self.assertIn("lost", ended["metadata"]["error"])

    def test_a_failure_to_end_does_not_hide_the_exception(self) -> None:
        with self.assertRaises(KeyError), JobContext("job", client=self.client):
            self.server.answers = [(500, {"code": "internal"})]
            raise KeyError("lost")

    def test_a_page_of_a_proxy_is_a_failure_like_others(self) -> None:
        self.server.answers = [(200, PAGE)]
        with self.assertRaises(WeirError) as told:
            self.client.heartbeat("job", "run-1")
        self.assertIn("sends no JSON", str(told.exception))
        self.assertEqual(told.exception.run_id, "run-1")
        with self.assertRaises(WeirError):
            self.server.answers = [(200, PAGE)]
            self.client.put_object("bucket", "a", b"x")
        with self.assertRaises(KeyError), JobContext("job", client=self.client):
            self.server.answers = [(200, PAGE)]
            raise KeyError("lost")

    def test_a_token_follows_no_redirect(self) -> None:
        elsewhere = Server()
        self.addCleanup(elsewhere.close)
        self.server.location = elsewhere.url + "/login?state=1"
        for call in (lambda: self.client.get_run("run-1"), lambda: self.client.broadcast("x")):
            self.server.answers = [(302, {})]
            with self.assertRaises(InvalidConfiguration) as refused:
                call()
            self.assertIn(elsewhere.url + "/login;", str(refused.exception))
        self.assertEqual(elsewhere.calls, [])

    def test_repeatable_calls_are_repeated_with_the_same_run_and_key(self) -> None:
        self.server.answers = [(503, {}), (0, None)]
        run = self.client.start_run("job")
        self.assertEqual([call[2]["run_id"] for call in self.server.calls], [run] * 3)
        self.server.calls.clear()
        self.server.answers = [(503, {})]
        self.client.broadcast("x")
        keys = {call[3]["Idempotency-Key"] for call in self.server.calls}
        self.assertEqual((len(self.server.calls), len(keys)), (2, 1))

    def test_two_codes_are_not_as_their_status(self) -> None:
        self.server.answers = [(502, {"code": "broker-refused"})]
        with self.assertRaises(ServerError):
            self.client.broadcast("x")
        self.assertEqual(len(self.server.calls), 1)
        self.server.calls.clear()
        self.server.answers = [(409, {"code": "idempotency-key-in-use"})]
        self.client.broadcast("x")
        self.assertEqual(len(self.server.calls), 2)

    def test_an_answer_says_how_long_to_wait(self) -> None:
        self.server.retry_after = "1"
        self.server.answers = [(503, {})]
        begin = time.monotonic()
        self.client.broadcast("x")
        self.assertGreaterEqual(time.monotonic() - begin, 1)

    def test_no_answer_is_waited_for_longer_than_the_settings_say(self) -> None:
        self.server.retry_after = "3600"
        self.server.answers = [(503, {})]
        settings = Settings(url=self.server.url, backoff=0.001, longest_backoff=0.01, timeout=5)
        WeirClient(settings).broadcast("x")
        self.assertEqual(len(self.server.calls), 2)

    def test_an_upload_is_not_repeated(self) -> None:
        self.server.answers = [(503, {})]
        with self.assertRaises(ServerError):
            self.client.put_object("bucket", "a b/c", b"x")
        self.assertEqual(self.server.paths(), ["PUT /api/v1/datasets/bucket/a%20b/c"])

    def test_errors_have_kinds_and_ids(self) -> None:
        kinds = ((401, AuthError), (403, AuthError), (404, InvalidConfiguration), (409, Conflict), (500, ServerError))
        for status, kind in kinds:
            self.server.answers = [(status, {"code": "the-code", "requestId": "r-1", "detail": "because"})]
            with self.assertRaises(kind) as caught:
                self.client.heartbeat("job", "run-1")
            self.assertEqual(caught.exception.code, "the-code")
            self.assertEqual(caught.exception.request_id, "r-1")
            self.assertEqual(caught.exception.run_id, "run-1")
            self.assertIn("run-1", str(caught.exception))
            self.assertNotIn("secret-token", str(caught.exception))

    def test_a_refusal_says_what_was_found_and_what_is_allowed(self) -> None:
        # As the other clients and the command line say it.
        table = Path(__file__).resolve().parents[2] / "problem-texts.json"
        for case in json.loads(table.read_text("utf-8")):
            with self.subTest(case["why"]):
                self.assertEqual(message_of(case["problem"], "refused"), case["text"])
        self.assertEqual(message_of({}, "refused"), "refused")

    def test_nobody_there_is_told_after_some_attempts(self) -> None:
        client = WeirClient(Settings(url="http://127.0.0.1:1", backoff=0.001, attempts=2))
        with self.assertRaisesRegex(TransientNetworkError, r"^PUT|^POST") as told:
            client.heartbeat("job", "run")
        self.assertIn(" http://127.0.0.1:1/api/v1/jobs/job/runs/run/", str(told.exception))
        self.assertIn(": no answer: [Errno ", str(told.exception))
        # One that says which kind it is: no other kind of failure passes for it, and it is not Python's own.
        self.assertIs(type(told.exception), weir.ConnectionError)
        self.assertIsInstance(told.exception, WeirError)
        self.assertNotIsInstance(told.exception, OSError)

    def beats(self) -> int:
        return sum("heartbeat" in path for path in self.server.paths())

    def await_beats(self, count: int) -> None:
        deadline = time.monotonic() + 60
        while self.beats() < count and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertGreaterEqual(self.beats(), count)

    def test_signs_of_life_are_given_until_the_end(self) -> None:
        with JobContext("job", client=self.client, heartbeat_seconds=0.01) as job:
            self.await_beats(3)
        assert job._thread is not None
        job._thread.join(60)
        self.assertFalse(job._thread.is_alive())

    def test_a_sign_of_life_that_fails_is_made_up_for(self) -> None:
        with JobContext("job", client=self.client, heartbeat_seconds=0.01) as job:
            self.server.answers = [(200, PAGE), (500, {})]
            # The last of these may not be answered yet; the three before it have taken both failures.
            self.await_beats(self.beats() + 4)
            self.assertEqual(self.server.answers, [])
            assert job._thread is not None
            self.assertTrue(job._thread.is_alive())

    def test_a_snapshot_is_cached_and_survives_an_outage(self) -> None:
        job = JobContext.detached("job", self.client)
        self.assertEqual(job.get_table_latest_uri("t"), "s3://lake/t")
        self.assertEqual(job.get_table_latest_uri("t"), "s3://lake/t")
        self.assertEqual(len(self.server.calls), 1)
        job._latest["t"] = (job._latest["t"][0] - 1000, job._latest["t"][1])
        self.server.answers = [(503, {})] * 4
        self.assertEqual(job.get_table_latest_uri("t"), "s3://lake/t")

    def test_detached_lineage_names_no_run(self) -> None:
        with JobContext.detached("job", self.client) as job:
            job.register_snapshot("t", "s3://lake/t", "delta")
        self.assertEqual(self.server.paths(), ["POST /api/v1/jobs/register-snapshot"])
        self.assertNotIn("run_id", self.server.calls[0][2])

    def test_logs_are_shipped_where_it_is_said(self) -> None:
        client = WeirClient(Settings(url=self.server.url, log_ship=True, artifact_bucket="logs"))
        with JobContext("job", client=client) as job:
            job.attach_log("hello\n")
        self.assertIn(f"PUT /api/v1/datasets/logs/jobs/job/{job.run_id}/run.log", self.server.paths())
        self.assertEqual(self.server.calls[-1][2]["artifacts"], [{"type": "log", "uri": "s3://lake/t"}])

    def test_settings_come_from_the_environment(self) -> None:
        found = Settings.from_environment(
            {
                "DATLAKE_API_URL": "http://a/",
                "WEIR_API_KEY": "k",
                "DATLAKE_DEFAULT_TIMEOUT_MS": "1500",
                "DATLAKE_LOG_SHIP": "true",
                "DATLAKE_RETRY_MAX_ATTEMPTS": "7",
            }
        )
        self.assertEqual((found.url, found.api_key, found.timeout), ("http://a", "k", 1.5))
        self.assertEqual((found.log_ship, found.attempts), (True, 7))
        self.assertNotIn("'k'", repr(found))
        self.assertEqual(Settings.from_environment({"WEIR_TOKEN": "t"}).api_key, "t")
        with self.assertRaises(InvalidConfiguration):
            Settings.from_environment({"DATLAKE_DEFAULT_TIMEOUT_MS": "soon"})

    def test_the_same_with_asyncio(self) -> None:
        async def work() -> Optional[str]:
            async with AsyncJobContext("job", client=self.client) as job:
                await job.register_snapshot("t", "s3://lake/t", "delta", version=3)
            return job.state

        self.assertEqual(asyncio.run(work()), "COMPLETE")
        self.assertEqual(self.server.calls[1][2]["version"], 3)


@unittest.skipUnless(os.environ.get("WEIR_TEST_URL"), "WEIR_TEST_URL names no platform")
class PlatformTest(unittest.TestCase):
    def test_a_run_with_all_that_it_does(self) -> None:
        token = os.environ.get("WEIR_TEST_TOKEN")
        client = WeirClient(Settings(url=os.environ["WEIR_TEST_URL"], api_key=token, log_ship=True))
        table = f"t-{uuid.uuid4()}"
        with JobContext("python job", client=client, attempt=2) as job:
            job.register_snapshot(table, f"s3://lake/{table}", "parquet", {"fields": [{"name": "id"}]})
            self.assertEqual(job.get_table_latest_uri(table), f"s3://lake/{table}")
            self.assertGreater(job.log_event("python.tested", {"n": 1}), 0)
            job.attach_log("hello\n")
        assert job.run_id is not None
        run = client.get_run(job.run_id)
        self.assertEqual((run["state"], run["attempt"]), ("COMPLETE", 2))
        self.assertEqual(run["outputs"][0]["name"], table)
        log = client.get_object("artifacts", f"jobs/python job/{job.run_id}/run.log")
        self.assertEqual(log, b"hello\n")
        with self.assertRaises(NotFound):
            client.get_run(str(uuid.uuid4()))


if __name__ == "__main__":
    unittest.main()
