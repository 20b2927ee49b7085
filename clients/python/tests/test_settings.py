"""Where and how to call, and what an answer's failure means: offline."""

from __future__ import annotations

import unittest
from typing import Any

from weir import (
    AsyncClient,
    AuthError,
    Client,
    Conflict,
    InvalidConfiguration,
    PermissionError,
    ResourceAlreadyExists,
    ResourceInUse,
    ResourceNotFound,
    ServerError,
    Settings,
    SQLError,
    WeirError,
)
from weir.errors import kind_of


class SettingsTest(unittest.TestCase):
    def test_a_dsn_says_all(self) -> None:
        found = Settings.from_dsn("https://:a%2Fb@weir.example.com:8443/v2?timeout=1500&attempts=2&backoff=10")
        self.assertEqual((found.url, found.api_key), ("https://weir.example.com:8443", "a/b"))
        self.assertEqual((found.timeout, found.attempts, found.backoff), (1.5, 2, 0.01))
        self.assertEqual(Settings.from_dsn("http://token@127.0.0.1:1/lake").url, "http://127.0.0.1:1/lake")
        self.assertIsNone(Settings.from_dsn("http://127.0.0.1").api_key)
        self.assertEqual(Client.from_dsn("http://:t@a").settings.api_key, "t")
        self.assertEqual(AsyncClient.from_dsn("http://:t@a").client.settings.url, "http://a")

    def test_the_first_variable_that_is_set_wins(self) -> None:
        deltastream = {"DELTASTREAM_SERVER_URL": "https://d.example.com/v2", "DELTASTREAM_TOKEN": "d"}
        self.assertEqual(_told(deltastream), ("https://d.example.com", "d"))
        self.assertEqual(_told({**deltastream, "WEIR_URL": "http://w", "WEIR_TOKEN": "t"}), ("http://w", "t"))
        self.assertEqual(_told({"DATLAKE_API_URL": "http://l/", "DATLAKE_API_KEY": "k"}), ("http://l", "k"))
        self.assertEqual(_told({"WEIR_DSN": "http://:x@dsn", "WEIR_URL": "http://w"}), ("http://dsn", "x"))
        self.assertEqual(_told({}), ("http://127.0.0.1:8080", None))
        self.assertEqual(Client.from_environment({"WEIR_DSN": "http://dsn", "WEIR_SCHEMA": "s"}).settings.schema, "s")

    def test_what_a_program_says_is_read_like_what_the_environment_says(self) -> None:
        self.assertEqual(Settings(url="https://weir.example.com/v2/").url, "https://weir.example.com")
        self.assertEqual(Settings(url="http://127.0.0.1:8080/").url, "http://127.0.0.1:8080")
        wrong: list[dict[str, Any]] = [{"url": "host:80"}, {"timeout": 0}, {"attempts": 0}, {"backoff": -1}]
        for said in [*wrong, {"timeout": float("nan")}]:
            with self.subTest(said), self.assertRaises(InvalidConfiguration) as refused:
                Settings(**said)
            self.assertIn("the address is none" if "url" in said else next(iter(said)), str(refused.exception))
        with self.assertRaises(InvalidConfiguration):
            Settings.from_environment({"WEIR_DEFAULT_TIMEOUT_MS": "0"})

    def test_what_makes_no_sense_is_named_and_no_token_is_repeated(self) -> None:
        for wrong in ("weir.example.com", "ftp://:hunter2@host", "https://", "https://[", "http://:hunter2@host?timeout=soon"):
            with self.subTest(wrong), self.assertRaises(InvalidConfiguration) as refused:
                Settings.from_dsn(wrong)
            self.assertNotIn("hunter2", str(refused.exception))
        for variables in ({"WEIR_URL": "http://u:hunter2@host"}, {"WEIR_RETRY_BACKOFF_MS": "-1"}, {"WEIR_URL": "host:80"}):
            with self.subTest(variables), self.assertRaises(InvalidConfiguration) as refused:
                Settings.from_environment(variables)
            self.assertNotIn("hunter2", str(refused.exception))
        with self.assertRaises(InvalidConfiguration):
            Client(Settings()).topics.get("orders")


def _told(environment: dict[str, str]) -> tuple[str, Any]:
    found = Settings.from_environment(environment)
    return found.url, found.api_key


class ErrorsTest(unittest.TestCase):
    def test_each_answer_is_an_error_of_its_kind(self) -> None:
        about_sql = {"errors": [{"field": "transform", "message": "no such column"}]}
        for status, problem, kind in (
            (401, {}, AuthError),
            (403, {}, PermissionError),
            (404, {"code": "store-not-found"}, ResourceNotFound),
            (404, {"code": "not-found"}, InvalidConfiguration),
            (404, {}, InvalidConfiguration),
            (409, {"code": "store-exists"}, ResourceAlreadyExists),
            (409, {"code": "store-in-use"}, ResourceInUse),
            (409, {"code": "version-conflict"}, Conflict),
            (412, {}, Conflict),
            (422, {"code": "invalid-predicate"}, SQLError),
            (422, about_sql, SQLError),
            (422, {"errors": [{"field": "name"}]}, InvalidConfiguration),
            (429, {}, ServerError),
            (503, {}, ServerError),
        ):
            with self.subTest(status=status, problem=problem):
                self.assertIs(kind_of(status, problem), kind)
                self.assertTrue(issubclass(kind, WeirError))

    def test_who_uses_it_is_told(self) -> None:
        self.assertEqual(ResourceInUse("in use", problem={"users": ["pipeline:orders"]}).users, ("pipeline:orders",))
        self.assertEqual(ResourceInUse("in use").users, ())


if __name__ == "__main__":
    unittest.main()
