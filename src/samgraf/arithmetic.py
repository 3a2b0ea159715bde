"""What figures as written can mean, reckoned exactly: it holds, only at the edge of rounding, or is impossible.

A figure is an interval: "24,7 miljoner" is 24.65 to 24.75 million, a count is itself. Nobody is told that a figure is
wrong while some true value behind it makes it right, so all is reckoned with fractions and closed intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Outcome = Literal["holds", "edge", "impossible"]
OUTCOMES: tuple[Outcome, ...] = ("impossible", "edge", "holds")
"""The worst first."""

_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Interval:
    """A value as written, the least and the most that it can stand for, and how much its last digit is worth."""

    value: Fraction
    low: Fraction
    high: Fraction
    unit: Fraction = Fraction(1)

    @property
    def exact(self) -> bool:
        """Return whether the figure is a whole number that stands for itself."""
        return self.low == self.value == self.high and self.value.denominator == 1


def whole(number: int) -> Interval:
    """Return a count as an interval of one point."""
    return Interval(Fraction(number), Fraction(number), Fraction(number))


def total(parts: Sequence[Interval]) -> Interval:
    """Return the sum of figures."""
    return Interval(
        sum((part.value for part in parts), Fraction(0)),
        sum((part.low for part in parts), Fraction(0)),
        sum((part.high for part in parts), Fraction(0)),
        max((part.unit for part in parts), default=Fraction(1)),
    )


def meets(one: Interval, other: Interval) -> bool:
    """Return whether two figures can stand for the same value."""
    return one.low <= other.high and other.low <= one.high


def sum_outcome(parts: Sequence[Interval], stated: Interval) -> Outcome:
    """Return how a stated total agrees with the sum of its parts."""
    summed = total(parts)
    if summed.value == stated.value:
        return "holds"
    return "edge" if meets(summed, stated) else "impossible"


def share_outcome(part: Interval, of: Interval, share: Interval) -> Outcome:
    """Return how a share in per cent agrees with a part and a whole that were written apart from each other.

    A share that misses by less than its last digit is at the edge: it may be cut instead of rounded, or moved
    a little so that a list adds up to 100.
    """
    if not of.low:
        return "holds"
    return _outcome(part.low / of.high, part.high / of.low, part.value / of.value, share)


def share_of_sum_outcome(parts: Sequence[Interval], nth: int, share: Interval) -> Outcome:
    """Return how a share agrees with one of several parts and the sum of them all.

    The part is in its own sum, so the bounds are closer than for a whole written apart.
    """
    part, others = parts[nth], total([*parts[:nth], *parts[nth + 1 :]])
    if not part.low + others.low:
        return "holds"
    low, high = part.low / (part.low + others.high), part.high / (part.high + others.low)
    return _outcome(low, high, part.value / (part.value + others.value), share)


def _outcome(low: Fraction, high: Fraction, value: Fraction, share: Interval) -> Outcome:
    """Return how a share agrees with a quotient between two bounds."""
    if share.low <= value * _HUNDRED <= share.high:
        return "holds"
    near = abs(value * _HUNDRED - share.value) < share.unit
    return "edge" if near or (low * _HUNDRED <= share.high and share.low <= high * _HUNDRED) else "impossible"


def attainable(of: int, share: Interval) -> bool:
    """Return whether some whole number out of `of` is the share: no k of 33 is 68 per cent."""
    least = -(-share.low * of // _HUNDRED)
    return least <= of and least * _HUNDRED <= share.high * of


def can_reach_hundred(shares: Sequence[Interval]) -> bool:
    """Return whether shares that were rounded one by one can be all of a whole: 38 + 26 + 37 can."""
    return meets(total(shares), Interval(_HUNDRED, _HUNDRED, _HUNDRED))


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the worst of outcomes; none at all holds."""
    return next((outcome for outcome in OUTCOMES if outcome in outcomes), "holds")
