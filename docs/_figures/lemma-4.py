"""The terms of (39) over R^2 sqrt(n), as powers of n, against the width as a power of n."""

from fractions import Fraction

from empirics.plots.style import BLACK, GREY, Files, figure
from theory.asymptotics import Ray, parse_quantity
from theory.convergence.sgd import BOUND_39

ZERO = Fraction(0)


def ray(width: Fraction) -> Ray:
    powers = {"T": ZERO, "R": ZERO, "n": Fraction(1), "m": width}
    return Ray({name: (power, ZERO, ZERO) for name, power in powers.items()})


def draw(files: Files) -> None:
    goal = parse_quantity("R**2*sqrt(n)").monomials[0]
    terms = [term for term in parse_quantity(BOUND_39).monomials if term != goal]
    widths = [Fraction(k, 4) for k in range(4, 42)]
    with figure(files) as (_, [axes]):
        for term in terms:
            heights = [float(ray(width).growth(term / goal)[0]) for width in widths]
            axes.plot([float(width) for width in widths], heights, label=f"${term.latex()}$")
        axes.axhline(0, color=BLACK, linewidth=0.8)
        for width, text in ((1.5, "printed"), (3, "needed, sharper (38)"), (9, "needed, (39)")):
            axes.axvline(width, color=GREY, linestyle=":", linewidth=1, label=text)
        axes.set(xlabel=r"$\log m / \log n$", ylabel=r"power of $n$ above $R^2\sqrt{n}$", ylim=(-2, 2))
