"""What the platform answers, as types out of a small document: offline."""

from __future__ import annotations

import importlib.util
import json
import unittest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate_models", ROOT / "generate_models.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _answers(name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {"responses": {"200": {"content": content}, "default": {"$ref": "#/components/schemas/Problem"}}}


DOCUMENT = {
    "paths": {"/a": {"get": _answers("ShelfPage")}, "/b": {"get": _answers("Shelf")}},
    "components": {
        "schemas": {
            "ShelfPage": {"properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Shelf"}}}},
            "Shelf": {
                "description": 'A "shelf"',
                "required": ["bookCount", "books", "from", "rows"],
                "properties": {
                    "bookCount": {"type": "integer"},
                    "books": {"type": "array", "items": {"$ref": "#/components/schemas/Book"}},
                    "from": {"type": "string"},
                    "byShelfMark": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Book"}},
                    "rows": {"type": "array", "items": {"type": "object"}},
                    "best": {"$ref": "#/components/schemas/Book"},
                },
            },
            "Book": {"required": ["price"], "properties": {"price": {"type": "number"}, "extra": {}}},
            "CreateShelfRequest": {"properties": {}},
            "Problem": {"properties": {}},
        }
    },
}


class GeneratorTest(unittest.TestCase):
    def setUp(self) -> None:
        self.source = _generator().source(DOCUMENT)
        self.models: dict[str, Any] = {"__name__": __name__}
        exec(compile(self.source, "models", "exec"), self.models)

    def test_what_is_answered_is_read_with_all_that_is_in_it(self) -> None:
        book, told = {"price": 1.5}, {"bookCount": 1, "from": "x", "books": [{"price": 2.0, "extra": []}], "rows": [{"a": 1}]}
        shelf = self.models["Shelf"].of({**told, "byShelfMark": {"m": book}})
        self.assertEqual((shelf.book_count, shelf.from_, shelf.best), (1, "x", None))
        self.assertEqual((shelf.books[0].price, shelf.books[0].extra), (2.0, []))
        self.assertEqual((shelf.by_shelf_mark["m"].price, shelf.rows), (1.5, ({"a": 1},)))
        self.assertIsNone(self.models["Shelf"].of(told).by_shelf_mark)
        with self.assertRaises(KeyError):
            self.models["Shelf"].of({})
        with self.assertRaises(AttributeError):
            shelf.book_count = 2

    def test_only_what_is_answered_is_a_type(self) -> None:
        for absent in ("ShelfPage", "CreateShelfRequest", "Problem"):
            self.assertNotIn(absent, self.models)
        self.assertIn("A 'shelf'.", self.source)

    def test_the_package_has_those_of_the_document(self) -> None:
        document = ROOT.parent / "openapi.json"
        expected = _generator().source(json.loads(document.read_text("utf-8")))
        self.assertEqual((ROOT / "src" / "weir" / "models.py").read_text("utf-8"), expected)


if __name__ == "__main__":
    unittest.main()
