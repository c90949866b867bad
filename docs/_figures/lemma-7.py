"""The largest change of an output within the ball, at both scales of B, as a function of the width."""

from empirics.plots.style import BLUE, GREY, VERMILLION, Files, figure
from theory.kernel import pair_kernels
from theory.tasks.cube import all_inputs


def draw(files: Files) -> None:
    inputs = all_inputs(4)
    *_, (_, _, kernel) = pair_kernels(inputs, inputs)
    # |grad f| R / sqrt(m), with |grad f|^2 = m H at variance 1 and H at variance 1/m
    slope = float(kernel[0, 0]) ** 0.5
    widths = [2**k for k in range(6, 21, 2)]
    with figure(files) as (_, [axes]):
        for radius, style in ((2, "-"), (8, "--")):
            axes.loglog(
                widths,
                [slope * radius] * len(widths),
                style,
                color=BLUE,
                label=f"variance 1, $R = {radius}$",
            )
            axes.loglog(
                widths,
                [slope * radius / m**0.5 for m in widths],
                style,
                color=VERMILLION,
                label=f"variance $1/m$, as printed, $R = {radius}$",
            )
        axes.axhline(1, color=GREY, linewidth=0.8, label="a margin of 1")
        axes.set(xlabel="width $m$", ylabel=r"$\|\nabla f_t\|\,R/\sqrt{m}$, $t = 4$")
