"""Writes src/weir/models.py: what the platform answers, as types, out of the API document.

A build of the package does it (setup.py); in a checkout: python generate_models.py
"""

from __future__ import annotations

import json
import keyword
import re
from pathlib import Path
from typing import Any, Iterator, Mapping

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "openapi.json"
MODELS = HERE / "src" / "weir" / "models.py"

HEAD = '''"""What the platform answers. Made from the API document by generate_models.py: nothing here is written by hand.

Times are texts in ISO 8601; what an answer may lack is None.
"""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence
'''

SIMPLE = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}

Schema = Mapping[str, Any]


def write() -> None:
    """Writes them, unless this is a source distribution, which has them and no document."""
    if DOCUMENT.exists():
        MODELS.write_text(source(json.loads(DOCUMENT.read_text("utf-8"))), "utf-8")


def source(document: Schema) -> str:
    """The module's text."""
    schemas = document["components"]["schemas"]
    named = sorted(name for name in _answered(document) if not name.endswith("Page"))
    return HEAD + "".join(_model(name, schemas[name]) for name in named)


def _answered(document: Schema) -> set[str]:
    """Names of the schemas that answers of success are made of."""
    schemas = document["components"]["schemas"]
    waiting = []
    for methods in document["paths"].values():
        for operation in methods.values():
            waiting += [_references(answer) for code, answer in operation["responses"].items() if code[0] == "2"]
    found: set[str] = set()
    while waiting:
        for name in waiting.pop():
            if name not in found:
                found.add(name)
                waiting.append(_references(schemas[name]))
    return found


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield _name(part["$ref"])
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def _name(reference: str) -> str:
    return reference.rsplit("/", 1)[1]


def _model(name: str, schema: Schema) -> str:
    required = set(schema.get("required", []))
    properties = schema.get("properties", {})
    lines = ["", "", "@dataclass(frozen=True)", f"class {name}:"]
    lines.append(f'    """{_sentence(schema.get("description") or _words(name))}"""\n')
    for key, value in properties.items():
        kind = _type(value)
        lines.append(f"    {_snake(key)}: {kind if key in required else f'Optional[{kind}]'}")
    lines += ["", "    @staticmethod", f"    def of(answer: Mapping[str, Any]) -> {name}:", f"        return {name}("]
    for key, value in properties.items():
        lines.append(f"            {_snake(key)}={_reading(key, value, key in required)},")
    return "\n".join([*lines, "        )", ""])


def _sentence(text: str) -> str:
    told = " ".join(text.split()).replace("\\", "\\\\").replace('"', "'")
    return told if told.endswith(".") else told + "."


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _snake(key: str) -> str:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()
    return snake + "_" if keyword.iskeyword(snake) else snake


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return _name(schema["$ref"])
    kind = schema.get("type")
    if kind == "array":
        return f"Sequence[{_type(schema['items'])}]"
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"Mapping[str, {_type(more) if isinstance(more, dict) else 'Any'}]"
    return SIMPLE.get(str(kind), "Any")


def _reading(key: str, schema: Schema, required: bool) -> str:
    if required:
        return _read(f'answer["{key}"]', schema)
    told = f'answer.get("{key}")'
    reading = _read(f'answer["{key}"]', schema)
    return told if reading == f'answer["{key}"]' else f"None if {told} is None else {reading}"


def _read(value: str, schema: Schema, depth: int = 0) -> str:
    if "$ref" in schema:
        return f"{_name(schema['$ref'])}.of({value})"
    if schema.get("type") == "array":
        one = f"one{depth or ''}"
        item = _read(one, schema["items"], depth + 1)
        return f"tuple({value})" if item == one else f"tuple({item} for {one} in {value})"
    if schema.get("type") == "object":
        more = schema.get("additionalProperties")
        one = f"one{depth or ''}"
        item = _read(one, more, depth + 1) if isinstance(more, dict) else one
        return f"dict({value})" if item == one else f"{{key: {item} for key, {one} in {value}.items()}}"
    return value


if __name__ == "__main__":
    write()
