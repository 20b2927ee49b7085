"""Stores, topics, secrets, pipelines and who may do what, on a real platform: WEIR_TEST_URL and WEIR_TEST_TOKEN.

WEIR_TEST_FILES is a folder that its workers may read, by weir.ingest.replay.allowed-roots.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
import unittest
import uuid
from dataclasses import replace
from pathlib import Path

from weir import (
    AsyncClient,
    AuthError,
    Client,
    Conflict,
    InvalidConfiguration,
    PermissionError,
    PipelineDefinition,
    ResourceAlreadyExists,
    ResourceInUse,
    ResourceNotFound,
    Settings,
    SQLError,
)

SECONDS = 60
BROKER = "127.0.0.1:8084"
FILES = os.environ.get("WEIR_TEST_FILES")
COLUMNS = [{"name": "id", "type": "BIGINT"}]


def _settings() -> Settings:
    return Settings(url=os.environ["WEIR_TEST_URL"], api_key=os.environ.get("WEIR_TEST_TOKEN"))


def _folder_of(*lines: object) -> str:
    folder = Path(tempfile.mkdtemp(dir=FILES))
    (folder / "orders").mkdir()
    (folder / "orders" / "a.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(folder)


@unittest.skipUnless(FILES and os.environ.get("WEIR_TEST_URL"), "needs a platform, and a folder")
class PlatformTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = Client(_settings())
        self.name = "python_" + uuid.uuid4().hex[:12]

    def test_a_store_is_made_tried_changed_and_removed(self) -> None:
        stores = self.client.stores
        made = stores.create_kafka(self.name, "127.0.0.1:1")
        self.assertEqual((made.name, made.kind), (self.name, "KAFKA"))
        with self.assertRaises(ResourceAlreadyExists):
            stores.create_duckdb(self.name, "a.duckdb")
        self.assertFalse(stores.test_connection(self.name).ok)
        changed = stores.update(self.name, {"bootstrapServers": "127.0.0.1:2"})
        self.assertEqual(changed.properties["bootstrapServers"], "127.0.0.1:2")
        self.assertEqual([store.name for store in stores.list(self.name)], [self.name])
        self.assertEqual([store.name for store in stores.list(self.name, kind="DUCKDB")], [])
        self.assertEqual(stores.hand_over(self.name, changed.owner).owner, changed.owner)
        stores.delete(self.name)
        self.assertFalse(stores.exists(self.name))

    def test_what_a_store_has_is_looked_through(self) -> None:
        entities = self.client.entities
        self.client.stores.create_files(self.name, _folder_of({"id": 1}, {"id": 2}))
        self.client.use_store(self.name)
        self.assertEqual([(one.kind, one.path) for one in entities.list()], [("FOLDER", "orders")])
        self.assertEqual([one.path for one in entities.list("orders", prefix="a")], ["orders/a.ndjson"])
        self.assertEqual(entities.get("orders/a.ndjson").bytes, 20)
        self.assertEqual([row["id"] for row in entities.print("orders/a.ndjson").rows], [1, 2])
        self.assertFalse(entities.exists("orders/b.ndjson"))
        self.assertTrue(self.client.stores.test_connection(self.name, "orders").ok)
        with self.assertRaises(Conflict):
            entities.insert_values("orders/a.ndjson", [{"id": 3}])
        self.client.stores.delete(self.name)

    def test_rows_are_added_to_a_topic(self) -> None:
        self.client.stores.create_kafka(self.name, BROKER)
        self.client.topics.create(self.name, 1, store=self.name)
        kept = self.client.topics.update(self.name, self.name, properties={"retention.ms": "60000"})
        self.assertEqual(kept.properties, {"retention.ms": "60000"})
        inserted = self.client.entities.insert_values(self.name, [{"id": 1}, {"id": 2, "item": None}], self.name)
        self.assertEqual(inserted, 2)
        (partition,) = self.client.entities.get(self.name, self.name).partitions or ()
        self.assertEqual(partition.end_sequence, 2)
        self.client.topics.delete(self.name, store=self.name)
        self.client.stores.delete(self.name)

    def test_a_secret_is_named_by_a_store_and_never_told(self) -> None:
        made = self.client.secrets.create(self.name, "hunter2")
        self.assertNotIn("hunter2", repr(made))
        signing_in = {"securityProtocol": "SASL_SSL", "username": "weir", "password": f"secret:{self.name}"}
        self.client.stores.create_kafka(self.name, "127.0.0.1:1", signing_in)
        with self.assertRaises(ResourceInUse) as refused:
            self.client.secrets.delete(self.name)
        self.assertTrue(any(self.name in user for user in refused.exception.users), refused.exception.problem)
        self.assertGreaterEqual(self.client.secrets.update(self.name, "hunter3").updated_at, made.updated_at)
        self.client.stores.delete(self.name)
        bucket = self.client.stores.create_s3(self.name, "s3://lake/in", "AKIA", f"secret:{self.name}")
        self.assertEqual((bucket.kind, bucket.properties["path"]), ("FILES", "s3://lake/in"))
        self.client.stores.delete(self.name)
        more = {"endpoint": "https://kinesis.example.com:4567"}
        kinesis = self.client.stores.create_kinesis(self.name, "eu-central-1", "AKIA", f"secret:{self.name}", more)
        self.assertEqual((kinesis.kind, kinesis.properties["region"]), ("KINESIS", "eu-central-1"))
        self.assertEqual(kinesis.properties["endpoint"], more["endpoint"])
        self.client.stores.delete(self.name)
        noted = self.client.secrets.update(self.name, properties={"team": "sales"})
        self.assertEqual(noted.properties, {"team": "sales"})
        self.client.secrets.delete(self.name)
        with self.assertRaises(ResourceNotFound):
            self.client.secrets.get(self.name)

    def test_records_of_files_are_rows_of_a_table(self) -> None:
        pipelines = self.client.pipelines
        self.client.stores.create_files(self.name, _folder_of({"id": 1}, {"id": 2}, {"id": 3}))
        definition = PipelineDefinition(
            source={"store": self.name, "topic": "orders"},
            columns=COLUMNS,
            transform="SELECT id FROM input WHERE id < 3",
            target={"delta": {"table": self.name}},
        )
        with self.assertRaises(SQLError):
            pipelines.create(self.name, replace(definition, transform="SELECT price FROM input"))
        with self.assertRaises(SQLError):
            pipelines.validate(self.name, replace(definition, transform="SELECT price FROM input"))
        self.assertEqual(pipelines.validate(self.name, definition).pool, "default")
        self.assertFalse(pipelines.exists(self.name))
        seen = pipelines.dry_run(definition, records=10)
        self.assertEqual(([row["id"] for row in seen.rows], seen.filtered), ([1, 2], 1))
        made = pipelines.create(self.name, definition)
        self.assertEqual((made.state, made.source.store), ("CREATED", self.name))
        changed = pipelines.update(self.name, PipelineDefinition(transform="SELECT id FROM input WHERE id <> 2"))
        self.assertEqual(changed.transform, "SELECT id FROM input WHERE id <> 2")
        for verb in (pipelines.pause, pipelines.resume):
            with self.assertRaisesRegex(Conflict, f"nothing to {verb.__name__}"):
                verb(self.name)
        pipelines.start(self.name)
        pipelines.drain(self.name)
        self.await_end()
        end = pipelines.progress(self.name)
        self.assertEqual((end.received, end.written, end.filtered), (3, 2, 1))
        self.assertEqual(list(pipelines.dead_letters(self.name)), [])
        self.assertEqual(pipelines.replay_dead_letters(self.name).taken, 0)
        self.assertEqual(pipelines.compact(self.name).outcome, "DONE")
        self.assertEqual(self.client.tables.get(self.name).rows, 2)
        self.assertEqual(pipelines.reset(self.name, "EARLIEST").source.start_position, "EARLIEST")
        with self.assertRaises(ResourceInUse):
            self.client.stores.delete(self.name)
        pipelines.delete(self.name)
        self.client.stores.delete(self.name)

    def await_end(self) -> None:
        end = time.monotonic() + SECONDS
        while self.client.pipelines.get(self.name).state != "STOPPED":
            self.assertLess(time.monotonic(), end, self.client.pipelines.get(self.name))
            time.sleep(0.1)

    def test_who_may_what(self) -> None:
        client, name = self.client, self.name
        client.roles.create(name + "_all")
        client.roles.create(name, description="reads")
        self.assertEqual(list(client.roles.grant(name, name + "_all").roles), [name + "_all"])
        self.assertEqual(list(client.roles.revoke(name, name + "_all").roles), [])
        self.assertEqual(client.roles.update(name, "reads all").description, "reads all")
        noted = client.roles.update(name, properties={"team": "sales"})
        self.assertEqual((noted.description, dict(noted.properties)), ("reads all", {"team": "sales"}))
        self.assertEqual(client.roles.hand_over(name, "user:" + name).owner, "user:" + name)
        client.users.create(name)
        self.assertEqual(list(client.users.update(name, [name]).roles), [name])
        user = client.users.update(name, properties={"mail": "x"})
        self.assertEqual((list(user.roles), dict(user.properties)), ([name], {"mail": "x"}))
        self.assertEqual(client.users.hand_over(name, "user:" + name).owner, "user:" + name)
        grant = client.grants.create(name, "SELECT", "TABLE", f"{name}.*")
        self.assertEqual([one.id for one in client.grants.list(name)], [grant.id])
        client.organizations.create(name, comment="of a test")
        self.assertEqual(client.organizations.update(name, "of this test").comment, "of this test")
        self.assertEqual(client.organizations.add(name, "POOL", name).kind, "POOL")
        self.assertEqual([one.name for one in client.organizations.contents(name)], [name])
        together = client.grants.create(name, "USAGE", "ORGANIZATION", name)
        self.assertEqual([(one.kind, one.name) for one in together.members or []], [("POOL", name)])
        with self.assertRaises(ResourceInUse):
            client.organizations.delete(name)
        client.organizations.remove(name, "POOL", name)
        self.assertEqual(list(client.organizations.contents(name)), [])
        client.organizations.delete(name)
        self.assertFalse(client.organizations.exists(name))
        self.assertEqual([one.id for one in client.grants.list(kind="TABLE", name=f"{name}.*")], [grant.id])
        self.assertEqual(client.grants.get(grant.id).role, name)
        self.assertTrue(client.can_i("SELECT", "TABLE", f"{name}.orders", user=name).allowed)
        self.assertFalse(client.can_i("INSERT", "TABLE", f"{name}.orders", user=name).allowed)
        token = client.tokens.create(name, "READ", user=name)
        self.assertEqual((client.tokens.get(name).scope, token.user), ("READ", name))
        later = "2200-01-01T00:00:00Z"
        with self.assertRaises(InvalidConfiguration):
            client.tokens.update(name, later)
        self.assertEqual(client.tokens.update(name, token.expires_at).expires_at, token.expires_at)
        theirs = Client(Settings(url=client.settings.url, api_key=token.token))
        with self.assertRaises(PermissionError):
            theirs.users.create(name + "_other")
        with self.assertRaises(PermissionError):
            theirs.tokens.get(name)
        self.assertEqual(dict(client.tokens.update(name, properties={"of": "laptop"}).properties), {"of": "laptop"})
        self.assertEqual(client.tokens.hand_over(name, "user:" + name).owner, "user:" + name)
        self.assertEqual([one.name for one in theirs.tokens.list()], [name])
        client.tokens.delete(name)
        with self.assertRaises(AuthError) as unknown:
            theirs.tables.get("orders")
        self.assertEqual(unknown.exception.status, 401)
        client.grants.delete(grant.id)
        self.assertEqual(list(client.grants.list(name)), [])
        client.tokens.create(name, "READ", user=name)
        with self.assertRaises(ResourceInUse):
            client.users.delete(name)
        client.users.delete(name, cascade=True)
        self.assertFalse(client.tokens.exists(name))
        client.roles.delete(name)
        client.roles.delete(name + "_all")
        self.assertTrue(next(iter(client.audit.list())).caller)
        asked = list(client.audit.list(resource="/api/v1/roles/" + name, since="2026-01-01T00:00:00Z"))
        self.assertEqual((asked[-1].method, asked[-1].created), ("POST", "/api/v1/roles/" + name))
        self.assertEqual(list(client.audit.list(resource="/api/v1/roles/" + name, until="2026-01-01T00:00:00Z")), [])


@unittest.skipUnless(FILES and os.environ.get("WEIR_TEST_URL"), "needs a platform, and a folder")
class AsyncPlatformTest(unittest.IsolatedAsyncioTestCase):
    async def test_the_same_with_await(self) -> None:
        client = AsyncClient(_settings())
        name = "python_" + uuid.uuid4().hex[:12]
        await client.stores.create_files(name, _folder_of({"id": 1}))
        with self.assertRaises(ResourceNotFound):
            await client.use_store(name + "_other")
        await client.use_store(name)
        self.assertEqual(client.get_current_store(), name)
        definition = PipelineDefinition({"store": name, "topic": "orders"}, {"delta": {"table": name}})
        await client.pipelines.create(name, definition)
        self.assertIn(name, [pipeline.name async for pipeline in client.pipelines.list()])
        self.assertNotIn(name, [pipeline.name async for pipeline in client.pipelines.list(state="FAILED")])
        self.assertEqual([letter async for letter in client.pipelines.dead_letters(name)], [])
        self.assertEqual((await client.pipelines.dry_run(definition)).received, 1)
        self.assertTrue((await client.can_i("MANAGE", "STORE", name)).allowed)
        await client.pipelines.delete(name)
        await client.stores.delete(name)
        self.assertFalse(await client.stores.exists(name))


if __name__ == "__main__":
    unittest.main()
