"""With WEIR_TEST_URL and WEIR_TEST_TOKEN: relations of a real platform."""

from __future__ import annotations

import asyncio
import os
import unittest
import uuid

from weir import AsyncWeirClient, Conflict, InvalidRequest, NotFound, Settings, WeirClient


def _settings() -> Settings:
    return Settings(url=os.environ["WEIR_TEST_URL"], api_key=os.environ.get("WEIR_TEST_TOKEN"))


@unittest.skipUnless(os.environ.get("WEIR_TEST_URL"), "needs a platform")
class PlatformTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = WeirClient(_settings())
        self.schema = "python_" + uuid.uuid4().hex[:12]
        self.client.schemas.create(self.schema)
        self.client.use_schema(self.schema)
        self.store = self.schema + "_broker"
        self.client.stores.create_kafka(self.store, "127.0.0.1:8084")

    def tearDown(self) -> None:
        for relation in [*self.client.relations.list()]:
            name = "weir." + relation.name
            if self.client.relations.exists(name):
                self.client.relations.delete(name, cascade=True)
        self.client.schemas.delete(self.schema, cascade=True)
        self.client.stores.delete(self.store)

    def test_what_is_declared_is_read_by_what_is_made_of_it(self) -> None:
        client = self.client
        made = client.streams.create_with_schema(
            "orders", {"id": "BIGINT", "price": "DOUBLE"}, store=self.store, topic="orders"
        )
        name = f"{self.schema}.orders"
        self.assertEqual((made.name, made.kind, made.format), (name, "STREAM", "JSON"))
        with self.assertRaises(Conflict):
            client.streams.create_with_schema("orders", {}, store=self.store, topic="orders")
        with self.assertRaises(InvalidRequest):
            client.changelogs.create_with_schema("prices", {}, store=self.store, topic="orders")
        changelog = client.changelogs.create_with_schema(
            "prices", {"id": "BIGINT"}, store=self.store, topic="orders", primary_key=["id"]
        )
        self.assertEqual(list(changelog.primary_key), ["id"])
        with self.assertRaises(InvalidRequest):
            client.streams.create_with_schema("returns", {"id": "BIGINT"}, topic="returns")
        client.use_store(self.store)
        returns = client.streams.create_with_schema("returns", {"id": "BIGINT"}, topic="returns")
        self.assertEqual(returns.source and returns.source.store, self.store)
        client.streams.delete("returns")
        self.assertEqual(client.streams.update("orders", comment="sold").comment, "sold")
        view = client.views.create_from_select("dear", f"SELECT id FROM {name} WHERE price > 100")
        self.assertEqual(view.kind, "VIEW")
        fed = client.streams.create_from_select(
            "cheap", f"SELECT id FROM {name} WHERE price < 1", delta=f"{self.schema}.cheap"
        )
        self.assertIsNotNone(fed.pipeline)
        status = client.streams.get_status("cheap")
        self.assertEqual(status and status.state, "CREATED")
        self.assertEqual(client.streams.stop("cheap").name, f"{self.schema}.cheap")
        self.assertIsNone(client.streams.get_status("orders"))
        self.assertEqual([one.name for one in client.views.list()], [f"{self.schema}.dear"])
        self.assertEqual(len([*client.relations.list()]), 4)
        with self.assertRaises(Conflict):
            client.streams.delete("orders")
        client.streams.delete("orders", cascade=True)
        self.assertFalse(client.streams.exists("orders"))
        self.assertFalse(client.views.exists("dear"))
        with self.assertRaises(NotFound):
            client.streams.get("cheap")

    def test_the_same_for_asyncio(self) -> None:
        async def live() -> None:
            client = AsyncWeirClient(_settings())
            await client.use_schema(self.schema)
            self.assertEqual((client.get_current_database(), client.get_current_schema()), ("weir", self.schema))
            streams = client.streams
            await streams.create_with_schema("clicks", {"id": "BIGINT"}, store=self.store, topic="clicks", comment="of a shop")
            self.assertTrue(await streams.exists("clicks"))
            self.assertEqual([one.name async for one in streams.list()], [f"{self.schema}.clicks"])
            self.assertEqual([one.name async for one in client.changelogs.list()], [])
            self.assertIsNone(await streams.get_status("clicks"))
            changed = await streams.update("clicks", columns={"id": "BIGINT", "at": "TIMESTAMP"})
            self.assertEqual((len(changed.columns or ()), changed.comment), (2, "of a shop"))
            self.assertEqual((await streams.hand_over("clicks", changed.owner)).owner, changed.owner)
            await client.views.create_from_select("late", f"SELECT id FROM {self.schema}.clicks")
            with self.assertRaises(Conflict):
                await streams.delete("clicks")
            await streams.delete("clicks", cascade=True)
            self.assertFalse(await client.views.exists("late"))

        asyncio.run(live())


if __name__ == "__main__":
    unittest.main()
