"""OpenLineage's own Python client, unchanged, against a real platform: WEIR_TEST_URL and WEIR_TEST_TOKEN."""

from __future__ import annotations

import json
import os
import unittest
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timezone
from importlib.util import find_spec
from typing import Any

URL = os.environ.get("WEIR_TEST_URL", "")
TOKEN = os.environ.get("WEIR_TEST_TOKEN", "")
IS_THERE = find_spec("openlineage") is not None


@unittest.skipUnless(URL and IS_THERE, "needs WEIR_TEST_URL and the package openlineage-python")
class OpenLineageClientTest(unittest.TestCase):
    def setUp(self) -> None:
        self.job = f"nightly-{uuid.uuid4()}"
        self.run_id = str(uuid.uuid4())

    def test_a_run_with_its_datasets_is_in_the_graph(self) -> None:
        self.emit("START")
        self.assertEqual(self.get(f"/api/v1/runs/{self.run_id}")["state"], "RUNNING")
        self.emit("COMPLETE")
        self.assertEqual(self.get(f"/api/v1/runs/{self.run_id}")["state"], "COMPLETE")
        node = urllib.parse.quote(f"job:python:{self.job}", safe="")
        names = {node["id"] for node in self.get(f"/api/v1/lineage?nodeId={node}")["graph"]}
        self.assertLessEqual({f"dataset:s3://lake:{self.job}/raw", f"dataset:s3://lake:{self.job}/clean"}, names)

    def emit(self, state: str) -> None:
        from openlineage.client import OpenLineageClient
        from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState

        auth = {"type": "api_key", "apiKey": TOKEN}
        client = OpenLineageClient(config={"transport": {"type": "http", "url": URL, "auth": auth}})
        client.emit(
            RunEvent(
                eventTime=datetime.now(timezone.utc).isoformat(),
                producer="https://example.com/nightly",
                run=Run(runId=self.run_id),
                job=Job(namespace="python", name=self.job),
                eventType=RunState[state],
                inputs=[InputDataset(namespace="s3://lake", name=f"{self.job}/raw")],
                outputs=[OutputDataset(namespace="s3://lake", name=f"{self.job}/clean")],
            )
        )

    def get(self, path: str) -> Any:
        request = urllib.request.Request(URL + path, headers={"Authorization": f"Bearer {TOKEN}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


if __name__ == "__main__":
    unittest.main()
