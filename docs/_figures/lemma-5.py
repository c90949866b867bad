"""The middle term of (67), as printed and sharper, over R^2 sqrt(n), as powers of n."""

from fractions import Fraction

from empirics.plots.style import BLACK, GREY, Files, figure
from theory.asymptotics import Ray, parse_quantity
from theory.convergence.gd import BOUND_67, BOUND_67_TIGHT

ZERO = Fraction(0)


def ray(width: Fraction) -> Ray:
    powers = {"T": ZERO, "R": ZERO, "n": Fraction(1), "m": width}
    return Ray({name: (power, ZERO, ZERO) for name, power in powers.items()})


def draw(files: Files) -> None:
    goal = parse_quantity("R**2*sqrt(n)").monomials[0]
    widths = [Fraction(k, 4) for k in range(4, 42)]
    with figure(files) as (_, [axes]):
        for bound, text in ((BOUND_67, "(67) as printed"), (BOUND_67_TIGHT, "with the sharper (66)")):
            middle = next(term for term in parse_quantity(bound).monomials if "log(m)" in term.bases)
            heights = [float(ray(width).growth(middle / goal)[0]) for width in widths]
            axes.plot([float(width) for width in widths], heights, label=f"{text}: ${middle.latex()}$")
        axes.axhline(0, color=BLACK, linewidth=0.8)
        axes.axvline(4.5, color=GREY, linestyle=":", linewidth=1, label="printed width")
        axes.set(xlabel=r"$\log m / \log n$", ylabel=r"power of $n$ above $R^2\sqrt{n}$")
