"""The tree of sub-tasks of d = 8 as a sequence of tokens."""

from empirics.plots.style import BLACK, BLUE, GREY, ORANGE, PALE, WHITE, Files, figure
from theory.tasks.parity import BitSubsetParity


def draw(files: Files) -> None:
    task = BitSubsetParity(8, (0, 2, 4, 6))
    with figure(files) as (_, [axes]):
        heights = dict.fromkeys(range(8), 0.0)
        for k, gate in enumerate(task.gates):
            heights[8 + k] = 1 + max(heights[c] for c in gate.inputs)
        places = {column: float(column) for column in range(8)}
        for k, gate in enumerate(task.gates):
            places[8 + k] = sum(places[c] for c in gate.inputs) / 2
            for c in gate.inputs:
                axes.plot([places[c], places[8 + k]], [heights[c], heights[8 + k]], color=GREY, zorder=1)
        for column, height in heights.items():
            is_answer = column == task.sequence_length
            used = column >= 8 or column in task.subset
            color = ORANGE if is_answer else BLUE if used else PALE
            axes.scatter([places[column]], [height], s=520, color=color, zorder=2)
            name = "$y_{10}$" if is_answer else f"$z_{{{column + 1}}}$"
            axes.text(places[column], height, name, ha="center", va="center", color=WHITE if used else BLACK)
        axes.set(xlim=(-0.6, 7.6), ylim=(-0.45, 2.45))
        axes.axis("off")
