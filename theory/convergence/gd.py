"""The order steps of appendix D (lemma 5: gradient descent with gradients of finite precision).

Variables as in appendix C.
"""

from __future__ import annotations

from theory.convergence.sgd import ROUNDING, TRAVEL
from theory.convergence.steps import Step, by_name

RADIUS = "R >= T**16"
#: Steps of the auxiliary SGD run that finds W~.
AUXILIARY = "(n + L**2)"
#: Lemma 11 at radius T^8/sqrt(m), for one unit of ||W - W~||.
LINEARISATION = "(T**8/sqrt(m))**(1/3)*T**10*sqrt(m)*log(m)"
BOUND_67 = "T**16*sqrt(n) + T**(62/3)*n**2*log(m)/m**(1/6) + n**2*T**8/m**(3/2)"
#: The same without the slack factor n in (66), and with the rounding term unchanged.
BOUND_67_TIGHT = "T**16*sqrt(n) + T**(62/3)*n*log(m)/m**(1/6) + n*T**8/sqrt(m)"
PRINTED_WIDTH_FOR_67 = "m >= n**(9/2)*log(m)**3"
WIDTH_FOR_67 = "m >= n**9*log(m)**6"
WIDTH_FOR_TIGHT = "m >= n**3*log(m)**6"

STEPS = by_name(
    [
        Step(
            "eq-53",
            "after k = max(n, L^2) steps of SGD the mean of (51) is O(R^2/sqrt(n))",
            f"(R**2*sqrt({AUXILIARY}) + R*L)/{AUXILIARY}",
            "R**2/sqrt(n)",
            (RADIUS,),
        ),
        Step(
            "eq-53-radius",
            "the auxiliary run stays within O(T^8/sqrt(m)) for m > max(n^2, L^4)",
            f"sqrt({AUXILIARY})*T**8/m",
            "T**8/sqrt(m)",
            ("m >= n**2", "m >= L**4"),
        ),
        Step(
            "eq-53-width-as-printed",
            "m > max(n^2, L^4) is enough for (40) in the auxiliary run",
            f"(R/sqrt(m))**(1/3)*T**10*{AUXILIARY}*log(m)*R",
            f"R**2*sqrt({AUXILIARY})",
            (RADIUS, "m >= n**2", "m >= L**4"),
        ),
        Step(
            "eq-53-width-corrected",
            "m / log^6 m >= n^3 + L^6 is enough for (40) in the auxiliary run",
            f"(R/sqrt(m))**(1/3)*T**10*{AUXILIARY}*log(m)*R + {AUXILIARY}*R/sqrt(m)",
            f"R**2*sqrt({AUXILIARY})",
            (RADIUS, "m >= n**3*log(m)**6", "m >= L**6*log(m)**6"),
        ),
        Step(
            "eq-58",
            "one step moves W by eta (T^8 + 1)",
            "(T**8 + 1)/(m*sqrt(n))",
            "T**8/(m*sqrt(n)) + 1/(m**2*sqrt(n))",
        ),
        Step("eq-58-travel", "and n steps by sqrt(n) T^8 / m", f"n*(T**8 + {ROUNDING})/(m*sqrt(n))", TRAVEL),
        Step(
            "in-the-ball",
            "m > n keeps the iterates within O(T^8/sqrt(m)) of the start",
            TRAVEL,
            "T**8/sqrt(m)",
            ("m >= n",),
        ),
        Step(
            "eq-64-rounding",
            "the rounding term that (63)-(64) leave out is O of the linearisation error that they keep",
            f"n*{ROUNDING}*T**8/sqrt(m)",
            f"{LINEARISATION}*n*T**8/sqrt(m)",
        ),
        Step(
            "eq-65-start",
            r"the distance at the start, $\lVert W^{(1)} - \tilde W\rVert^2/\eta$",
            "(T**8/(m*sqrt(n)) + T**8/sqrt(m))**2*m*sqrt(n)",
            "T**16*sqrt(n)",
        ),
        Step(
            "eq-66-linearisation",
            "the linearisation error, the distances bounded by $O(T^8/\\sqrt m)$, is O of the first term of (66)",
            f"{LINEARISATION}*n*T**8/sqrt(m)",
            "(T**8/sqrt(m))**(1/3)*T**10*n*log(m)*(2*n*T**8)",
        ),
        Step(
            "eq-66",
            "linearisation error and rounding term together are O of all of (66)",
            f"({LINEARISATION} + {ROUNDING})*n*T**8/sqrt(m)",
            "(T**8/sqrt(m))**(1/3)*T**10*n*log(m)*(2*n*T**8) + n**2*T**8/m**(3/2)",
        ),
        Step(
            "eq-67",
            "(65) + (66) is O of (67)",
            "T**16*sqrt(n) + n*(T**8 + 1)**2/(m*sqrt(n))"
            " + (T**8/sqrt(m))**(1/3)*T**10*n*log(m)*(2*n*T**8) + n**2*T**8/m**(3/2)",
            BOUND_67,
        ),
        Step(
            "eq-67-tight",
            "(63)-(64) with the rounding term is O of the tight form of (67)",
            f"T**16*sqrt(n) + n*(T**8 + 1)**2/(m*sqrt(n)) + ({LINEARISATION} + {ROUNDING})*n*T**8/sqrt(m)",
            BOUND_67_TIGHT,
        ),
        Step(
            "width-as-printed",
            "m / log^3 m > n^(9/2) makes (67) O(R^2 sqrt(n))",
            BOUND_67,
            "R**2*sqrt(n)",
            (RADIUS, PRINTED_WIDTH_FOR_67, "m >= n"),
        ),
        Step(
            "width-as-printed-tight",
            "m / log^3 m > n^(9/2) makes the tight form of (67) O(R^2 sqrt(n))",
            BOUND_67_TIGHT,
            "R**2*sqrt(n)",
            (RADIUS, PRINTED_WIDTH_FOR_67, "m >= n"),
        ),
        Step(
            "width-corrected",
            "m / log^6 m >= n^9 makes (67) O(R^2 sqrt(n))",
            BOUND_67,
            "R**2*sqrt(n)",
            (RADIUS, WIDTH_FOR_67),
        ),
        Step(
            "width-corrected-tight",
            "m / log^6 m >= n^3 makes the tight form of (67) O(R^2 sqrt(n))",
            BOUND_67_TIGHT,
            "R**2*sqrt(n)",
            (RADIUS, WIDTH_FOR_TIGHT),
        ),
        Step(
            "eq-68",
            r"the loss at $\tilde W$ adds $nR^2/\sqrt n$",
            "(R**2*sqrt(n) + n*R**2/sqrt(n))/n",
            "R**2/sqrt(n)",
        ),
        Step("eq-52", "(68) is within (52)", "R**2/sqrt(n)", "(R**2 + L)/sqrt(n)"),
    ]
)
