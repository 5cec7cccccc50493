"""Says on stderr what is being done, and how long the rest will take."""

import sys
import time


class Progress:
    def __init__(self, total: float) -> None:
        self.total = max(total, 1e-9)
        self.done = 0.0
        self.start = time.monotonic()

    def begin(self, title: str) -> None:
        elapsed = time.monotonic() - self.start
        share = self.done / self.total
        left = elapsed / share - elapsed if share > 0.02 else self.total - self.done
        print(f"[{elapsed:4.0f} s, {share:4.0%}, about {max(left, 0):3.0f} s left] {title}",
              file=sys.stderr, flush=True)

    def finish(self, estimate: float) -> None:
        self.done += estimate
