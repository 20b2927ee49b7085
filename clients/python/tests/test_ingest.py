"""Pools, functions, descriptors and registries of a real platform, with WEIR_TEST_URL and WEIR_TEST_TOKEN."""

from __future__ import annotations

import os
import unittest
import uuid

from weir import AsyncWeirClient, Conflict, InvalidRequest, NotFound, Settings, WeirClient


def _field(number: int, value: bytes) -> bytes:
    return bytes([number << 3 | 2, len(value)]) + value


def descriptors(message: str) -> bytes:
    """What protoc writes of a file with a message of one number, `id`."""
    number = _field(1, b"id") + bytes([0x18, 1, 0x20, 1, 0x28, 3])
    file = _field(1, b"a.proto") + _field(4, _field(1, message.encode()) + _field(2, number)) + _field(12, b"proto3")
    return _field(1, file)


def _settings() -> Settings:
    return Settings(url=os.environ["WEIR_TEST_URL"], api_key=os.environ.get("WEIR_TEST_TOKEN"))


def _name() -> str:
    return "python_" + uuid.uuid4().hex[:12]


@unittest.skipUnless(os.environ.get("WEIR_TEST_URL"), "needs a platform")
class ManagersTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = WeirClient(_settings())
        self.name = _name()

    def test_a_pool_is_made_changed_stopped_started_and_removed(self) -> None:
        pools = self.client.compute_pools
        made = pools.create(self.name, size="SMALL", max_units=2, properties={"team": "a"})
        self.assertEqual((made.size, made.min_units, made.max_units, made.units_in_use), ("SMALL", 0, 2, 0))
        with self.assertRaises(Conflict):
            pools.create(self.name)
        with self.assertRaises(InvalidRequest):
            pools.create(_name(), max_units=-1)
        self.assertEqual(pools.update(self.name, max_units=3).max_units, 3)
        self.assertEqual(pools.stop(self.name).state, "SUSPENDED")
        self.assertNotEqual(pools.start(self.name).state, "SUSPENDED")
        self.assertIn(self.name, [pool.name for pool in pools.list()])
        pools.delete(self.name)
        self.assertFalse(pools.exists(self.name))

    def test_a_function_is_made_changed_and_removed(self) -> None:
        functions = self.client.functions
        made = functions.create(self.name, ["a", "b"], "a + b", comment="a sum")
        self.assertEqual((tuple(made.parameters), made.body, made.comment), (("a", "b"), "a + b", "a sum"))
        with self.assertRaises(InvalidRequest):
            functions.create(_name(), [], "no sql at all")
        changed = functions.update(self.name, body="a + b + 1", properties={"tier": "gold"})
        self.assertEqual((changed.body, dict(changed.properties)), ("a + b + 1", {"tier": "gold"}))
        self.assertIn(self.name, [function.name for function in functions.list()])
        functions.delete(self.name, cascade=True)
        with self.assertRaises(NotFound):
            functions.get(self.name)

    def test_descriptors_are_uploaded_and_come_back_byte_for_byte(self) -> None:
        sources = self.client.descriptor_sources
        made = sources.create(self.name, descriptors("Order"), comment="of the shop")
        self.assertEqual((tuple(made.messages), made.bytes), (("Order",), len(descriptors("Order"))))
        self.assertEqual(sources.download(self.name), descriptors("Order"))
        with self.assertRaises(InvalidRequest):
            sources.create(_name(), b"syntax = proto3;")
        changed = sources.update(self.name, content=descriptors("Item"))
        self.assertEqual((tuple(changed.messages), changed.comment), (("Item",), "of the shop"))
        self.assertNotEqual(changed.sha256, made.sha256)
        self.assertIn(self.name, [source.name for source in sources.list()])
        sources.delete(self.name, cascade=True)
        self.assertFalse(sources.exists(self.name))

    def test_what_is_no_jar_is_no_function_source(self) -> None:
        sources = self.client.function_sources
        # The one where Java functions are switched on, the other where they are not.
        with self.assertRaises((InvalidRequest, Conflict)):
            sources.create(self.name, b"PK")
        self.assertFalse(sources.exists(self.name))
        self.assertNotIn(self.name, [source.name for source in sources.list()])
        with self.assertRaises(NotFound):
            sources.delete(self.name, cascade=True)
        with self.assertRaises(InvalidRequest):
            self.client.functions.create_java(_name(), self.name, "com.example.Tax", "gross")

    def test_a_registry_is_a_store_of_its_kind_and_no_other(self) -> None:
        registries = self.client.schema_registries
        made = registries.create(self.name, "http://127.0.0.1:9")
        self.assertEqual(made.properties["url"], "http://127.0.0.1:9")
        self.assertEqual(registries.update(self.name, {"url": "http://127.0.0.1:10"}).properties["url"], "http://127.0.0.1:10")
        self.assertIn(self.name, [registry.name for registry in registries.list()])
        other = _name()
        self.client.stores.create_kafka(other, "127.0.0.1:9")
        self.assertFalse(registries.exists(other))
        with self.assertRaises(NotFound):
            registries.delete(other)
        self.client.stores.delete(other)
        registries.delete(self.name)
        self.assertFalse(registries.exists(self.name))


@unittest.skipUnless(os.environ.get("WEIR_TEST_URL"), "needs a platform")
class AsyncManagersTest(unittest.IsolatedAsyncioTestCase):
    async def test_the_same_with_await(self) -> None:
        client = AsyncWeirClient(_settings())
        name = _name()
        self.assertEqual((await client.compute_pools.create(name, max_units=1)).max_units, 1)
        self.assertEqual((await client.compute_pools.stop(name)).state, "SUSPENDED")
        self.assertIn(name, [pool.name async for pool in client.compute_pools.list()])
        await client.compute_pools.delete(name, cascade=True)
        self.assertFalse(await client.compute_pools.exists(name))

        await client.functions.create(name, ["a"], "a * 2")
        self.assertEqual((await client.functions.update(name, body="a * 3")).body, "a * 3")
        await client.functions.delete(name)

        await client.descriptor_sources.create(name, descriptors("Order"))
        self.assertEqual(await client.descriptor_sources.download(name), descriptors("Order"))
        with self.assertRaises(Conflict):
            await client.descriptor_sources.create(name, descriptors("Item"))
        await client.descriptor_sources.delete(name)

        await client.databases.create(name, comment="async")
        await client.schemas.create(f"{name}.sales")
        self.assertIn("sales", [schema.name async for schema in client.schemas.list(name)])
        await client.databases.delete(name, cascade=True)
        self.assertFalse(await client.databases.exists(name))


if __name__ == "__main__":
    unittest.main()
