"""The largest coefficient over all gates against the number of inputs."""

from empirics.plots.style import Files, figure
from theory.hypothesis_class.gates import largest_coefficient


def draw(files: Files) -> None:
    with figure(files) as (_, [axes]):
        inputs = range(2, 9)
        for values, label in (("plus_minus", r"values $\pm 1$"), ("zero_one", r"values $\{0, 1\}$")):
            axes.plot(inputs, [largest_coefficient(n, values).value.log10 for n in inputs], "o-", label=label)
        axes.set(xlabel="inputs $N$", ylabel=r"$\log_{10}\,\max\,|a_i|$ over all gates", yscale="log")
