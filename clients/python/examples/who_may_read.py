"""Lets a user read one schema and nothing else, and shows it with their token.

    WEIR_TOKEN=... python who_may_read.py       (a token of scope ADMIN)
"""

from __future__ import annotations

import time
import uuid

from weir import Client, PermissionError, Settings


def may_read(client: Client, table: str) -> bool:
    """Whether who calls may know of a table that is there."""
    try:
        return client.tables.exists(table)
    except PermissionError:
        return False


def main() -> None:
    admin = Client.from_environment()
    name = "example_" + uuid.uuid4().hex[:8]
    columns = {"type": "struct", "fields": [{"name": "id", "type": "long", "nullable": True, "metadata": {}}]}
    for schema in (name, name + "_hidden"):
        admin.schemas.create(schema)
        admin.tables.create(f"{schema}.orders", columns)

    admin.roles.create(name, description="Reads the example's tables")
    admin.users.create(name, [name])
    admin.grants.create(name, "SELECT", "TABLE", f"{name}.*")
    token = admin.tokens.create(name, "READ", user=name)
    reader = Client(Settings(url=admin.settings.url, api_key=token.token))

    # Services know of a grant within seconds.
    while not may_read(reader, f"{name}.orders"):
        time.sleep(0.2)
    for schema in (name, name + "_hidden"):
        print(f"{schema}.orders:", "may read" if may_read(reader, f"{schema}.orders") else "may not read")

    admin.tokens.delete(name)
    admin.users.delete(name)


if __name__ == "__main__":
    main()
