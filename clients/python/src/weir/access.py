"""Who may do what: users, roles, what roles were granted, API tokens, and the log of what was asked for."""

from __future__ import annotations

from typing import Iterator, Mapping, Optional, Sequence
from urllib.parse import quote, urlencode

from weir.models import (
    ApiToken,
    AuditEntry,
    CreatedToken,
    Grant,
    Organization,
    OrganizationContent,
    Role,
    User,
)
from weir.resources import Cascading, Listed, Manager, Owned
from weir.transport import Transport


class Users(Listed[User], Cascading[User]):
    """Users, who may what their roles may."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/users", User.of)

    def create(
        self, name: str, roles: Sequence[str] = (), properties: Optional[Mapping[str, str]] = None
    ) -> User:
        """Raises ResourceAlreadyExists."""
        return self._create(self._path, {"name": name, "roles": [*roles], "properties": properties})

    def update(
        self, name: str, roles: Optional[Sequence[str]] = None, properties: Optional[Mapping[str, str]] = None
    ) -> User:
        """Gives one other roles, or other properties, all of them. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"roles": None if roles is None else [*roles], "properties": properties})


class Roles(Listed[Role], Cascading[Role]):
    """Roles, which users have, and other roles."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/roles", Role.of)

    def create(
        self,
        name: str,
        roles: Sequence[str] = (),
        *,
        description: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> Role:
        """Raises ResourceAlreadyExists."""
        body = {"name": name, "roles": [*roles], "description": description, "properties": properties}
        return self._create(self._path, body)

    def update(
        self, name: str, description: Optional[str] = None, properties: Optional[Mapping[str, str]] = None
    ) -> Role:
        """Gives one another description, or other properties. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"description": description, "properties": properties})

    def _having(self, name: str, granted: str) -> str:
        return f"{self._item(name)}/roles/{quote(granted, safe='')}"

    def grant(self, name: str, granted: str) -> Role:
        """Has whoever has a role have another one, too."""
        return self._read(self._transport.call("PUT", self._having(name, granted), repeatable=True))

    def revoke(self, name: str, granted: str) -> Role:
        """Takes that back."""
        return self._read(self._transport.call("DELETE", self._having(name, granted), repeatable=True))


class Organizations(Listed[Organization], Cascading[Organization]):
    """Things that are granted together: what a role is granted on an organization holds for all that is in it."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/organizations", Organization.of)

    def create(
        self, name: str, *, comment: str = "", properties: Optional[Mapping[str, str]] = None
    ) -> Organization:
        """Raises ResourceAlreadyExists."""
        return self._create(self._path, {"name": name, "comment": comment, "properties": properties})

    def update(
        self, name: str, comment: Optional[str] = None, properties: Optional[Mapping[str, str]] = None
    ) -> Organization:
        """Gives one another comment, or other properties. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"comment": comment, "properties": properties})

    def contents(self, name: str) -> Iterator[OrganizationContent]:
        """What is in one, in the order of kinds and names. Raises ResourceNotFound."""
        path = self._contents(name)
        return Manager(self._transport, path, OrganizationContent.of)._pages(path, {})

    def add(self, name: str, kind: str, member: str) -> OrganizationContent:
        """Puts something of one's own into one, as in add("shop", "STORE", "lake"). Raises Conflict where it is in another."""
        body = {"kind": kind, "name": member}
        return OrganizationContent.of(self._transport.call("PUT", self._contents(name), body, repeatable=True))

    def remove(self, name: str, kind: str, member: str) -> None:
        """Takes something out of one, and leaves it what it is. Raises ResourceNotFound where it is not in it."""
        query = urlencode({"kind": kind, "name": member})
        self._transport.call("DELETE", f"{self._contents(name)}?{query}", repeatable=False)

    def _contents(self, name: str) -> str:
        return f"{self._item(name)}/contents"


class Grants(Manager[Grant]):
    """What roles may."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/grants", Grant.of)

    def list(
        self,
        role: Optional[str] = None,
        *,
        inherited: bool = False,
        kind: Optional[str] = None,
        name: Optional[str] = None,
    ) -> Iterator[Grant]:
        """All of them, or a role's, or those on things of a kind or on one of a name; with inherited those of the roles
        that the role has, too."""
        asked = {"role": role, "inherited": "true" if inherited else None, "kind": kind, "name": name}
        return self._pages(self._path, asked)

    def get(self, id: int) -> Grant:
        """Raises ResourceNotFound."""
        return self._read(self._transport.call("GET", f"{self._path}/{id}", repeatable=True))

    def create(
        self, role: str, privilege: str, kind: str, name: str, *, with_grant_option: bool = False
    ) -> Grant:
        """Grants a privilege on what is of a kind and has a name, which may end in "*". Raises ResourceAlreadyExists."""
        body = {"role": role, "privilege": privilege, "kind": kind, "name": name, "withGrantOption": with_grant_option}
        return self._create(self._path, body)

    def delete(self, id: int) -> None:
        """Takes one back."""
        self._transport.call("DELETE", f"{self._path}/{id}", repeatable=False)


class Tokens(Listed[ApiToken], Owned[ApiToken]):
    """API tokens, without what is sent of them. To delete one is to revoke it, at once."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/tokens", ApiToken.of)

    def create(
        self,
        name: str,
        scope: str,
        *,
        user: Optional[str] = None,
        expires_at: Optional[str] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> CreatedToken:
        """Makes one, whose text is shown this once. scope: READ, WRITE or ADMIN; of a user, their grants bind it."""
        said = {"name": name, "scope": scope, "user": user, "expiresAt": expires_at, "properties": properties}
        body = {key: value for key, value in said.items() if value is not None}
        # Not repeated: the text of a token is answered once.
        return CreatedToken.of(self._transport.call("POST", self._path, body, repeatable=False))

    def update(
        self, name: str, expires_at: Optional[str] = None, properties: Optional[Mapping[str, str]] = None
    ) -> ApiToken:
        """Has one end at another time, or have other properties. Raises Conflict where another changed it meanwhile, or
        it has ended; PermissionError where who is no administrator would have it end later."""
        return self._update(name, {"expiresAt": expires_at, "properties": properties})


class Audit(Manager[AuditEntry]):
    """Calls that asked for a change or were refused."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/audit", AuditEntry.of)

    def list(
        self,
        caller: Optional[str] = None,
        resource: Optional[str] = None,
        since: Optional[str] = None,
        until: Optional[str] = None,
    ) -> Iterator[AuditEntry]:
        """All of them, or those of a caller as in "token:deploy", about what is at a path as in "/api/v1/stores/broker",
        and between two times, the newest first."""
        return self._pages(
            self._path, {"caller": caller, "resource": resource, "since": since, "until": until}
        )
