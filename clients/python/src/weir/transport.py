"""Calls over HTTP: errors by kind, and retries where a call may be made twice."""

from __future__ import annotations

import http.client
import json
import random
import time
import urllib.error
import urllib.request
import uuid
from typing import IO, Any, Mapping, Optional, Union

from weir.errors import ConnectionError, ServerError, WeirError, kind_of, message_of
from weir.settings import Settings

Body = Union[bytes, IO[bytes]]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows none: the token would go to whoever is named, and what was to be made would be looked at instead."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Transport:
    """Makes calls."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opener = urllib.request.build_opener(_NoRedirects)

    def call(
        self,
        method: str,
        path: str,
        body: Optional[Mapping[str, Any]] = None,
        *,
        repeatable: bool,
        run_id: Optional[str] = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> dict[str, Any]:
        """Sends JSON and reads JSON. A repeatable call changes nothing more when it is made twice."""
        return self.tagged(method, path, body, repeatable=repeatable, run_id=run_id, headers=headers)[0]

    def tagged(
        self,
        method: str,
        path: str,
        body: Optional[Mapping[str, Any]] = None,
        *,
        repeatable: bool,
        run_id: Optional[str] = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> tuple[dict[str, Any], Optional[str]]:
        """The same, with the entity tag of what was answered."""
        sent = dict(headers or {})
        data: Optional[bytes] = None
        if body is not None:
            data = json.dumps(body, allow_nan=False).encode()
            sent["Content-Type"] = "application/json"
        request_id = str(uuid.uuid4())
        attempts = self.settings.attempts if repeatable else 1
        for attempt in range(1, attempts + 1):
            try:
                answer, tag = self._exchange(method, path, data, sent, request_id, run_id)
                read = self._read(answer, method, path, request_id, run_id) if answer else {}
                return (read if isinstance(read, dict) else {"items": read}), tag
            except WeirError as failure:
                if attempt == attempts or not self._passes(failure):
                    raise
                self._wait(attempt, failure.retry_after)
        raise AssertionError("unreachable")

    @staticmethod
    def _passes(failure: WeirError) -> bool:
        """Whether the same call may be answered otherwise a little later."""
        if failure.code == "idempotency-key-in-use":
            return True
        # 500 and 501 will not go away by asking again, nor what a broker refuses; the others may.
        final = failure.status in (500, 501) or failure.code == "broker-refused"
        return isinstance(failure, (ConnectionError, ServerError)) and not final

    def sent(self, method: str, path: str, data: Body, headers: Mapping[str, str]) -> Any:
        """Sends bytes and reads JSON, in one attempt."""
        request_id = str(uuid.uuid4())
        return self._read(self.send(method, path, data, headers, request_id, None), method, path, request_id, None)

    def send(
        self,
        method: str,
        path: str,
        data: Optional[Body],
        headers: Mapping[str, str],
        request_id: str,
        run_id: Optional[str],
    ) -> bytes:
        """One attempt."""
        return self._exchange(method, path, data, headers, request_id, run_id)[0]

    @staticmethod
    def _read(answer: bytes, method: str, path: str, request_id: str, run_id: Optional[str]) -> Any:
        try:
            return json.loads(answer)
        except ValueError as failure:
            raise WeirError(
                f"what answers {method} {path} is no Weir: it sends no JSON", request_id=request_id, run_id=run_id
            ) from failure

    def _exchange(
        self,
        method: str,
        path: str,
        data: Optional[Body],
        headers: Mapping[str, str],
        request_id: str,
        run_id: Optional[str],
    ) -> tuple[bytes, Optional[str]]:
        request = urllib.request.Request(self.settings.url + path, method=method)
        if data is not None:
            request.data = data
        for name, value in headers.items():
            request.add_header(name, value)
        if "Accept" not in headers:
            request.add_header("Accept", "application/json")
        request.add_header("X-Request-Id", request_id)
        if self.settings.api_key:
            request.add_header("Authorization", "Bearer " + self.settings.api_key)
        try:
            with self._opener.open(request, timeout=self.settings.timeout) as answer:
                read: bytes = answer.read()
                return read, answer.headers.get("ETag")
        except urllib.error.HTTPError as refused:
            raise self._problem(refused, request_id, run_id) from None
        except (OSError, http.client.HTTPException) as failure:
            raise ConnectionError(
                f"{method} {self.settings.url}{path.partition('?')[0]}: no answer: {getattr(failure, 'reason', failure)}",
                request_id=request_id,
                run_id=run_id,
            ) from failure

    @staticmethod
    def _problem(refused: urllib.error.HTTPError, request_id: str, run_id: Optional[str]) -> WeirError:
        try:
            problem = json.loads(refused.read())
        except (ValueError, OSError, http.client.HTTPException):
            problem = {}
        if not isinstance(problem, dict):
            problem = {}
        message = message_of(problem, str(refused.reason))
        if refused.code == 401:
            message += "; WEIR_TOKEN, or a DSN, says the token"
        elsewhere = refused.headers.get("Location")
        if 300 <= refused.code < 400 and elsewhere:
            message = f"the answer is a redirect to {elsewhere.partition('?')[0]}; calls go to the address of a gateway itself"
        failure = kind_of(refused.code, problem)(
            message,
            status=refused.code,
            code=problem.get("code"),
            request_id=str(problem.get("requestId") or request_id),
            run_id=run_id,
            problem=problem,
        )
        asked = refused.headers.get("Retry-After") or ""
        failure.retry_after = float(asked) if asked.isascii() and asked.isdigit() else 0.0
        return failure

    def _wait(self, failures: int, asked: float) -> None:
        """Waits for as long as the answer asks for, at most the longest pause."""
        longest = min(self.settings.longest_backoff, self.settings.backoff * 2 ** (failures - 1))
        time.sleep(min(self.settings.longest_backoff, max(asked, longest * (0.5 + random.random() / 2))))
