"""Names of tables, offline; with WEIR_TEST_URL and WEIR_TEST_TOKEN, databases and schemas of a real platform too."""

from __future__ import annotations

import asyncio
import os
import unittest
import uuid
from typing import Mapping, Optional

from weir import AsyncWeirClient, Conflict, NotFound, Settings, WeirClient
from weir.catalog import Context

COLUMNS = {"type": "struct", "fields": [{"name": "id", "type": "long", "nullable": True, "metadata": {}}]}
DAY = {"name": "day", "type": "string", "nullable": True, "metadata": {}}
DAILY = {**COLUMNS, "fields": [*COLUMNS["fields"], DAY]}


class NamesTest(unittest.TestCase):
    def test_a_name_means_what_the_context_says(self) -> None:
        default = ("weir", "default")
        for current, name, meant in (
            (default, "orders", "orders"),
            (default, "sales.orders", "sales.orders"),
            (default, "weir.sales.orders", "sales.orders"),
            (default, "default.orders", "orders"),
            (default, "a..b", "a..b"),
            (default, "shop.sales.a.b", "shop.sales.a.b"),
            (("weir", "sales"), "orders", "sales.orders"),
            (("weir", "sales"), "hr.people", "hr.people"),
            (("shop", "sales"), "orders", "shop.sales.orders"),
            (("shop", "sales"), "hr.people", "shop.hr.people"),
            (("shop", "sales"), "weir.default.orders", "orders"),
            (("shop", "default"), "orders", "shop.default.orders"),
        ):
            with self.subTest(current=current, name=name):
                self.assertEqual(Context(*current).table(name), meant)

    def test_the_environment_says_where_to_begin(self) -> None:
        client = WeirClient(Settings.from_environment({"WEIR_DATABASE": "shop", "WEIR_SCHEMA": "sales"}))
        self.assertEqual((client.get_current_database(), client.get_current_schema()), ("shop", "sales"))
        self.assertEqual(WeirClient(Settings.from_environment({})).get_current_database(), "weir")
        self.assertIsNone(client.get_current_store())
        theirs = {
            "DELTASTREAM_DATABASE_NAME": "lake",
            "DELTASTREAM_SCHEMA_NAME": "sales",
            "DELTASTREAM_STORE_NAME": "kafka",
            "DATLAKE_DATABASE": "other",
        }
        self.assertEqual(_in_use(theirs), ("lake", "sales", "kafka"))
        self.assertEqual(_in_use({**theirs, "WEIR_SCHEMA": "own", "WEIR_STORE": "broker"}), ("lake", "own", "broker"))


def _in_use(environment: Mapping[str, str]) -> tuple[str, str, Optional[str]]:
    client = WeirClient(Settings.from_environment(environment))
    return (client.get_current_database(), client.get_current_schema(), client.get_current_store())


def _settings() -> Settings:
    return Settings(url=os.environ["WEIR_TEST_URL"], api_key=os.environ.get("WEIR_TEST_TOKEN"))


@unittest.skipUnless(os.environ.get("WEIR_TEST_URL"), "needs a platform")
class PlatformTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = WeirClient(_settings())
        self.database = "python_" + uuid.uuid4().hex[:12]

    def test_what_is_used_decides_what_names_mean(self) -> None:
        client = self.client
        made = client.databases.create(self.database, comment="From Python", properties={"team": "a"})
        self.assertEqual((made.name, made.implicit_schemas), (self.database, False))
        with self.assertRaises(Conflict):
            client.databases.create(self.database)
        changed = client.databases.update(self.database, properties={"team": None, "tier": "gold"})
        self.assertEqual((changed.comment, dict(changed.properties)), ("From Python", {"tier": "gold"}))
        with self.assertRaises(NotFound):
            client.use_database("no_such_database")
        self.assertEqual(client.get_current_database(), "weir")

        client.use_database(self.database)
        client.schemas.create("sales")
        client.schemas.create(f"{self.database}.other")
        client.use_schema("sales")
        self.assertEqual((client.get_current_database(), client.get_current_schema()), (self.database, "sales"))
        self.assertEqual([schema.name for schema in client.schemas.list(prefix="s")], ["sales"])
        full = f"{self.database}.sales.orders"
        self.assertEqual(client.tables.create("orders", COLUMNS).name, full)
        self.assertEqual([table.name for table in client.tables.list()], [full])
        self.assertEqual(list(client.tables.list("other")), [])
        self.assertTrue(client.tables.exists("orders"))
        self.assertTrue(client.tables.exists("sales.orders"))
        self.assertFalse(client.tables.exists("other.orders"))

        with self.assertRaises(Conflict):
            client.schemas.delete("sales")
        client.schemas.delete("sales", cascade=True)
        self.assertFalse(client.schemas.exists("sales"))
        self.assertFalse(client.tables.exists("orders"))
        client.schemas.create("sales")
        self.assertEqual(client.tables.undrop("orders").name, full)
        client.databases.delete(self.database, cascade=True)
        self.assertFalse(client.databases.exists(self.database))

    def test_tables_with_await(self) -> None:
        async def live() -> None:
            client = AsyncWeirClient(_settings())
            await client.databases.create(self.database, implicit_schemas=True)
            await client.use_database(self.database)
            name = f"{self.database}.default.orders"
            made = await client.tables.create(
                "orders", DAILY, partition_columns=["day"], properties={"delta.appendOnly": "true"}, description="sold"
            )
            self.assertEqual((made.name, made.partition_columns), (name, ("day",)))
            self.assertEqual(made.properties["delta.appendOnly"], "true")
            self.assertEqual([table.name async for table in client.tables.list()], [name])
            changed = await client.tables.update("orders", description="sold here", properties={"team": "sales"})
            self.assertEqual((changed.description, changed.properties["team"]), ("sold here", "sales"))
            self.assertNotIn("team", (await client.tables.update("orders", properties={"team": None})).properties)
            self.assertEqual((await client.tables.hand_over("orders", made.owner)).owner, made.owner)
            await client.tables.delete("orders")
            self.assertFalse(await client.tables.exists("orders"))
            self.assertEqual((await client.tables.undrop("orders")).name, name)
            await client.databases.delete(self.database, cascade=True)

        asyncio.run(live())


if __name__ == "__main__":
    unittest.main()
