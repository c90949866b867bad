"""The tree of sub-tasks of d = 8 as a sequence of tokens."""

from pathlib import Path

import matplotlib.pyplot as plt

from theory.tasks.parity import BitSubsetParity


def draw(path: Path) -> None:
    task = BitSubsetParity(8, (0, 2, 4, 6))
    figure, axes = plt.subplots(figsize=(7.2, 3.2), layout="constrained")
    heights = dict.fromkeys(range(8), 0.0)
    for k, gate in enumerate(task.gates):
        heights[8 + k] = 1 + max(heights[c] for c in gate.inputs)
    places = {column: float(column) for column in range(8)}
    for k, gate in enumerate(task.gates):
        places[8 + k] = sum(places[c] for c in gate.inputs) / 2
        for c in gate.inputs:
            axes.plot([places[c], places[8 + k]], [heights[c], heights[8 + k]], color="gray", zorder=1)
    for column, height in heights.items():
        is_answer = column == task.sequence_length
        used = column >= 8 or column in task.subset
        color = "tab:orange" if is_answer else "tab:blue" if used else "lightgray"
        axes.scatter([places[column]], [height], s=520, color=color, zorder=2)
        name = "$y_{10}$" if is_answer else f"$z_{{{column + 1}}}$"
        axes.text(places[column], height, name, ha="center", va="center", color="white" if used else "black")
    axes.set(xlim=(-0.6, 7.6), ylim=(-0.45, 2.45))
    axes.axis("off")
    figure.savefig(path)
    plt.close(figure)
