"""That the managers for asyncio are those of the client, offline."""

from __future__ import annotations

import inspect
import unittest
from typing import Any

from weir import AsyncJobContext, AsyncWeirClient, JobContext, Settings
from weir.aio_resources import AsyncManager
from weir.resources import Manager

OFFLINE = AsyncWeirClient(Settings(url="http://127.0.0.1:9"))


def _public(one: object) -> dict[str, Any]:
    return {name: verb for name, verb in inspect.getmembers(one, inspect.ismethod) if not name.startswith("_")}


def _parameters(verb: Any) -> list[tuple[str, Any, Any]]:
    return [(one.name, one.kind, one.default) for one in inspect.signature(verb).parameters.values()]


class ParityTest(unittest.TestCase):
    def test_every_manager_and_every_verb_is_there_with_the_same_parameters(self) -> None:
        managers = {name: one for name, one in vars(OFFLINE.client).items() if isinstance(one, Manager)}
        self.assertIn("streams", managers)
        self.assertTrue(inspect.isasyncgenfunction(OFFLINE.streams.list))
        for name, manager in managers.items():
            with self.subTest(name):
                twin = getattr(OFFLINE, name)
                self.assertIsInstance(twin, AsyncManager)
                verbs, awaited = _public(manager), _public(twin)
                self.assertEqual(sorted(verbs), sorted(awaited))
                for verb, method in verbs.items():
                    self.assertEqual(_parameters(method), _parameters(awaited[verb]), verb)
                    listing = str(inspect.signature(method).return_annotation).startswith("Iterator[")
                    self.assertEqual(inspect.isasyncgenfunction(awaited[verb]), listing, verb)
                    self.assertEqual(inspect.iscoroutinefunction(awaited[verb]), not listing, verb)

    def test_no_verb_takes_what_it_does_not_name(self) -> None:
        for name, twin in vars(OFFLINE).items():
            for verb, method in _public(twin).items():
                kinds = {one.kind for one in inspect.signature(method).parameters.values()}
                self.assertNotIn(inspect.Parameter.VAR_KEYWORD, kinds, f"{name}.{verb}")

    def test_a_run_takes_the_same_either_way(self) -> None:
        self.assertEqual(_parameters(AsyncJobContext), _parameters(JobContext))


if __name__ == "__main__":
    unittest.main()
