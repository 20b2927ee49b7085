"""What can go wrong, by kind."""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional, Sequence


class WeirError(Exception):
    """A call failed.

    status: of the answer; None where there was none.
    code: stable name of the problem, as in "run-not-found".
    request_id: to find the call in the service's log.
    run_id: the run that the call was about.
    problem: the answer's problem document, with the members that each problem has of its own.
    retry_after: seconds that the answer asks to wait before the call is made again; 0 where it says nothing.
    """

    def __init__(
        self,
        message: str,
        *,
        status: Optional[int] = None,
        code: Optional[str] = None,
        request_id: Optional[str] = None,
        run_id: Optional[str] = None,
        problem: Optional[Mapping[str, Any]] = None,
    ) -> None:
        known = [
            f"{name}={value}"
            for name, value in (
                ("status", status),
                ("code", code),
                ("request_id", request_id),
                ("run_id", run_id),
            )
            if value is not None
        ]
        super().__init__(f"{message} ({', '.join(known)})" if known else message)
        self.status = status
        self.code = code
        self.request_id = request_id
        self.run_id = run_id
        self.problem = dict(problem or {})
        self.retry_after = 0.0


class AuthError(WeirError):
    """401 or 403: who calls is unknown, or may not do this."""


class PermissionError(AuthError):
    """403: who calls may not do this."""


class ResourceNotFound(WeirError):
    """404 of the platform: what the call is about is not there."""


class Conflict(WeirError):
    """409 or 412: something else came first."""


class ResourceAlreadyExists(Conflict):
    """409: the name is taken."""


class ResourceInUse(Conflict):
    """409: others use it."""

    @property
    def users(self) -> Sequence[str]:
        """Those that the caller may know of."""
        return tuple(str(user) for user in self.problem.get("users", ()))


class InvalidConfiguration(WeirError):
    """Another 4xx, and settings that make no sense: it must change before it is tried again."""


class SQLError(InvalidConfiguration):
    """A query, a transform or a condition that is not taken."""


class ConnectionError(WeirError):
    """No answer; whether the call arrived is unknown."""


class ServerError(WeirError):
    """5xx or 429: not now."""


NotFound = ResourceNotFound
InvalidRequest = InvalidConfiguration
TransientNetworkError = ConnectionError

_SQL_FIELDS = ("transform", "query", "filter", "body")


def message_of(problem: Mapping[str, Any], otherwise: str) -> str:
    """What is wrong and, of each field, what was found and what is allowed, as far as the detail does not say it."""
    detail = (_text(problem, "detail") or _text(problem, "title") or otherwise).removesuffix(".")
    errors = _errors(problem)
    return "; ".join([detail, *filter(None, (_field(error, detail, len(errors) > 1) for error in errors))])


def _field(error: Mapping[str, Any], detail: str, is_one_of_several: bool) -> str:
    field, message = _text(error, "field"), _text(error, "message").removesuffix(".")
    allowed = _text(error, "allowed")
    is_told_what_is_allowed = bool(allowed) and _tells(detail, allowed)
    parts = [] if is_told_what_is_allowed or _tells(detail.lower(), message.lower()) else [message]
    if isinstance(error.get("found"), str):
        parts.append("found " + (error["found"] or '""'))
    if allowed and not is_told_what_is_allowed:
        parts.append(f"allowed: {allowed}")
    named = f"{field}: " if is_one_of_several or not _tells(detail, field) else ""
    return named + ", ".join(parts) if parts else ""


def _tells(detail: str, part: str) -> bool:
    """Whether a text has another in it, and not as a part of a longer word only."""
    return not part or re.search(rf"(?<!\w){re.escape(part)}(?!\w)", detail) is not None


def _text(members: Mapping[str, Any], name: str) -> str:
    """A member of a document that anybody may have written; empty where it is no text."""
    value = members.get(name)
    return value if isinstance(value, str) else ""


def _errors(problem: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    errors = problem.get("errors")
    return [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []


def kind_of(status: int, problem: Mapping[str, Any]) -> type[WeirError]:
    """The kind of error that an answer means."""
    if status in (401, 403):
        return PermissionError if status == 403 else AuthError
    if status == 404 and str(problem.get("code") or "").endswith("-not-found"):
        return ResourceNotFound
    if status in (409, 412):
        return _conflict(str(problem.get("code") or ""))
    if status >= 500 or status == 429:
        return ServerError
    return SQLError if _about_sql(problem) else InvalidConfiguration


def _conflict(code: str) -> type[Conflict]:
    if code.endswith("-exists"):
        return ResourceAlreadyExists
    return ResourceInUse if code.endswith("-in-use") else Conflict


def _about_sql(problem: Mapping[str, Any]) -> bool:
    fields = [_text(error, "field") for error in _errors(problem)]
    return problem.get("code") == "invalid-predicate" or any(field in _SQL_FIELDS for field in fields)
