"""How the learning rate changes along a run."""

from __future__ import annotations

from empirics.spec.model_config import TransformerConfig


def rate_at(peak: float, config: TransformerConfig, number: int, steps: int) -> float:
    """Return the rate of a step: a linear rise over the warm-up, then constant, or a linear fall to 0 at the end.

    Args:
        peak: the rate after the warm-up.
        config: gives ``warmup`` and ``schedule``.
        number: the step, counted from 1.
        steps: where a linear schedule ends.
    """
    warmup = config.warmup
    if number < warmup:
        return peak * number / warmup
    if config.schedule == "constant" or steps <= warmup:
        return peak
    return peak * max(0.0, (steps - number) / (steps - warmup))
