"""A seeded source of chance that gives the same draws on every platform and version of Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A series of draws of its own for each subject, so that one subject more leaves the others as they were.

    Only `Random.random` is used: Python promises that its series stays the same, and not that of `choice`.
    """

    def __init__(self, *subject: object) -> None:
        self._random = Random("|".join(map(str, subject)))  # noqa: S311 (invented data, no secrets)

    def share(self) -> float:
        """Return a number from 0 up to 1."""
        return self._random.random()

    def chance(self, share: float) -> bool:
        """Return yes in this share of the draws."""
        return self.share() < share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low up to and including high."""
        return low + int(self.share() * (high - low + 1))

    def swing(self) -> float:
        """Return a bell-like number between -1.5 and 1.5."""
        return self.share() + self.share() + self.share() - 1.5

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[int(self.share() * len(options))]

    def weigh(self, options: Mapping[T, float]) -> T:
        """Return one of the options by weight; the weights add up to 1."""
        left = self.share()
        for option, weight in options.items():
            left -= weight
            if left < 0:
                return option
        return next(iter(options))

    def sample(self, options: Sequence[T], n: int) -> list[T]:
        """Return n different options in their own order, or all of them when there are fewer."""
        ranked = sorted(range(len(options)), key=lambda _: self.share())
        return [options[place] for place in sorted(ranked[:n])]

    def day(self, first: date, last: date) -> date:
        """Return a working day from first to last; first is a working day itself."""
        day = first + timedelta(days=self.whole(0, (last - first).days))
        return max(first, day - timedelta(days=max(0, day.weekday() - 4)))
