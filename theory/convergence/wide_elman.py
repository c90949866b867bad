"""The order steps of the theorem about a wide Elman net whose token weights are small (the paper elman-2026).

Variables: T (length), k (outputs), N (tokens that a label depends on), m (width), n (samples), L (a logarithm that
holds n, T and the inverse of delta), E = 1/epsilon, R (radius times sqrt(m)), Q (the largest 1/coefficient of the
kernel), G (every event fails with probability e^-G), H = sqrt(m/G), S (flipped units a step). K is the constant of a
width: a bound that falls with a power of K is below every constant for a large K.
"""

from __future__ import annotations

from theory.convergence.steps import Step, by_name

#: Events of probability at least 1 - e^-G, over all pairs of sequences at once.
TAIL = "(T*log(m) + L)"
#: How far states and preactivations move within the ball.
MOVED = "(T**2*sqrt(log(m))*R/sqrt(m))"
#: How many units change their sign at one step.
FLIPPED = "(T**(4/3)*log(m)**(1/3)*R**(2/3)*m**(2/3))"
#: The change of the backward vectors within the ball, and the deviation from linearity for one unit of distance.
CHANGED = f"(T*log(m)*sqrt({FLIPPED}) + T**2*sqrt(log(m))*R)"
DEVIATION = "T**(8/3)*log(m)**(7/6)*R**(1/3)*m**(1/3)"
#: Widths at which the kernel is close to its limit, and at which the net is linear enough.
KERNEL_WIDTH = "m >= K*T**12*k**4*Q**4*G"
LINEAR_WIDTH = "m >= K*T**16*R**8*log(m)**7"
#: The radius: of samples, and of all inputs at once. Q = T^N / c_N.
RADIUS, RADIUS_ALL = "(L*sqrt(k*T**N))", "((L + sqrt(T))*sqrt(k*T**N))"
WIDTH = "m >= K*k**4*T**(4*N + 16)*L**8*log(m)**7"
WIDTH_ALL = "m >= K*k**4*T**(4*N + 20)*L**8*log(m)**7"
_N = ("N >= 2",)

#: Lower bounds on the width that the proof uses, by name, in T, m, R, Q, k and G.
NEEDED = {
    "laws": "T**3*log(m)",
    "chains": "T**2*G",
    "counts": "G**3",
    "kernel": "T**12*k**4*Q**4*G",
    "linear": "T**16*R**8*log(m)**7",
}

FINITE_WIDTH_STEPS = by_name(
    [
        Step("norms", "squared norms: one law a step", "T*(1/H)", "T/H"),
        Step("forward", "inner products of states: errors add", "T*(T/H + 1/H)", "T**2/H"),
        Step("masks", "overlaps of masks", "sqrt(T**2/H) + 1/H", "T/sqrt(H)"),
        Step("seen", "the part of the backward vector that the forward pass has seen",
             "sqrt(G) + T*sqrt(G/m)*sqrt(m)", "T*sqrt(G)"),
        Step("transport", "one step backward: fresh part, cross terms, seen parts",
             "1/H + T*sqrt(G)*sqrt(G)/m + (T*sqrt(G))**2/m", "1/H", ("G == m/H**2", "H >= T**2")),
        Step("equal-depths", "backward vectors of equal depth", "T*(T/sqrt(H) + 1/H)", "T**2/sqrt(H)"),
        Step("unequal-depths", "backward vectors of unequal depth", "1/H + T*(1/H)", "T/H"),
        Step("kernel", "the kernel: T pairs of equal depth, T^2 of unequal depth",
             "T*(T**2/sqrt(H) + T**2/H) + T**2*(T/H)", "T**3/sqrt(H)"),
        Step("kernel-width", "the width makes it a small part of the least coefficient",
             "T**3*(G/m)**(1/4)", "K**(-1/4)/(k*Q)", (KERNEL_WIDTH,)),
        Step("kernel-width-masks", "and T sqrt(h) small", "T*(G/m)**(1/4)", "K**(-1/4)", (KERNEL_WIDTH,)),
    ]
)  # fmt: skip

STABILITY_STEPS = by_name(
    [
        Step("blocks", "a product on all of R^m, from blocks of the largest sparsity",
             "sqrt(m/S)", "T*sqrt(log(m))", ("S == m/(T**2*log(m))",)),
        Step("sparse", "a product between two sparse sets", "(sqrt(T) + sqrt(S*log(m)))/sqrt(m)",
             "sqrt(S*log(m)/m)", ("S >= T",)),
        Step("rows", "a product from R^m to a sparse set, from m/S blocks",
             "sqrt(m/S)*sqrt(S*log(m)/m)", "sqrt(log(m))"),
        Step("moved", "how far preactivations move", "T*(T*sqrt(log(m)))*(R/sqrt(m))", MOVED),
        Step("flipped", "units that change their sign", f"m**(3/2)*({MOVED}**(2/3)/sqrt(m))"
             f" + {MOVED}**2/({MOVED}**(2/3)/sqrt(m))**2 + m*sqrt(G/m)", FLIPPED, ("m >= G**3",)),
        Step("few", "they are sparse, and T kappa is small", f"T**2*log(m)*{FLIPPED}/m", "K**(-1/3)", (LINEAR_WIDTH,)),
        Step("changed", "backward vectors: flips, and moved weights",
             f"T*sqrt({FLIPPED}*log(m))*sqrt(log(m)) + T*sqrt(m)*(R/sqrt(m))*(T*sqrt(log(m)))", CHANGED),
        Step("deviation", "the deviation from linearity for one unit of distance", f"T*{CHANGED} + T*sqrt(m)*{MOVED}",
             DEVIATION, ("m >= T*R**2",)),
        Step("eighth", "it is small over the ball", f"{DEVIATION}*R/sqrt(m)", "K**(-1/6)", (LINEAR_WIDTH,)),
        Step("gradient", "and gradients change by less than their size", f"T*{CHANGED} + T*sqrt(m)*{MOVED}",
             "K**(-1/6)*sqrt(m)", (LINEAR_WIDTH,)),
    ]
)  # fmt: skip


def _width_steps(prefix: str, radius: str, width: str) -> list[Step]:
    """Each lower bound of ``NEEDED``, with 1/Q = c_N T^-N and the radius put in, follows from one width."""
    words = {"R": radius, "Q": "(T**N)", "G": TAIL}
    return [
        Step(
            f"{prefix}-{name}",
            f"the width of the theorem implies `m >= K {bound}`",
            "K*" + "".join(words.get(letter, letter) for letter in bound),
            "m",
            (width, "T >= k"),
            _N,
        )
        for name, bound in NEEDED.items()
    ]


THEOREM_STEPS = by_name(
    [
        *_width_steps("width", RADIUS, WIDTH),
        *_width_steps("width-all", RADIUS_ALL, WIDTH_ALL),
        Step("samples-fast", "at the larger rate", f"k*(T*{RADIUS}**2 + L)/n", "1/E",
             ("n >= T**(N + 3)*L**2*E", "T >= k"), _N),
        Step("samples-slow", "at the printed rate", f"k*({RADIUS}**2*sqrt(n) + L)/n", "1/E",
             ("n >= T**(2*N + 4)*L**4*E**2", "T >= k"), _N),
        Step("steps-all", "full gradients", f"k*T*{RADIUS_ALL}**2/n", "1/E", ("n >= T**(N + 4)*L**2*E", "T >= k"), _N),
        Step("rounded", "gradients of finite precision", "n*R/sqrt(m)", "R", ("m >= n**2",)),
        Step("start-linear", "with the larger start in place of the smaller inputs", f"T**(3/2)*{DEVIATION}*R/sqrt(m)",
             "K**(-1/6)", ("m >= K*T**25*R**8*log(m)**7",)),
        Step("start-width", "its width", f"T**25*{RADIUS}**8*log(m)**7", "k**4*T**(4*N + 25)*L**8*log(m)**7", (), _N),
        Step("start-samples", "its samples, at eta of order 1/(m T^4)", f"k*(T**4*{RADIUS}**2 + L)/n", "1/E",
             ("n >= T**(N + 6)*L**2*E", "T >= k"), _N),
    ]
)  # fmt: skip
