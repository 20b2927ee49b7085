"""What is sent of a pipeline's definition, whichever way it is given."""

from __future__ import annotations

import json
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable

from weir import Client, InvalidConfiguration, PipelineDefinition, Settings

SOURCE = {"store": "broker", "topic": "orders"}
TARGET = {"delta": {"table": "orders"}}


class DefinitionTest(unittest.TestCase):
    def setUp(self) -> None:
        self.sent: list[tuple[str, Any]] = []
        sent = self.sent

        class Handler(BaseHTTPRequestHandler):
            """Refuses everything, so that no answer has to be made up."""

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if body:
                    sent.append((f"{self.command} {self.path}", json.loads(body)))
                told = b'{"detail":"Not here","code":"pipeline-invalid"}' if body else b"{}"
                self.send_response(422 if body else 200)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            do_GET = do_POST = do_PATCH = answer

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.pipelines = Client(Settings(url=f"http://127.0.0.1:{self.http.server_address[1]}", attempts=1)).pipelines

    def tearDown(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def refused(self, call: Callable[[], object]) -> str:
        with self.assertRaises(InvalidConfiguration) as caught:
            call()
        return str(caught.exception)

    def test_a_dictionary_is_sent_as_a_definition_is(self) -> None:
        pipelines = self.pipelines
        for definition in (
            PipelineDefinition(SOURCE, TARGET),
            {"source": SOURCE, "target": TARGET, "pool": None},
            {"name": "orders", "source": SOURCE, "target": TARGET},
        ):
            self.sent.clear()
            self.refused(lambda given=definition: pipelines.create("orders", given))  # type: ignore[misc]
            self.refused(lambda given=definition: pipelines.validate("orders", given))  # type: ignore[misc]
            whole = {"name": "orders", "source": SOURCE, "target": TARGET}
            self.assertEqual(self.sent, [("POST /api/v1/pipelines", whole), ("POST /api/v1/pipelines/validate", whole)])
        self.sent.clear()
        self.refused(lambda: pipelines.dry_run({"source": SOURCE, "target": TARGET}, records=3))
        self.refused(lambda: pipelines.update("orders", {"transform": "SELECT id FROM input"}))
        self.assertEqual(
            self.sent,
            [
                ("POST /api/v1/pipelines/dry-run?records=3", {"name": "dry-run", "source": SOURCE, "target": TARGET}),
                ("PATCH /api/v1/pipelines/orders", {"transform": "SELECT id FROM input"}),
            ],
        )

    def test_what_contradicts_the_call_or_is_no_definition_is_not_sent(self) -> None:
        other = {"name": "other", "source": SOURCE, "target": TARGET}
        told = self.refused(lambda: self.pipelines.create("orders", other))
        self.assertEqual(told, "the definition is of 'other', and the pipeline is called 'orders'")
        text: Any = "orders.yaml"
        told = self.refused(lambda: self.pipelines.create("orders", text))
        self.assertEqual(told, "a definition is a str; allowed: a PipelineDefinition, or a mapping of its fields")
        self.assertEqual(self.sent, [])


if __name__ == "__main__":
    unittest.main()
