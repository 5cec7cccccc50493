"""A line on a terminal's standard error that says how far the program is."""

import sys
import time
from collections.abc import Callable
from types import TracebackType

_SECONDS_BETWEEN = 0.1


class Progress:
    """`with Progress("reading", total) as seen: seen(n)`; silent unless on a terminal."""

    def __init__(self, doing: str, total: Callable[[], int | None]) -> None:
        self._on = sys.stderr is not None and sys.stderr.isatty()
        self._doing = doing
        self._total = total() if self._on else None
        self._shown_at = 0.0

    def __enter__(self) -> Callable[[int], None]:
        return self._seen

    def _seen(self, done: int) -> None:
        if not self._on or time.monotonic() - self._shown_at < _SECONDS_BETWEEN:
            return
        self._shown_at = time.monotonic()
        of = f" of {self._total:,}" if self._total else ""
        sys.stderr.write(f"\r\x1b[K{self._doing}: {done:,}{of} commits")
        sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._on:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
