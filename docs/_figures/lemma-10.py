"""The bound on gradients as a power of T, against the radius as a power of T."""

from fractions import Fraction

from empirics.plots.style import GREY, Files, figure
from theory.asymptotics import Ray, parse_quantity
from theory.convergence.recurrence import CORRECTED_75, GRADIENT, PRINTED_75

ZERO = Fraction(0)


def draw(files: Files) -> None:
    smallness = [Fraction(k, 10) for k in range(0, 71)]  # r = 1/rho = T^x
    with figure(files) as (_, [axes]):
        for bound, text, style in (
            (GRADIENT, "from the factors of (76)", "-"),
            (CORRECTED_75, r"$T^{14}\rho^2 + T^{10}\rho + T^5$", ":"),
            (PRINTED_75, "(75) as printed", "--"),
        ):
            terms = parse_quantity(bound).monomials
            rays = [Ray({"T": (Fraction(1), ZERO, ZERO), "r": (x, ZERO, ZERO)}) for x in smallness]
            heights = [float(max(ray.growth(term)[0] for term in terms)) for ray in rays]
            axes.plot([-float(x) for x in smallness], heights, style, label=text)
        axes.axhline(8, color=GREY, linewidth=0.8, label="what (29) and (58) use")
        axes.set(xlabel=r"$\log_T\rho$", ylabel=r"$\log_T$ of the bound")
