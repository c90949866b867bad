"""The order steps of appendix C (lemma 4: SGD with gradients of finite precision).

Variables: T (length), n (iterations), m (width), R (radius times sqrt(m)), L = log(1/delta). Throughout
eta = 1/(m sqrt(n)), the rounding error is at most 1/m in every entry, and R >= T^16.
"""

from __future__ import annotations

from theory.convergence.steps import Step, by_name

RADIUS = "R >= T**16"
#: The distance that SGD covers in n steps of length eta O(T^8).
TRAVEL = "sqrt(n)*T**8/m"
#: The rounding error of one gradient in Frobenius norm: m^2 entries of size 1/m.
ROUNDING = "sqrt(m**2*(1/m)**2)"
#: Lemma 8 at radius R/sqrt(m), for one unit of ||W - W*||.
LINEARISATION = "(R/sqrt(m))**(1/3)*T**10*sqrt(m)*log(m)"
#: Right-hand side of (39), in the form printed.
BOUND_39 = "R**2*sqrt(n) + (R/sqrt(m))**(1/3)*T**10*n*log(m)*(R + n*T**8) + n**2*R/m**(3/2)"
#: The same without the slack factor n: the iterates stay within R/sqrt(m), so ||W - W*|| = O(R/sqrt(m)).
BOUND_39_TIGHT = "R**2*sqrt(n) + (R/sqrt(m))**(1/3)*T**10*n*log(m)*R + n*R/sqrt(m)"
#: The width that the printed bound (39) really needs, and the one that the tight bound needs.
WIDTH_FOR_39 = "m >= n**9*log(m)**6"
WIDTH_FOR_TIGHT = "m >= n**3*log(m)**6"
PRINTED_WIDTH_FOR_39 = "m >= n**(3/2)*log(m)**3"

STEPS = by_name(
    [
        Step(
            "gradient-as-printed",
            "induction hypothesis and (75) as printed give gradients O(T^8)",
            f"T**8*({TRAVEL}) + T**4",
            "T**8",
            ("m >= sqrt(n)*T**8",),
        ),
        Step(
            "gradient-at-printed-width",
            "the product of the cited bounds gives gradients O(T^8) at the printed width",
            f"T*(T**7*{TRAVEL} + T**3)*(T**6*{TRAVEL} + T)",
            "T**8",
            ("m >= sqrt(n)*T**8",),
        ),
        Step(
            "gradient-corrected",
            "the product of the cited bounds gives gradients O(T^8) for m >= sqrt(n) T^11",
            f"T*(T**7*{TRAVEL} + T**3)*(T**6*{TRAVEL} + T)",
            "T**8",
            ("m >= sqrt(n)*T**11",),
        ),
        Step(
            "eq-29-middle",
            r"one step moves $W$ by $\eta$ times $T^8$ plus the norm of the rounding error",
            f"(T**8 + {ROUNDING})/(m*sqrt(n))",
            "(T**8 + 1/m)/(m*sqrt(n))",
        ),
        Step(
            "eq-29",
            "the last form of (29)",
            f"(T**8 + {ROUNDING})/(m*sqrt(n))",
            "T**8/(m*sqrt(n)) + 1/(m**2*sqrt(n))",
        ),
        Step(
            "travel",
            "i + 1 steps of (29) move W by at most (i+1) T^8 / (m sqrt(n)), for i < n at most sqrt(n) T^8 / m",
            f"n*(T**8 + {ROUNDING})/(m*sqrt(n))",
            TRAVEL,
        ),
        Step("rounding-norm", "the rounding error has Frobenius norm O(1/m)", ROUNDING, "1/m"),
        Step("rounding-norm-corrected", "the rounding error has Frobenius norm O(1)", ROUNDING, "1"),
        Step(
            "in-the-ball",
            "m > n keeps the iterates within O(R / sqrt(m)) of the start",
            TRAVEL,
            "R/sqrt(m)",
            (RADIUS, "m >= n"),
        ),
        Step(
            "eq-37-start",
            r"the distance at the start, $\lVert W^{(1)} - W^*\rVert^2/\eta$",
            "(T**8/(m*sqrt(n)) + R/sqrt(m))**2*m*sqrt(n)",
            "(R**2 + T**16)*sqrt(n)",
        ),
        Step(
            "eq-37-gradients",
            "eta times the sum of squared gradients, rounding included",
            f"n*(T**8 + {ROUNDING})**2/(m*sqrt(n))",
            "n*(T**8 + 1)**2/(m*sqrt(n))",
        ),
        Step(
            "eq-38-linearisation",
            "the linearisation error (35), the distances bounded by travel and radius",
            f"{LINEARISATION}*n*({TRAVEL} + R/sqrt(m))",
            "(R/sqrt(m))**(1/3)*T**10*n*log(m)*(R + n*T**8)",
        ),
        Step(
            "eq-38-rounding",
            "the rounding term (36) by itself is what (38) says",
            f"n*{ROUNDING}*({TRAVEL} + R/sqrt(m))",
            "(n**2*T**8 + n*R)/m**(3/2)",
            (RADIUS, "m >= n"),
        ),
        Step(
            "eq-38-rounding-corrected",
            "the rounding term (36) by Cauchy-Schwarz",
            f"n*{ROUNDING}*({TRAVEL} + R/sqrt(m))",
            "n*R/sqrt(m)",
            (RADIUS, "m >= n"),
        ),
        Step(
            "eq-38",
            "linearisation error and rounding term together are O of all of (38)",
            f"({LINEARISATION} + {ROUNDING})*n*({TRAVEL} + R/sqrt(m))",
            "(R/sqrt(m))**(1/3)*T**10*n*log(m)*(R + n*T**8) + (n**2*T**8 + n*R)/m**(3/2)",
        ),
        Step(
            "eq-38-total",
            "the rounding term is O of the linearisation error, so the sum (37)-(38) stands",
            f"n*{ROUNDING}*({TRAVEL} + R/sqrt(m))",
            f"{LINEARISATION}*n*({TRAVEL} + R/sqrt(m))",
        ),
        Step(
            "eq-39",
            "(37) + (38) is O of (39)",
            "(R**2 + T**16)*sqrt(n) + n*(T**8 + 1)**2/(m*sqrt(n))"
            " + (R/sqrt(m))**(1/3)*T**10*n*log(m)*(R + n*T**8) + (n**2*T**8 + n*R)/m**(3/2)",
            BOUND_39,
            (RADIUS,),
        ),
        Step(
            "eq-39-tight",
            "(34)-(36) is O of the tight form of (39)",
            "(R**2 + T**16)*sqrt(n) + n*(T**8 + 1)**2/(m*sqrt(n))"
            f" + ({LINEARISATION} + {ROUNDING})*n*({TRAVEL} + R/sqrt(m))",
            BOUND_39_TIGHT,
            (RADIUS, "m >= n"),
        ),
        Step(
            "width-as-printed",
            "m / log^3 m > n^(3/2) makes (39) O(R^2 sqrt(n))",
            BOUND_39,
            "R**2*sqrt(n)",
            (RADIUS, PRINTED_WIDTH_FOR_39, "m >= n"),
        ),
        Step(
            "width-as-printed-tight",
            "m / log^3 m > n^(3/2) makes the tight form of (39) O(R^2 sqrt(n))",
            BOUND_39_TIGHT,
            "R**2*sqrt(n)",
            (RADIUS, PRINTED_WIDTH_FOR_39, "m >= n"),
        ),
        Step(
            "width-corrected",
            "m / log^6 m >= n^9 makes (39) O(R^2 sqrt(n))",
            BOUND_39,
            "R**2*sqrt(n)",
            (RADIUS, WIDTH_FOR_39),
        ),
        Step(
            "width-corrected-tight",
            "m / log^6 m >= n^3 makes the tight form of (39) O(R^2 sqrt(n))",
            BOUND_39_TIGHT,
            "R**2*sqrt(n)",
            (RADIUS, WIDTH_FOR_TIGHT),
        ),
        Step(
            "eq-40",
            r"the loss at $W^*$ adds at most $n(1 + R^2)/n$",
            "R**2*sqrt(n) + n*(1 + R**2)/n",
            "R**2*sqrt(n)",
        ),
        Step(
            "eq-41",
            "(74) along the run",
            f"T**6*({TRAVEL}) + T",
            "T**14*sqrt(n/m) + T",
        ),
        Step("eq-41-end", "m > n bounds the output by O(T^14)", "T**14*sqrt(n/m) + T", "T**14", ("m >= n",)),
        Step("loss-bound", "the cross entropy of an output O(T^14) is O(T^14)", "T**14 + 1", "T**14"),
        Step("eq-51", "(50) with (40)", "R**2*sqrt(n) + T**14*L", "R**2*sqrt(n) + R*L", (RADIUS,)),
        Step(
            "eq-24-directly",
            "(51) over n is O((R^2 + L)/sqrt(n))",
            "(R**2*sqrt(n) + R*L)/n",
            "(R**2 + L)/sqrt(n)",
            (RADIUS,),
        ),
        Step(
            "eq-24",
            "the error is also at most 2, and the smaller of the two is O((R^2 + L)/sqrt(n))",
            "min(2, (R**2*sqrt(n) + R*L)/n)",
            "(R**2 + L)/sqrt(n)",
            (RADIUS,),
        ),
    ]
)

#: The converse steps, which show that the bounds above are not larger than necessary.
CONVERSES = by_name(
    [
        Step("rounding-norm", "the rounding error is not of smaller order than 1", "1", ROUNDING),
        Step(
            "eq-39",
            "(39) is O of (37) + (38) and the rounding term that it adds",
            STEPS["eq-39"].right,
            f"{STEPS['eq-39'].left} + n**2*R/m**(3/2)",
            (RADIUS,),
        ),
        Step(
            "eq-38-linearisation",
            "the linearisation error in the form of (38) is O of the same with n T^8 / sqrt(m) for the distance",
            "(R/sqrt(m))**(1/3)*T**10*n*log(m)*(R + n*T**8)",
            f"{LINEARISATION}*n*(n*T**8/sqrt(m) + R/sqrt(m))",
        ),
        Step(
            "eq-38-linearisation-back",
            "and the other way round",
            f"{LINEARISATION}*n*(n*T**8/sqrt(m) + R/sqrt(m))",
            "(R/sqrt(m))**(1/3)*T**10*n*log(m)*(R + n*T**8)",
        ),
    ]
)
