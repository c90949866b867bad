"""A hundred questions as people ask them, in one variable where a limit can answer them too."""

from itertools import product

#: (left, right, given, parameters): every order between these growths, from small to large ...
SCALE = [
    "log(log(n))**3",
    "log(n)",
    "log(n)**7",
    "exp(sqrt(log(n)))",
    "n**(1/1000)",
    "sqrt(n)*log(n)",
    "n**0.999*log(n)",
    "n*log(log(n))",
    "n**log(n)",
    "2**n",
]
#: ... is asked in both directions: 90 questions; and ten about several variables, conditions and parameters.
MANY = [
    ("T**8*sqrt(n)/m", "R/sqrt(m)", ["R >= T**16", "m >= n"], []),
    ("T**8*sqrt(n)/m", "R/sqrt(m)", ["m >= n"], []),
    ("k*log(n/k)", "k*log(n)", [], []),
    ("k*log(n)", "k*log(n/k)", ["k <= n"], []),
    ("k*log(n)", "k*log(n/k)", ["k <= sqrt(n)"], []),
    ("log(n)**k", "sqrt(n)", [], ["k >= 0"]),
    ("n*log(n)", "n**(1+eps)", [], ["eps > 0"]),
    ("(x + x*log(x))**a", "(x/log(x))**b", [], ["a >= 0", "b > a"]),
    ("x", "sqrt(m) + sqrt(n)", ["m + n >= x**2"], []),
    ("min(1, R*L/n)", "(R**2 + L)/sqrt(n)", [], []),
]
QUESTIONS = [(a, b, [], []) for a, b in product(SCALE, SCALE) if a != b] + MANY
