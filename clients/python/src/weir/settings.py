"""Where and how to call, from arguments or the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Mapping, Optional


@dataclass(frozen=True)
class Settings:
    """Where and how to call. Times are in seconds."""

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

    @staticmethod
    def from_environment(environment: Optional[Mapping[str, str]] = None) -> Settings:
        """Reads DATLAKE_… and WEIR_… variables; WEIR_… win."""
        found = os.environ if environment is None else environment

        def text(name: str) -> Optional[str]:
            return found.get("WEIR_" + name) or found.get("DATLAKE_" + name) or None

        def number(name: str, otherwise: float) -> float:
            value = text(name)
            if value is None:
                return otherwise
            try:
                read = float(value)
            except ValueError:
                raise ValueError(f"{name} is {value!r}; a number is allowed") from None
            if read < 0:
                raise ValueError(f"{name} is {value!r}; 0 or more is allowed")
            return read

        default = Settings()
        return Settings(
            url=(text("API_URL") or default.url).rstrip("/"),
            api_key=text("API_KEY") or found.get("WEIR_TOKEN") or None,
            artifact_bucket=text("ARTIFACT_BUCKET") or default.artifact_bucket,
            timeout=number("DEFAULT_TIMEOUT_MS", default.timeout * 1000) / 1000,
            log_ship=(text("LOG_SHIP") or "").lower() in ("1", "true", "yes", "on"),
            attempts=max(1, int(number("RETRY_MAX_ATTEMPTS", default.attempts))),
            database=text("DATABASE") or default.database,
            schema=text("SCHEMA") or default.schema,
            backoff=number("RETRY_BACKOFF_MS", default.backoff * 1000) / 1000,
        )
