"""Arithmetic with colours written as "#rrggbb" and "#rrggbbaa"."""

from __future__ import annotations

from typing import Final, NamedTuple

# A colour of these lengths, without "#"; the short forms double each digit.
_LENGTHS: Final = {3: 2, 4: 2, 6: 1, 8: 1}
_DIGITS: Final = frozenset("0123456789abcdefABCDEF")


class Color(NamedTuple):
    """Red, green and blue from 0 to 255, and alpha from 0 (nothing) to 1 (all of it)."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    @classmethod
    def parse(cls, text: str) -> Color:
        """The colour written as #rgb, #rgba, #rrggbb or #rrggbbaa. Raises ValueError."""
        digits = text[1:]
        times = _LENGTHS.get(len(digits))
        if not text.startswith("#") or times is None or not _DIGITS.issuperset(digits):
            raise ValueError(f"{text!r} is no color")
        digits = "".join(digit * times for digit in digits) if times == 2 else digits
        value = int(digits.ljust(8, "f"), 16)
        return cls(value >> 24, value >> 16 & 255, value >> 8 & 255, (value & 255) / 255)

    def __str__(self) -> str:
        text = f"#{self.red:02x}{self.green:02x}{self.blue:02x}"
        return text if self.alpha >= 1 else f"{text}{round(self.alpha * 255):02x}"

    def faded(self, factor: float) -> Color:
        """The same with its alpha multiplied."""
        return self._replace(alpha=self.alpha * factor)

    def mixed(self, other: Color, share: float) -> Color:
        """This colour with a `share` of the other, from 0 to 1, in it."""
        red, green, blue = (
            round(mine + (its - mine) * share)
            for mine, its in zip(self[:3], other[:3], strict=True)
        )
        return Color(red, green, blue, self.alpha + (other.alpha - self.alpha) * share)

    def over(self, background: Color) -> Color:
        """What is seen where this colour lies on an opaque background."""
        return background.mixed(self._replace(alpha=1.0), self.alpha)._replace(alpha=1.0)

    @property
    def luminance(self) -> float:
        """Relative luminance from 0 to 1, as WCAG 2.2 defines it."""

        def linear(channel: int) -> float:
            share = channel / 255
            return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

        return 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)

    def contrast(self, other: Color) -> float:
        """The contrast ratio of two opaque colours, from 1 to 21, as WCAG 2.2 defines it."""
        lighter, darker = sorted((self.luminance, other.luminance), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)
