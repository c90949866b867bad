"""From the conclusions of lemmas 6, 7 and 8 to theorem 2: one set of conditions, every link an order relation.

The scale is that of B ~ N(0, 1), the only one in which the theorem can hold: with B ~ N(0, 1/m), as printed,
training moves the output by O(sqrt(n)/m) while it starts at size 1/sqrt(m). So the gradients carry a factor
sqrt(m) here: they are O(sqrt(m) T^5) within rho = ||W - W0|| <= T^-5, and |f| = O(T sqrt(T + L) + sqrt(m) T^6 rho).

Variables: T, n, m as in the paper, R (radius times sqrt(m)), L = log(1/delta), E = 1/epsilon; phi is any bound on the
squared complexities of lemma 6, such as (10) where that lemma, as corrected, gives it.
"""

from __future__ import annotations

from theory.convergence.steps import Step, by_name

#: Conditions under which lemma 4 (and 5) holds: R bounded below, m bounded below.
RADIUS = "R >= T**6"
WIDTHS = (
    "m >= n**3*T**60*log(m)**6/R**4",  # linearisation
    "m >= T**10*R**2",  # the ball is so small that gradients are O(sqrt(m) T^5)
    "m >= n",
    "m >= T**9",  # lemmas 9 to 11 for all 2^d inputs at once
    "m >= T**6*L**3",
    "m >= T**3*log(T)**3",
    "m >= log(n)**3",
)
LEMMA_4 = (RADIUS, *WIDTHS)
#: Lemma 8 at radius R/sqrt(m), for one unit of ||W - W*||, and the rounding error, which is O(1).
ERROR = "((R/sqrt(m))**(1/3)*T**10*sqrt(m)*log(m) + 1)"
BALL = "(R/sqrt(m))"
LOSS = "(T**6*R + T*sqrt(T + L))"

#: The final conditions: samples, and width.
SAMPLES = "n >= T**2*(T**4*phi + L)**2*E**2"
WIDTH = "m >= n**3*T**14*log(m)**6"
COMPLEXITY = "phi >= T**19"  # T^(16 + 3N + deg) with N >= 1
FINAL = (SAMPLES, WIDTH, COMPLEXITY)
#: Lemma 7 with lemma 6: R = T * T * sqrt(phi), up to logarithms.
R_OF_PHI = "T**2*sqrt(phi)"

LEMMA_4_STEPS = by_name(
    [
        Step(
            "gradient",
            "(75), corrected, over sqrt(m), within the ball of radius R/sqrt(m)",
            f"T*(T**7*{BALL} + T**3)*(T**6*{BALL} + T)",
            "T**5",
            LEMMA_4,
        ),
        Step(
            "ball",
            r"$m\lVert W^{(i)} - W^*\rVert^2$ stays $O(R^2)$: start, losses at $W^*$, squared gradients, errors",
            f"R**2 + (1 + R**2)/sqrt(n) + T**10 + sqrt(n)*{ERROR}*{BALL}",
            "R**2",
            LEMMA_4,
        ),
        Step(
            "regret",
            r"the sum of the training losses is $O(R^2\sqrt n)$: (34)-(36) with the loss at $W^*$",
            f"R**2*sqrt(n) + sqrt(n)*(T**5 + 1/sqrt(m))**2 + n*{ERROR}*{BALL} + n*(1 + R**2)/n",
            "R**2*sqrt(n)",
            LEMMA_4,
        ),
        Step(
            "loss",
            "the loss along the run is of the size of the outputs",
            f"sqrt(m)*T**6*{BALL} + T*sqrt(T + L)",
            LOSS,
        ),
        Step(
            "bound",
            "(50) over n, or the trivial bound 2, is (24)",
            f"min(2, R**2/sqrt(n) + {LOSS}*L/n)",
            "(R**2 + L)/sqrt(n)",
            (RADIUS,),
        ),
    ]
)

THEOREM_2_STEPS = by_name(
    [
        Step("radius", "lemma 7's R meets lemma 4's premise", "T**6", R_OF_PHI, (COMPLEXITY,)),
        Step(
            "end-to-end",
            "lemma 1 multiplies (24) by T - d, and the samples pay for it",
            f"T*(({R_OF_PHI})**2 + L)/sqrt(n)",
            "1/E",
            (SAMPLES,),
        ),
        *(
            Step(
                f"width-{index}",
                f"the final width implies `{condition}`",
                condition.split(" >= ")[1].replace("R", f"({R_OF_PHI})"),
                "m",
                FINAL,
            )
            for index, condition in enumerate(WIDTHS)
        ),
    ]
)

#: What theorem 2's own sample bound gives.
PRINTED_SAMPLES = "n >= (phi + L)**2*E**2"
PRINTED_STEPS = by_name(
    [
        Step(
            "as-printed",
            "theorem 3 and lemma 1 at the printed n",
            "T*(phi + L)/sqrt(n)",
            "1/E",
            (PRINTED_SAMPLES, "phi >= T**19"),
        ),
        Step(
            "with-the-factor",
            "theorem 3 and lemma 1 at T^2 times as many samples",
            "T*(phi + L)/sqrt(n)",
            "1/E",
            ("n >= T**2*(phi + L)**2*E**2",),
        ),
        Step(
            "phi-of-lemmas", "the R^2 of lemmas 6 and 7 is O(phi)", f"({R_OF_PHI})**2", "phi", (COMPLEXITY,)
        ),
        Step(
            "premise-16",
            "the R of lemmas 6 and 7 is Omega(T^16) for two inputs and degree two",
            "T**16",
            "T**2*sqrt(phi)",
            ("phi == T**24",),
        ),
        Step(
            "samples-polynomial",
            "the corrected number of samples as a power of T, with a the largest coefficient and parameters N, deg",
            "T**2*(T**4*T**(16 + 3*N + deg)*a**2 + L)**2*E**2",
            "T**(42 + 6*N + 2*deg)*a**4*L**2*E**2",
            (),
            ("N >= 1", "deg >= 0"),
        ),
        Step(
            "phi-at-least",
            "the power of T and the largest coefficient in (10) are at least T^19",
            "T**19",
            "T**(16 + 3*N + deg)*a**2",
            (),
            ("N >= 1", "deg >= 0"),
        ),
    ]
)

#: With B ~ N(0, 1/m): how far the output can move, against its size at the start times a fraction 1/D.
FROZEN = Step(
    "frozen",
    "for m >= n T^28 D^2 training moves the output by less than 1/D of its initial scale",
    "T**6*sqrt(n)*T**8/m",
    "1/(sqrt(m)*D)",
    ("m >= n*T**28*D**2",),
)
