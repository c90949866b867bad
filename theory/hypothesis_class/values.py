"""The values between which a gate's polynomial decides."""

from typing import Literal

#: 0 and 1 (eq 9), or -1 and +1 (eq 6).
Values = Literal["zero_one", "plus_minus"]
