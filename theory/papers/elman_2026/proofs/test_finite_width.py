"""The kernel at finite width: how errors of one step add up, as certificates, and the derivatives behind them."""

import numpy as np
import sympy

from theory.convergence.wide_elman import FINITE_WIDTH_STEPS as STEPS
from theory.ledger import supports
from theory.papers.elman_2026.proofs.orders import decides, inner, words
from theory.papers.wies_2023.proofs.orders import same

LAW = "(1/H)"


@supports("lemma-angles/derivatives", evidence="symbolic")
def test_the_derivatives_of_the_step(claim, over):
    said = claim("lemma-angles").statement
    n, p = over.symbols("n p", positive=True)
    rho = over.symbols("rho", real=True)
    q = sympy.Symbol("q", real=True)

    def kappa_0(r):
        return (sympy.pi - sympy.acos(r)) / sympy.pi

    def kappa_1(r):
        return (sympy.sqrt(1 - r**2) + r * (sympy.pi - sympy.acos(r))) / sympy.pi

    step = said.F(n=n, p=p, q=q, kappa1=kappa_1)
    assert sympy.simplify(step - sympy.sqrt(n * p) * kappa_1(q / sympy.sqrt(n * p))) == 0
    at = {q: rho * sympy.sqrt(n * p)}

    def vanishes(expression):
        return sympy.simplify(sympy.expand(expression.subs(at))) == 0

    assert vanishes(sympy.diff(step, q) - said.dq(n=n, p=p, q=q, kappa0=kappa_0))
    cosine = said.cosine(n=n, p=p, q=q)
    in_n = said.dn(n=n, p=p, theta=sympy.acos(cosine), sin=sympy.sin, pi=sympy.pi)
    assert vanishes(sympy.diff(step, n) - in_n)
    assert said.slope == kappa_0(sympy.Integer(1))  # kappa_0 grows up to there
    # sin <= 1, and the largest ratio of the squared norms that is allowed
    largest = sympy.sqrt(sympy.Symbol("ratio"))
    ratio = sympy.Rational(4)
    assert said.near(p=4, n=1) and not said.near(p=4 + sympy.Rational(1, 100), n=1)
    assert said.near(p=1, n=1)
    assert largest.subs("ratio", ratio) / (2 * sympy.pi) == said.most(pi=sympy.pi)


@supports("lemma-angles/arccos", evidence="symbolic")
def test_angles_are_square_roots_of_cosines(claim, over):
    """With angles A < B: cos A - cos B = 2 sin((A+B)/2) sin((B-A)/2) >= 2 sin^2((B-A)/2), and sin u >= 2u/pi."""
    said = claim("lemma-angles").statement
    a, b, u = over.symbols("A B u", positive=True)
    product = 2 * sympy.sin((a + b) / 2) * sympy.sin((b - a) / 2)
    assert sympy.simplify(sympy.expand_trig(sympy.cos(a) - sympy.cos(b) - product)) == 0
    chord = sympy.sin(u) - 2 * u / sympy.pi  # 0 at both ends of [0, pi/2], concave between
    assert chord.subs(u, 0) == chord.subs(u, sympy.pi / 2) == 0
    assert sympy.diff(chord, u, 2) == -sympy.sin(u)
    least = 2 * (2 * u / sympy.pi) ** 2  # of a - b, where B - A = 2u
    assert sympy.simplify(said.arccos(a=least, b=0, pi=sympy.pi) - 2 * u) == 0
    assert sympy.simplify(said.masks(a=least, b=0) - 2 * u / sympy.pi) == 0
    assert said.one > said.other
    assert sympy.acos(said.other) - sympy.acos(said.one) == said.arccos(a=said.one, b=said.other, pi=sympy.pi)
    x, y = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41))
    change = np.abs(np.arccos(x) - np.arccos(y))
    assert (change <= said.arccos(a=x, b=y, pi=np.pi) + 1e-12).all()
    assert (change <= np.pi * said.masks(a=x, b=y) + 1e-12).all()


@supports("lemma-finite-width/forward", evidence="certificate")
def test_the_errors_of_the_forward_pass(claim, over):
    said, laws = claim("lemma-finite-width").statement, claim("lemma-uniform-laws").statement
    over.every("T", "h")
    m, tail, c, r = sympy.symbols("m G C T", positive=True)
    size = said.formula("size").right(C=1, G=tail, m=m)
    assert said.formula("size").left(h=size) == size
    assert said.size(h=6, C=2, G=9, m=1) and not said.size(h=5, C=2, G=9, m=1)
    # what the laws ask for, with as many sources as steps
    assert sympy.simplify(laws.formula("enough").left(m=m, h=size) - said.formula("paid").left(G=tail)) == 0
    asked = laws.formula("enough").right(C=c, r=r, m=m)
    assert sympy.simplify(asked - said.formula("paid").right(C=c, T=r, m=m)) == 0
    assert said.paid(G=8, C=2, T=2, m=sympy.E) and said.paid(G=4, C=2, T=2, m=sympy.E)
    assert not said.paid(G=3, C=2, T=2, m=sympy.E)
    norms, forward = inner(said.formula("norms")), inner(said.formula("forward"))
    assert decides(STEPS["norms"], f"T*{LAW}", norms)
    assert decides(STEPS["forward"], f"T*({norms} + {LAW})", forward)
    assert decides(STEPS["masks"], f"sqrt({forward}) + {LAW}", inner(said.formula("masks")))


@supports("lemma-finite-width/backward", evidence="certificate")
def test_the_errors_of_the_backward_pass(claim, over):
    said = claim("lemma-finite-width").statement
    over.every("T", "h", "G", "m")
    small, seen = words(said.formula("small").text), inner(said.formula("seen"))
    assert said.small(h=sympy.Rational(1, 9), T=3) and not said.small(h=sympy.Rational(1, 8), T=3)
    transport = inner(said.formula("transport"))
    assert decides(STEPS["seen"], "sqrt(G) + T*sqrt(G/m)*sqrt(m)", seen)
    given = ("G == m/H**2", "H >= T**2")
    assert same(small.split("<=")[0].strip(), "1/H") and same(small.split("<=")[1].strip(), "1/T**2")
    left = f"{LAW} + {seen}*sqrt(G)/m + {seen}**2/m"
    assert decides(STEPS["transport"], left, transport, *given)
    masks = inner(claim("lemma-finite-width").statement.formula("masks"))
    assert decides(STEPS["equal-depths"], f"T*({masks} + {transport})", inner(said.formula("equal")))
    assert decides(STEPS["unequal-depths"], f"{transport} + T*{transport}", inner(said.formula("unequal")))


@supports("lemma-finite-width/backward", evidence="numeric")
def test_the_multiplier_is_a_share_of_a_mask(claim, over):
    """No two masks share more units than one has, and a mask has half of the units up to U2."""
    said = claim("lemma-finite-width").statement
    width, units = 4096, np.random.default_rng(3).standard_normal((4096, 5))
    over.sample(10, "pairs of directions", seed=3)
    h = 3 * np.sqrt(5 * np.log(width) / width)
    shares = []
    for pair in np.random.default_rng(4).standard_normal((10, 2, 5)):
        first, second = (units @ direction > 0 for direction in pair)
        shares += [said.multiplier(D=2 * (first & second).sum() / width), 2 * first.sum() / width]
    assert max(shares) <= said.at_most(h=h)
    assert max(shares) > said.at_most(h=0) > max(shares) - h  # one is attained, up to the law
    assert said.at_most(h=0) == 1


@supports("lemma-finite-width/kernel", evidence="certificate")
def test_the_errors_of_the_kernel(claim, over):
    said = claim("lemma-finite-width").statement
    over.every("T", "h", "m", "G", "k", "Q", "K")
    equal, unequal = inner(said.formula("equal")), inner(said.formula("unequal"))
    kernel, entry = inner(said.formula("kernel")), inner(said.formula("entry"))
    forward = inner(said.formula("forward"))
    assert decides(STEPS["kernel"], f"T*({equal} + {forward}) + T**2*{unequal}", kernel)
    size = said.formula("size").right.text.replace("C * ", "")
    assert same(entry, kernel, f"H == 1/({size})", "m >= G")
    width = said.formula("width").text
    assert decides(STEPS["kernel-width"], entry, inner(said.formula("share")), width)
    assert decides(STEPS["kernel-width-masks"], "T*(G/m)**(1/4)", "K**(-1/4)", width)
