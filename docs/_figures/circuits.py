"""Phi of four built-in tasks against d, with lemma 3's polynomials and with the smallest found."""

from empirics.plots.style import BLACK, BLUE, GREEN, VERMILLION, Files, figure
from theory.hypothesis_class.circuit_bounds import circuit_bound
from theory.tasks.library import build

SIZES = (4, 8, 16, 32, 64)


def draw(files: Files) -> None:
    with figure(files) as (_, [axes]):
        for name, color in (
            ("multiplication", VERMILLION),
            ("addition", BLUE),
            ("comparison", GREEN),
            ("parity", BLACK),
        ):
            bounds = [circuit_bound(build(name, d)) for d in SIZES]
            axes.plot(SIZES, [bound.paper.log10_phi for bound in bounds], "o-", color=color, label=name)
            axes.plot(
                SIZES,
                [bound.smaller.complexity.log10_phi for bound in bounds if bound.smaller],
                "o--",
                color=color,
            )
        axes.set(xscale="log", xlabel="input bits $d$", ylabel=r"$\log_{10}\phi$ ($C = 1$)")
        axes.set_xticks(SIZES, [str(d) for d in SIZES])
        axes.minorticks_off()
