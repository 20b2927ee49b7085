"""Where and how to call, from arguments or the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import Mapping, Optional
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from weir.errors import InvalidConfiguration


@dataclass(frozen=True)
class Settings:
    """Where and how to call. Times are in seconds. Raises InvalidConfiguration for what makes no sense."""

    url: str = "http://127.0.0.1:8080"
    api_key: Optional[str] = field(default=None, repr=False)
    artifact_bucket: str = "artifacts"
    timeout: float = 30.0
    log_ship: bool = False
    attempts: int = 4
    backoff: float = 0.2
    longest_backoff: float = 10.0
    database: str = "weir"
    schema: str = "default"
    store: Optional[str] = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", _address(self.url))
        if not self.timeout > 0:
            raise InvalidConfiguration(f"timeout is {self.timeout}; more than 0 is allowed")
        if not (self.attempts >= 1 and self.backoff >= 0 and self.longest_backoff >= 0):
            raise InvalidConfiguration(
                f"attempts are {self.attempts}, backoff is {self.backoff} and longest_backoff {self.longest_backoff};"
                " 1 or more, 0 or more and 0 or more are allowed"
            )

    @staticmethod
    def from_environment(environment: Optional[Mapping[str, str]] = None) -> Settings:
        """Reads WEIR_..., and DELTASTREAM_... and DATLAKE_... as people have them; the first that is set wins.

        Raises InvalidConfiguration.
        """
        found = os.environ if environment is None else environment

        def first(*names: str) -> Optional[str]:
            return next((found[name] for name in names if found.get(name)), None)

        def number(name: str, otherwise: float) -> float:
            return _number(name, first("WEIR_" + name, "DATLAKE_" + name), otherwise)

        default = Settings()
        dsn = first("WEIR_DSN", "DELTASTREAM_DSN")
        url = first("WEIR_URL", "WEIR_API_URL", "DELTASTREAM_SERVER_URL", "DATLAKE_API_URL")
        told = Settings(
            url=url or default.url,
            api_key=first("WEIR_TOKEN", "WEIR_API_KEY", "DELTASTREAM_TOKEN", "DATLAKE_API_KEY"),
            artifact_bucket=first("WEIR_ARTIFACT_BUCKET", "DATLAKE_ARTIFACT_BUCKET") or default.artifact_bucket,
            timeout=number("DEFAULT_TIMEOUT_MS", default.timeout * 1000) / 1000,
            log_ship=(first("WEIR_LOG_SHIP", "DATLAKE_LOG_SHIP") or "").lower() in ("1", "true", "yes", "on"),
            attempts=max(1, int(number("RETRY_MAX_ATTEMPTS", default.attempts))),
            database=first("WEIR_DATABASE", "DELTASTREAM_DATABASE_NAME", "DATLAKE_DATABASE") or default.database,
            schema=first("WEIR_SCHEMA", "DELTASTREAM_SCHEMA_NAME", "DATLAKE_SCHEMA") or default.schema,
            store=first("WEIR_STORE", "DELTASTREAM_STORE_NAME"),
            backoff=number("RETRY_BACKOFF_MS", default.backoff * 1000) / 1000,
        )
        return told if dsn is None else Settings.from_dsn(dsn, told)

    @staticmethod
    def from_dsn(dsn: str, otherwise: Optional[Settings] = None) -> Settings:
        """Reads "https://:TOKEN@host/v2?timeout=...&attempts=...&backoff=...", times in milliseconds.

        Raises InvalidConfiguration.
        """
        default = otherwise or Settings()
        parts = _parts(dsn, "the DSN is none: it must be like https://:TOKEN@host")
        asked = dict(parse_qsl(parts.query))
        return replace(
            default,
            url=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}",
            api_key=unquote(parts.password or parts.username or "") or None,
            timeout=_number("timeout", asked.get("timeout"), default.timeout * 1000) / 1000,
            attempts=max(1, int(_number("attempts", asked.get("attempts"), default.attempts))),
            backoff=_number("backoff", asked.get("backoff"), default.backoff * 1000) / 1000,
        )


def _address(url: str) -> str:
    """The address of a gateway; DeltaStream's ends in "/v2", which ours has not."""
    parts = _parts(url, "the address is none: it must be like https://weir.example.com")
    if "@" in parts.netloc:
        raise InvalidConfiguration("the address holds credentials: give the token apart from it, or a DSN")
    return f"{parts.scheme}://{parts.netloc}{re.sub(r'/(v2/?)?$', '', parts.path)}"


def _parts(url: str, otherwise: str) -> SplitResult:
    # The text is not repeated: there may be a token in it.
    try:
        parts = urlsplit(url)
    except ValueError:
        raise InvalidConfiguration(otherwise) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidConfiguration(otherwise)
    return parts


def _number(name: str, text: Optional[str], otherwise: float) -> float:
    if text is None:
        return otherwise
    try:
        value = float(text)
    except ValueError:
        raise InvalidConfiguration(f"{name} is {text!r}; a number is allowed") from None
    if not 0 <= value < float("inf"):
        raise InvalidConfiguration(f"{name} is {text!r}; 0 or more is allowed")
    return value
