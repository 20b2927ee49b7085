"""Tells what a job reads and writes, then asks who would notice if its table changed.

    WEIR_TOKEN=... python run_of_a_job.py
"""

from __future__ import annotations

import uuid

from weir import Client, JobContext


def main() -> None:
    client = Client.from_environment()
    name = uuid.uuid4().hex[:8]
    raw, daily = f"s3://lake/{name}/raw", f"s3://lake/{name}/daily"

    with JobContext(f"daily_orders_{name}", client=client, inputs=[raw]) as job:
        job.log_event("rows_written", {"count": 1000})
        job.register_snapshot(f"orders_daily_{name}", daily, "delta", {"fields": [{"name": "id", "type": "long"}]})
        job.attach_log("1000 rows written\n")

    assert job.run_id is not None
    run = client.get_run(job.run_id)
    print(f"run {job.run_id} is {run['state']}")
    print("reads ", [dataset["name"] for dataset in run["inputs"]])
    print("writes", [dataset["name"] for dataset in run["outputs"]])
    print("latest", client.latest_snapshot(f"orders_daily_{name}").uri)


if __name__ == "__main__":
    main()
