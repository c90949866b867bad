"""The stored runs of the wide recurrent net: the purpose of each set."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from empirics.spec.config import RunConfig
from empirics.spec.model_config import ElmanConfig
from empirics.spec.variants import VARIANTS
from empirics.sweeps.planned import Planned
from theory.results.outcomes import LEARNED_ERROR

#: Table 2's first "dataset seed" and the ones after it.
WIDE_NET_SEEDS = (27, 28, 29, 30)
#: Samples of algorithm 1 as printed: those of the records of the same algorithm at infinite width.
LENGTHS = (16, 64, 256, 1024, 4096, 16384)
LETTER_WIDTH = 256
SCALE_WIDTHS, SCALE_LENGTH = (16, 64, 256, 1024), 1024
PRECISIONS = (0.0, 1.0, 16.0)
#: The fixed sample's net, number of samples, and budget as steps times eta. At 4/m and this width one of five seeds
#: diverges in its first steps, at 1/m none of ten.
FIXED_WIDTH, FIXED_SAMPLE, FIXED_STEPS = 256, 2048, 20_000
FIXED_SEEDS, FIXED_ETA = range(27, 32), 1.0
#: Steps between evaluations, by d: a few percent of the steps until a run has learned.
EVALUATE_EVERY = {4: 1, 6: 1, 8: 10, 10: 10, 12: 50, 14: 50, 16: 50}


def to_the_letter(d: int, supervised: bool, seed: int, length: int, **changed: Any) -> RunConfig:
    """Return algorithm 1 with eta = 1/(m sqrt n), one sample a step, over the whole cube, and B of variance 1.

    The loss is divided by T - d as printed; end to end, where that is 0, by 1.
    """
    settings: dict[str, Any] = {**VARIANTS["printed"], "b_variance": "1", "width": LETTER_WIDTH, **changed}
    if not supervised:
        settings["normaliser"] = "labels"
    return RunConfig(
        d,
        supervised,
        ElmanConfig(**settings),
        seed=seed,
        steps=length,
        evaluate_every=max(1, length // 32),
        stop_below=None,
        whole_cube=True,
    )


def _letter() -> list[Planned]:
    """Return runs for the number of samples of algorithm 1 as printed, against its own limit of infinite width."""
    chosen = product((True, False), LENGTHS, WIDE_NET_SEEDS)
    return [
        Planned(to_the_letter(8, how, seed, n), n / 1000)
        for how, n, seed in chosen
        if n < LENGTHS[-1] or seed in WIDE_NET_SEEDS[:2]
    ]


def _init_scale() -> list[Planned]:
    """Return runs with the printed variance of B and with 1, at growing width."""
    chosen = product(("1/m", "1"), SCALE_WIDTHS, WIDE_NET_SEEDS[:2])
    return [
        Planned(to_the_letter(8, True, seed, SCALE_LENGTH, b_variance=b, width=m), m / 100)
        for b, m, seed in chosen
    ]


def _single_pass(sizes: tuple[int, ...], seeds: int) -> list[Planned]:
    """Return runs for the samples to 5 % error, steps drawing from all inputs not held out; none are up to 8 bits."""
    plans = []
    for d, supervised, seed in product(sizes, (True, False), WIDE_NET_SEEDS[:seeds]):
        if supervised and d not in (4, 8, 16):
            continue  # the tree takes d/2 a power of two
        model = ElmanConfig(width=1024 if d == 8 else 256)
        config = RunConfig(
            d,
            supervised,
            model,
            seed=seed,
            steps=8000,
            evaluate_every=EVALUATE_EVERY[d],
            stop_below=LEARNED_ERROR,
        )
        plans.append(Planned(replace(config, whole_cube=d <= 8), 2.0**d / 500))
    return plans


def _single_pass_wider() -> list[Planned]:
    """Return runs of 16 bits in a single pass by a wider net with larger steps and batches."""
    model = ElmanConfig(width=1024, eta=8.0, batch=64)
    return [
        Planned(
            RunConfig(
                16,
                how,
                model,
                seed=WIDE_NET_SEEDS[0],
                steps=5000,
                evaluate_every=50,
                stop_below=LEARNED_ERROR,
            ),
            500.0,
        )
        for how in (True, False)
    ]


def _precision() -> list[Planned]:
    """Return runs of algorithms 2 and 3 with gradients of finite precision."""
    plans = []
    for algorithm, how, sigma in product((2, 3), ("rounding", "adversary"), PRECISIONS):
        if sigma or how == "rounding":
            length = 4096 if algorithm == 2 else 512
            config = to_the_letter(
                8, True, WIDE_NET_SEEDS[0], length, algorithm=algorithm, sigma=sigma, approximation=how
            )
            plans.append(Planned(config, 5.0))
    return plans


def fixed_sample(supervised: bool, seed: int, eta: float) -> Planned:
    """Return a run of the smallest net and sample that show the gap of one fixed sample, at 16 bits.

    8 bits would leave 32 inputs for the test. With sub-tasks the net learns the parity from 2,048 of the 65,536 inputs;
    end to end it fits them and is at chance on the others.
    """
    config = RunConfig(
        16,
        supervised,
        ElmanConfig(**{**VARIANTS["practical"], "width": FIXED_WIDTH, "eta": eta}),
        seed=seed,
        samples=FIXED_SAMPLE,
        steps=round(FIXED_STEPS / eta),
        evaluate_every=100,
        stop_below=0.01,
        stop_fitted=not supervised,
    )
    return Planned(config, 30 / eta, learns=supervised)


#: ``subtask sweep wide-...``.
WIDE_NET: dict[str, tuple[Planned, ...]] = {
    "wide-letter": tuple(_letter()),
    "wide-init-scale": tuple(_init_scale()),
    "wide-single-pass": tuple(_single_pass((4, 6, 8, 10, 12), 2)),
    "wide-single-pass-16": tuple(_single_pass((14, 16), 1)),
    "wide-single-pass-16-wider": tuple(_single_pass_wider()),
    "wide-precision": tuple(_precision()),
    "wide-fixed-sample": tuple(
        fixed_sample(how, seed, FIXED_ETA) for seed in FIXED_SEEDS for how in (True, False)
    ),
}
