"""What can go wrong, by kind."""

from __future__ import annotations

from typing import Optional


class WeirError(Exception):
    """A call failed.

    status: of the answer; None where there was none.
    code: stable name of the problem, as in "run-not-found".
    request_id: to find the call in the service's log.
    run_id: the run that the call was about.
    """

    def __init__(
        self,
        message: str,
        *,
        status: Optional[int] = None,
        code: Optional[str] = None,
        request_id: Optional[str] = None,
        run_id: Optional[str] = None,
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


class AuthError(WeirError):
    """401 or 403: who calls is unknown, or may not do this."""


class NotFound(WeirError):
    """404."""


class Conflict(WeirError):
    """409 or 412: something else came first."""


class InvalidRequest(WeirError):
    """Another 4xx: the request must change before it is made again."""


class TransientNetworkError(WeirError):
    """No answer; whether the call arrived is unknown."""


class ServerError(WeirError):
    """5xx or 429: not now."""


def of_status(status: int) -> type[WeirError]:
    """The kind of error that an answer's status means."""
    if status in (401, 403):
        return AuthError
    if status == 404:
        return NotFound
    if status in (409, 412):
        return Conflict
    if status >= 500 or status == 429:
        return ServerError
    return InvalidRequest
