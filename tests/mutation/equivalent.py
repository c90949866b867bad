"""Errors in code that no proof check has to notice, each with the reason: nothing that is computed changes.

A key is printed after ``survived:``; it has no line number in it. An ellipsis in a key stands for any text. The list
may only shrink: a run fails where a listed error is caught, and so does a test where one cannot be planted any more.
``HOLES`` holds errors that do change what is computed and are counted as missed, each with the reason why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

_SPARES = "only the size from which a refusal spares time or memory"
_SEARCH = "only how long a search or a file may be"
_RAYS = "only which of several rays is found, or how often one is looked for"
_WHICH_PROOF = "only which of several proofs is found"
_NOT_ZERO = "no exponent that is kept is 0"
_POINTS = "only which points are tried"
_MESSAGE = "only a message"
_BOTH_WAYS = "only speed: both ways give the same number"
_TWO_WAYS = "only time, memory, and from which start on rounding is refused: both ways give the same number"
_SIGNS = "only the signs of scores are used"
_ONE_WAY = "only speed: both ways find the same gate"
_PARITY = "the parity of the sum is the same"
_ORDERS = "other weights for the same orders of the cube; that none is missing is proved by counting"
_LONGER_WAY = "only speed: the longer way builds the same gate"
_NEGATIVE = "numpy takes any negative size for the unknown one"
_SAME_PRODUCTS = "only speed and rounding: the same transform in other steps"
_CONSTANT = "a constant changes no order"
_SMALLER = "this summand is not of larger order than the other"
_NODES = "other nodes, with which the functions agree to the rounding of floats at the sizes that are used"
_MEMORY = "only memory"
_TIME = "only time and memory"
_PRIMES = "other primes that are larger than every minor"
_TIES = "ties are broken otherwise: other coefficients of the same largest size are found"
_GIVES_UP = "the search gives up later: a question that is undecided, which no check asks, is answered"
_GIVES_UP_ONE = "the search ends one program earlier; all checks need fewer programs"
_SLACK = "the columns of the slack and of the right-hand side are equal"
_MANY = "it matters for 512 different wide gates; no check has more than a few"
_POWER_OF_TWO = "sizes of validation sets are powers of two, which have no such share"
#: By room: the key of an error, or a pattern for several of them, and why it changes nothing.
EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "kernel": {
        "theory/kernel/complexity.py::: MAX_AVERAGED_BITS = …| 1 -> 2": "only where a refusal spares time",
        "theory/kernel/complexity.py::: MAX_AVERAGED_BITS = …| 13 -> 14": "only where a refusal spares time",
        "theory/kernel/enclosure.py::enclosed_kernels: def …| 128 -> 129": "balls of one bit more",
        "theory/kernel/start_marker.py::free_blocks: def …| 128 -> 129": "balls of one bit more",
        "theory/kernel/descent.py::KernelDescent.__init__: points = …| 1 -> 2": "it is refused either way",
        "theory/kernel/descent.py::KernelDescent.__init__: points = …| 30 -> 31": "it is refused either way",
        "theory/kernel/profile.py::: MAX_BITS = 28 …": "only where a refusal spares memory",
        "theory/kernel/regression.py::: MAX_SAMPLES = …| 1 -> 2": "only where a refusal spares memory",
        "theory/kernel/recursion.py::joint_kernel: for lag in …| 1 -> 2 (2)": "no two outputs are so far apart",
        "theory/kernel/repair.py::coefficient_at_least: log_bound += …| 0.0 -> 1.0": "it is set anew before it is read",
        "theory/kernel/solve.py::: MAX_PRODUCTS = …": "only how long is tried",
        "theory/kernel/solve.py::cholesky: factor = …| False -> True (2)": "only speed: a second look at numbers",
        "theory/kernel/descent.py::steepness: return …| 1 -> 2": _NEGATIVE,
        "theory/kernel/descent.py::: MAX_POINTS = …| 12 -> 13": "only where a refusal spares memory",
        "theory/kernel/descent.py::KernelDescent.__init__: …-> task.d <= 30": "only where a refusal spares time",
        "theory/kernel/descent.py::KernelDescent.__init__: points = …-> MAX_POINTS - 1": "it is refused either way",
        "theory/kernel/descent.py::KernelDescent.run: def …seed: int=0…| 0 -> 1": "every check says which seed",
        "theory/kernel/average.py::log_coefficient: functions = …| False -> True": "no difference is taken of it",
        "theory/kernel/conditioning.py::tied_weights: seen = …| 1 -> 2": _NEGATIVE,
        "theory/kernel/conditioning.py::tied_weights: carried = …| 1 -> 2 (2)": _NEGATIVE,
        "theory/kernel/profile.py::: _CHUNK = 1 << 14 | 1 -> 2": "only speed: how large the blocks are",
        "theory/kernel/enclosure.py::: MAX_BITS = 10 …": "only where a refusal spares time",
        "theory/kernel/joint_regression.py::: MAX_ROWS = …": "only where a refusal spares memory",
        "theory/kernel/…check_finite=False) | False -> True": "only speed: numbers are looked at once more",
        "theory/kernel/…threads: int=1…| 1 -> 2": "only speed: how many threads are used",
        "theory/kernel/profile.py::run_all: if threads <= 1: | threads <= 1 -> threads < 1": "one thread does the same",
        "theory/kernel/profile.py::profiles: table.double(…| t < d -> t <= d": "what is kept is not read again",
        "theory/kernel/repair.py::coefficient_at_least: log_bound = 0.0 | …": "it is set anew before it is read",
        "theory/kernel/recursion.py::State: …: int = 0 | 0 -> 1": "no state is made without a value",
        "theory/kernel/enclosure.py::enclosed_spectrum: def …precision: int=128…| 128 -> 129": "balls of one bit more",
        "theory/kernel/tree_average.py::_down: return column.reshape(-1, …| 1 -> 2": _NEGATIVE,
        "theory/kernel/typical.py::second_differences: differs = …| 1 -> 2": (
            "the two tokens trade places, and the difference is the same"
        ),
        "theory/kernel/average.py::: NODES = 48 …": _NODES,
        "theory/kernel/mean_kernels.py::: NODES = 48 …": _NODES,
        "theory/kernel/tree_average.py::: NODES = 32 …": _NODES,
        "theory/kernel/conditioning.py::tied_weights: directions = …>= _EQUAL_STATES …": "no size is exactly this",
        "theory/kernel/recursion.py::advance: rho[…] = 1.0 | …>= 1.0 - EQUAL": "no correlation is exactly this",
        "theory/kernel/gram.py::: _CHUNK = 1 << 15 | 1 -> 2": "only speed: how large the blocks are",
        "theory/kernel/gram.py::: _CHUNK = 1 << 15 | 15 -> 16": "only speed: how large the blocks are",
        "theory/kernel/gram.py::_Pairs.__init__: self.hidden = …np.ones": "what is not filled is not read",
        "theory/kernel/gram.py::_Pairs.__init__: self.kernel = …np.ones": "what is not filled is not read",
        "theory/kernel/gram.py::_Pairs._blocks: height = …| max -> min (2)": _MEMORY,
        "theory/kernel/joint_regression.py::joint_factor: factor: …| True -> False (2)": _MEMORY,
        "theory/kernel/profile.py::_Table.__init__: self.error = 0.0 …": "it is set anew before it is read",
        "theory/kernel/regression.py::learning_errors: end_to_end = np.zeros(0) | …": (
            "it is set anew before it is read"
        ),
        "theory/kernel/parity.py::: _CHUNK = 1 << 16 | 1 -> 2": "only speed: how large the blocks are",
        "theory/kernel/parity.py::: _CHUNK = 1 << 16 | 16 -> 17": "only speed: how large the blocks are",
        "theory/kernel/profile.py::: _CHUNK = 1 << 14 | 14 -> 15": "only speed: how large the blocks are",
        "theory/kernel/profile.py::_Table.__init__: self.kernel, self.hidden = …| 1 -> 2…": _MEMORY,
        "theory/kernel/profile.py::_Table.__init__: self.kernel_error, self.hidden_error = …| 1 -> 2": _MEMORY,
        "theory/kernel/profile.py::_Table._step: rho[0] = 1.0 | 1.0 -> 3.0": "what is above 1 is cut off",
        "theory/kernel/joint_regression.py::joint_interpolant: …reshape(-1, …| 1 -> 2": _NEGATIVE,
        "theory/kernel/regression.py::draw_inputs: others = …| True -> False": "the numbers are different anyway",
        "theory/kernel/solve.py::: MAX_CHOLESKY = 4096 …": "only speed: which of two ways solves it",
        "theory/kernel/solve.py::cholesky: factor = …| True -> False": _MEMORY,
        "theory/kernel/tree_average.py::_Average._branch: branch[1] += …| 0 -> 1": "only its number of axes is read",
        "theory/kernel/tree_average.py::_Average.before: passed[0] *= …| 0 -> 1 (2)": "only its number of axes is read",
        "theory/kernel/typical.py::second_differences: lost = …gap >= _SMALL_GAP": "no gap is exactly this",
        "theory/kernel/gram.py::_Pairs._blocks: height = …-> _CHUNK * max(1, len(self.columns))": _TIME,
        "theory/kernel/complexity.py::: MAX_LABEL_BITS = …": _SPARES,
        "theory/kernel/complexity.py::_averaged: if logarithm >= …-> logarithm > …": (
            "only a coefficient whose logarithm is exactly that of the largest float"
        ),
        "theory/kernel/complexity.py::_averaged_sub_task: if value < …-> value <= …": "no float is exactly this",
        "theory/kernel/gram.py::: _CHUNK = …-> 1 >> 15": "only speed: how large the blocks are",
        "theory/kernel/gram.py::_Pairs._blocks: height = …| max -> min": "only speed: how large the blocks are",
        "theory/kernel/profile.py::profiles: def …| 1 -> 2": "only speed: how many threads are used",
        "theory/kernel/regression.py::learning_errors: if …-> len(train) - len(test)": _TWO_WAYS,
        "theory/kernel/rounding.py::Margin.step: before = …| 1 -> 2": "the second of two equal numbers is not read",
        "theory/kernel/complexity.py::: MAX_DENSE_BITS = …": _SPARES,
        "theory/kernel/gram.py::_Pairs._blocks: height = …| 1 -> 2": "only speed: how large the blocks are",
        "theory/kernel/regression.py::learning_errors: if …-> len(train) // (len(train) + len(test))": _TWO_WAYS,
        "theory/kernel/regression.py::learning_errors: if …>= task.d << task.d": _TWO_WAYS,
        "theory/kernel/solve.py::conjugate_gradients: columns = …| 1 -> 2": _NEGATIVE,
    },
    "attention": {
        "theory/attention/chain.py::node_values: while …level.shape[1] >= 1": "the level that is added is empty",
        "theory/attention/training.py::gradient_without_forcing: made, means = …np.zeros -> np.ones…": (
            "each entry is set before it is read"
        ),
        "theory/attention/link.py::Link.slope: sign = …| t > 0 -> t >= 0": "no knot is passed at 0",
        "theory/attention/link.py::Link.slope: sign = …| t < 0 -> t <= 0": "no knot is passed at 0",
        "theory/attention/population.py::_by_count: ancestor = …| 0 -> 1": "a token below the level of m has a parent",
        "theory/attention/population.py::_by_count: place = …marked <= whole…": (
            "it is another one, or both are 0 and so is the place"
        ),
        "theory/attention/sampled.py::errors_after_one_step: right = …>= 0": "a product of signs is not 0",
        "theory/attention/sampled.py::errors_after_one_step: gradient = …-> np.ones": (
            "1 is added to every entry of a row, which changes no softmax"
        ),
        "theory/attention/sampled.py::errors_after_one_step: return …>= 0": "hardly any output is exactly 0",
        "theory/attention/sampled.py::: BLOCK = 1 << 14 | 1 -> 2": "only speed: how large the blocks are",
        "theory/attention/sampled.py::: BLOCK = 1 << 14 | 14 -> 15": "only speed: how large the blocks are",
        "theory/attention/tree.py::: MAX_BITS = 1 << 14 | 1 -> 2": _SPARES,
        "theory/attention/tree.py::: MAX_BITS = 1 << 14 | 14 -> 15": _SPARES,
        "theory/attention/tree.py::ParityTree.height: …| 1 -> 2": "no token is above the root",
        "theory/attention/chain.py::node_values: level = …// level[:, 1::2]": "for two signs it is the product",
        "theory/attention/population.py::population_gradient: for ones in range(M + 1): | 1 -> 2": (
            "no input has more ones than tokens"
        ),
        "theory/attention/training.py::gradient_without_forcing: made, means = …-> tree.k + 1": (
            "two columns more, which are not read"
        ),
    },
    "ledger": {
        "theory/ledger/assertions.py::Watch.why_not: missed = …| sorted -> list": _MESSAGE,
        "theory/ledger/assertions.py::Watch._comparison.compared: if any(…| 2 -> 3": "a tolerance is never empty",
        "theory/ledger/graph.py::: _…": "only how large a drawing is",
        "theory/ledger/coverage.py::Reading.formula: there = …": _MESSAGE,
        "theory/ledger/formulas.py::_binomial: if …| 0 -> 1…": _BOTH_WAYS,
        "theory/ledger/formulas.py::_binomial: if …| n >= 0 -> n > 0": _BOTH_WAYS,
        "theory/ledger/formulas.py::_binomial: if …| k >= 0 -> k > 0": _BOTH_WAYS,
        "theory/ledger/formulas.py::_factorial: if …| 0 -> 1": _BOTH_WAYS,
        "theory/ledger/formulas.py::_factorial: if …| n >= 0 -> n > 0": _BOTH_WAYS,
    },
    "nets": {
        "theory/nets/exact.py::ExactElman.derivative: slope = …| …-> value >= 0": "a value of 0 is refused above",
        "theory/nets/exact.py::ExactElman.free_running: …| …-> score >= 0": "a score of 0 is decided before it",
        "theory/nets/exact.py::ExactElman.teacher_forced: …| 1 -> 2": "half of 2 + y, rounded down, is that of 1 + y",
        "theory/nets/floats.py::: _BEFORE, _MEASURED = …": "only how many steps are averaged over",
        "theory/nets/floats.py::growth: h, total = …| 0.5 -> 2.0": "each step brings the state to norm 1",
        "theory/nets/floats.py::growth: h, total = …| -0.5 -> 0.5": "each step brings the state to norm 1",
        "theory/nets/floats.py::FloatElman.backward: back, flowing = …| 0 -> 1": "all states have one shape",
        "theory/nets/floats.py::FloatElman.gradient: …| 1 -> 2": _NEGATIVE,
        "theory/nets/floats.py::FloatElman.gradient: …| 1 -> 2 (3)": _NEGATIVE,
        "theory/nets/floats.py::FloatElman.kernel: flat_right, …| 1 -> 2": _NEGATIVE,
        "theory/nets/floats.py::FloatElman.kernel: flat_right, …| 1 -> 2 (2)": _NEGATIVE,
    },
    "reported": {
        "theory/reported/feasibility.py::_three: if root * root …| root - u -> root + u": "both are even or neither is",
        "theory/reported/feasibility.py::matching_sample: continue | continue -> break": "it is the last of them",
    },
    "results": {
        "theory/results/chance.py::tail: for k in range(right, inputs + 1): | 1 -> 2": "the term after the last is 0",
        "theory/results/milestones.py::milestones: paper = …> PAPER_ACCURACY -> …": _POWER_OF_TWO,
        "theory/results/milestones.py::milestones: return …> ALMOST_PERFECT -> …": _POWER_OF_TWO,
        "theory/results/runs.py::_are_errors: found.get(…| 0.0 -> 1.0": "any finite loss does",
        "theory/results/runs.py::StoredRun.metrics: for number, line in …| 1 -> 2": _MESSAGE,
        "theory/results/theorem_2.py::left_sides: for samples in …| {r…": "both have the same sizes",
    },
    "hardness": {
        "theory/hardness/gradient_variance.py::: LOGISTIC_SENSITIVITY = …| -1 -> 1": "only its square is used",
        "theory/hardness/gradient_variance.py::_exact_block: weighted = …(-1, 1) | 1 -> 2": _NEGATIVE,
        "theory/hardness/gradient_variance.py::_real_block: weighted = …reshape(-1, 1) | 1 -> 2": _NEGATIVE,
        "theory/hardness/gradient_variance.py::_real_block: seen = …overwrite=True) / (1 << d) | True -> False": (
            "only memory: the transform gets an array of its own"
        ),
        "theory/hardness/gradient_variance.py::gradient_variance: if squared.size …(squared[0], float): | 0 -> 1": (
            "all entries have the type of the first, and there are two or more"
        ),
        "theory/hardness/losses.py::: P, Y = sympy.symbols('p y', real=True) | True -> False": (
            "what is differentiated and simplified does not depend on it"
        ),
        "theory/hardness/parities.py::: MAX_D = 24 | 24 -> 25": "only the memory that a refusal protects",
        "theory/hardness/elimination.py::subset_of: …-> 1 + answers.astype(np.int8)": _PARITY,
    },
    "transforms": {
        "theory/transforms/walsh_hadamard.py::_transform_by_butterflies: for part in …| 1 -> 2": _NEGATIVE,
        "theory/transforms/walsh_hadamard.py::transform_by_products: for part in …| 1 -> 2": _NEGATIVE,
        "theory/transforms/walsh_hadamard.py::transform_by_products: rows = …| 1 -> 2": _NEGATIVE,
        "theory/transforms/walsh_hadamard.py::transform_by_products: if done * …| 1 -> 2": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::transform_by_products: if done * …-> done // trailing": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::transform_by_products: size = …| 1 -> 2": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::walsh_hadamard: if work.dtype.kind …not in 'fc'": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::: BLOCK = 1 << 14 | 1 -> 2": "only speed: how large the blocks are",
        "theory/transforms/walsh_hadamard.py::: BLOCK = 1 << 14 | 14 -> 15": "only speed: how large the blocks are",
        "theory/transforms/walsh_hadamard.py::_blocks: if size * columns <= block: | …columns < block": (
            "one stack is one block either way"
        ),
        "theory/transforms/walsh_hadamard.py::_blocks: step = …-> block * …": "only speed: how large the blocks are",
    },
    "asymptotics": {
        "theory/asymptotics/breakpoints.py::: _SMALL_STEPS = …": _POINTS,
        "theory/asymptotics/breakpoints.py::: _MOST_TRIES = …": _POINTS,
        "theory/asymptotics/breakpoints.py::_scales: scale = …<= _SMALL_STEPS * step": _POINTS,
        "theory/asymptotics/breakpoints.py::_scales: scale = …_SMALL_STEPS // step": _POINTS,
        "theory/asymptotics/breakpoints.py::_breakpoint: if not (ratio > …-> ratio >= …": "no ball ends exactly there",
        "theory/asymptotics/breakpoints.py::_breakpoint: slack = min(…| 0 -> 1": "no slack gives 1 either way",
        "theory/asymptotics/breakpoints.py::_places: while sizes[-1] > 0…sizes[-1] >= 0": "no logarithm is exactly 0",
        "theory/asymptotics/certificates.py::build_certificate: used = …| sorted -> list": (
            "only the order of the conditions in the document"
        ),
        "theory/asymptotics/exponentials.py::Towers._logarithm: losses += …| sign < 0 -> sign <= 0": _NOT_ZERO,
        "theory/asymptotics/exponentials.py::Towers._logarithm: losses += …| 0 -> 1": "a sign is 1 or -1",
        "theory/asymptotics/exponentials.py::Towers._logarithm: return …sign >= 0": _NOT_ZERO,
        "theory/asymptotics/expressions.py::Quantity.power: sign = …| 0 -> 1": (
            "to the power of 0 the sign is 1 either way"
        ),
        "theory/asymptotics/breakpoints.py::_breakpoint: return …slack <= -1e-09": "no slack is exactly this",
        "theory/asymptotics/breakpoints.py::_breakpoint: return …| -1e-09 -> 1e-09": "no slack gives 1 either way",
        "theory/asymptotics/certificates.py::build_certificate: return …| sorted -> list": "they are in order already",
        "theory/asymptotics/certificates.py::Witness.text: …| 2 -> 3": "only how the file is laid out",
        "theory/asymptotics/checker.py::_text: …": _MESSAGE,
        "theory/asymptotics/checker.py::_Certificate.log_monotone: _need(min(…>= 0": "true of an exponent of 0 as well",
        "theory/asymptotics/gaps.py::GapSearch.proof: active = …| sorted -> list": _WHICH_PROOF,
        "theory/asymptotics/checker.py::_Document.exponent: total = …| sorted -> list": "they are sorted once more",
        "theory/asymptotics/checker.py::_Refutation.__init__: levels = …| max -> min": "all must be equally long",
        "theory/asymptotics/expressions.py::Quantity.power: sign = …(), Fraction(0)) > 0": "to the power of 0 all is 1",
        "theory/asymptotics/vocabulary.py::sign_of_logarithm: for bits in …": "only how soon the sign is known",
        "theory/asymptotics/vocabulary.py::sign_of_logarithm: …total >= 0": "no such sum is 0",
        "theory/asymptotics/vocabulary.py::sign_of_logarithm: …total <= 0": "no such sum is 0",
        "theory/asymptotics/vocabulary.py::Vocabulary._tower: …value <= 0": _NOT_ZERO,
        "theory/asymptotics/vocabulary.py::Vocabulary.exponential: …value < 0": _NOT_ZERO,
        "theory/asymptotics/vocabulary.py::Vocabulary.is_positive: …>= 0": _NOT_ZERO,
        "theory/asymptotics/vocabulary.py::Vocabulary.tower_conditions: …value >= 0": _NOT_ZERO,
        "theory/asymptotics/vocabulary.py::Vocabulary._beside_variables: …value >= 0": _NOT_ZERO,
        "theory/asymptotics/reading.py::_Reader.logs_of: …value <= 0": _NOT_ZERO,
        "theory/asymptotics/reading.py::_Reader.exact_logarithm: …power <= 0": _NOT_ZERO,
        "theory/asymptotics/checker.py::_shown: …60 -> 61": _MESSAGE,
        "theory/asymptotics/checker.py::: _MOST_WORK = …": _SEARCH,
        "theory/asymptotics/checker.py::_Document.__init__: self.work = 0 | 0 -> 1": _SEARCH,
        "theory/asymptotics/checker.py::_Document.add: _need(self.work…": _SEARCH,
        "theory/asymptotics/checker.py::_Certificate.positive: …min(shifted.values()) >= 0": _NOT_ZERO,
        "theory/asymptotics/checker.py::_Certificate.log_monotone: _need(min(…| 1 -> 2": (
            "any number that is not positive does"
        ),
        "theory/asymptotics/checker.py::_Document.add: self.work += …| 1 -> 2": _SEARCH,
        "theory/asymptotics/growth.py::_logarithm: …own[level] <= 0": "the power at this level is not 0",
        "theory/asymptotics/least.py::_threshold: fall = …| 0 -> 1": "what lacks the variable is refused either way",
        "theory/asymptotics/linear.py::_spend: if left[0] < 0: | 0 -> 1 (2)": _SEARCH,
        "theory/asymptotics/monomials.py::exponent_text: text = …value <= 0": "no coefficient is 0",
        "theory/asymptotics/orders.py::_decide_within: with at_most(…": _SEARCH,
        "theory/asymptotics/rays.py::Ray.constant: …| max -> min": "all exponents of a ray are equally long",
        "theory/asymptotics/rays.py::find_ray: leads = …len(logged) < _MOST_LOGGED": _RAYS,
        "theory/asymptotics/rays.py::find_ray: break | break -> continue": _RAYS,
        "theory/asymptotics/rays.py::_Search._solve: for sign in …| 1 -> 2…": "a column twice as long counts half",
        "theory/asymptotics/rays.py::: _GIVEN = 100 | 100 -> 101": _RAYS,
        "theory/asymptotics/rays.py::_Search._solve: all_givens = …| 1 -> 2": _RAYS,
        "theory/asymptotics/rays.py::_Search.run: for level in …| 1 -> 2 (2)": _RAYS,
        "theory/asymptotics/rays.py::_Search.run: break | break -> continue": _RAYS,
        "theory/asymptotics/rays.py::_Search._range: return (_ZERO, False, False) | False -> True (2)": (
            "no sign is used where the exponent is fixed"
        ),
        "theory/asymptotics/checker.py::_Certificate.positive: product = …| 1 -> 2": "the signs are the same",
        "theory/asymptotics/checker.py::_Refutation.__init__: levels = …| 1 -> 2": (
            "without a variable nothing is unbounded"
        ),
        "theory/asymptotics/exponentials.py::Towers._logarithm: if power < 0: | power < 0 -> power <= 0": _NOT_ZERO,
        "theory/asymptotics/gaps.py::GapSearch._program: gains[…| 1 -> 2": _WHICH_PROOF,
        "theory/asymptotics/gaps.py::GapSearch._program: gains[…!= 'given'": _WHICH_PROOF,
        "theory/asymptotics/gaps.py::GapSearch._program: gains[…-1 if not …": _WHICH_PROOF,
        "theory/asymptotics/gaps.py::GapSearch._program: gains[…| 10 -> 11": _WHICH_PROOF,
        "theory/asymptotics/linear.py::: _TOLERANCES = …": "another of them finds what is there",
        "theory/asymptotics/orders.py::_settled: …| 0 -> 1": _WHICH_PROOF,
        "theory/asymptotics/linear.py::_exact_simplex: sign = …<= 0": "an equation of 0 may be turned round",
        "theory/asymptotics/linear.py::_exact_simplex: sign = …| 1 -> 2…": "an equation twice as long is the same",
        "theory/asymptotics/linear.py::_exact_simplex: sign = …| 0 -> 1": "what is not there is not below 0",
        "theory/asymptotics/linear.py::_spend: left = _LEFT.get([10 ** 9]) | …": _SEARCH,
        "theory/asymptotics/monomials.py::exponent_text: for …| sorted -> list": "only the order of what is shown",
        "theory/asymptotics/monomials.py::exponent_text: text += …value <= 0": _NOT_ZERO,
        "theory/asymptotics/orders.py::: _MOST_PROGRAMS = …": _SEARCH,
        "theory/asymptotics/orders.py::: _CASES = 2 | 2 -> 3": _SEARCH,
        "theory/asymptotics/orders.py::_Pair.witness: attempts = …| True -> False": _WHICH_PROOF,
        "theory/asymptotics/orders.py::_Pair.witness: attempts = …| 1 -> 2": _SEARCH,
        "theory/asymptotics/orders.py::_only_in_logs: …| sorted -> list": "only the order of names",
        "theory/asymptotics/orders.py::_parameter_values: …| sorted -> list": "only the order of names",
        "theory/asymptotics/orders.py::make_vocabulary: both = …| sorted -> list": _MESSAGE,
        "theory/asymptotics/orders.py::decide_read: name = min(unbounded) | …": _MESSAGE,
        "theory/asymptotics/orders.py::: _PROGRAMS_FOR_A_PAIR = …": _SEARCH,
        "theory/asymptotics/proofs.py::find_proof: gains = …| 1 -> 2": _WHICH_PROOF,
        "theory/asymptotics/proofs.py::find_proof: gains = …| 10 -> 11": _WHICH_PROOF,
        "theory/asymptotics/reading.py::: _MOST_TERMS = 256 | 256 -> 257": _SPARES,
        "theory/asymptotics/proofs.py::_by_splits: continue | continue -> break": _SEARCH,
        "theory/asymptotics/proofs.py::_by_splits: high = …| depth - 1 -> depth + 1": _SEARCH,
        "theory/asymptotics/rays.py::_Search._solve: if self.eager and kind == …| 1 -> 2": _RAYS,
        "theory/asymptotics/regions.py::Region: levels: int = 3 | 3 -> 4": "every region with rays says its levels",
        "theory/asymptotics/regions.py::: SMALL_POWER = Fraction(1, 4096) | 4096 -> 4097": _SEARCH,
        "theory/asymptotics/tails.py::_Exponents.collect: self.exponential(…value <= 1": "1 is left out above",
        "theory/asymptotics/vocabulary.py::Vocabulary._name: name = wanted[:48] | 48 -> 49": "only a name",
        "theory/asymptotics/vocabulary.py::Vocabulary.conditions: plain = …in self.towers or name not …": (
            "doubles are dropped"
        ),
        "theory/asymptotics/vocabulary.py::Vocabulary.sign: return …max(values) <= 0": _NOT_ZERO,
        "theory/asymptotics/vocabulary.py::Vocabulary.sign: return …min(values, default=_ONE) >= 0": _NOT_ZERO,
        "theory/asymptotics/vocabulary.py::Vocabulary.ratio: top = …value >= 0": _NOT_ZERO,
        "theory/asymptotics/rays.py::_Search._solve: if self.eager and …level != 1": _RAYS,
        "theory/asymptotics/gaps.py::GapSearch._written: for x in …| sorted -> list": "only the order of steps",
        "theory/asymptotics/linear.py::_float_supports: supports = …>= tolerance": (
            "only a float that is exactly the tolerance; what it proposes is checked exactly"
        ),
        "theory/asymptotics/orders.py::OrderAnswer.refutation: …self.ray is None and self.broken is None": (
            "an answer has both or neither"
        ),
        "theory/asymptotics/expressions.py::: _MOST_CLAUSES = …": _SPARES,
        "theory/asymptotics/gaps.py::GapSearch._program: gains[…10 * 4": _WHICH_PROOF,
        "theory/asymptotics/gaps.py::GapSearch._program: gains[…| 4 -> 5": _WHICH_PROOF,
        "theory/asymptotics/rays.py::_Search._solve: gains.append(…| 1 -> 2": _RAYS,
        "theory/asymptotics/regions.py::parameter_products: for size in …| 1 -> 2": (
            "no more can be chosen than there are"
        ),
        "theory/asymptotics/tails.py::decide_tail: large = …| 1 -> 2": (
            "the square of a free constant is as free, and is written otherwise"
        ),
    },
    "composition": {
        "theory/composition/distributions.py::InputDistribution.of: common = …| 1 -> 2": "no inputs are refused anyway",
        "theory/composition/distributions.py::InputDistribution.of: return …| 1 -> 2": _NEGATIVE,
        "theory/composition/first_error.py::_model: solver.set('random_seed', 0) | …": "any seed gives a model",
        "theory/composition/predictor_trees.py::: MAX_TREES = 1 << 16 | 1 -> 2": _SPARES,
        "theory/composition/predictor_trees.py::: MAX_TREES = 1 << 16 | 16 -> 17": _SPARES,
        "theory/composition/predictor_trees.py::census: scores = …| 1 -> 2": _SIGNS,
        "theory/composition/predictor_trees.py::census: scores = …| 1 -> 2 (2)": _SIGNS,
        "theory/composition/predictor_trees.py::census: scores = …| 1 -> 2 (3)": _SIGNS,
        "theory/composition/predictor_trees.py::census: scores = …| 1 -> 2 (4)": _SIGNS,
        "theory/composition/predictor_trees.py::_token: …scores >= 0": "scores of 0 are taken care of before",
        "theory/composition/predictor_trees.py::_is_wrong: signed = …| 2 -> 3": _SIGNS,
        "theory/composition/predictor_trees.py::_is_wrong: signed = …-> scores // …": "the factor is 1 or -1",
    },
    "convergence": {
        "theory/convergence/guarantee.py::: _ROUNDS = 100 …": "a round more where nothing moves any more",
        "theory/convergence/guarantee.py::log10_guaranteed_samples: log_n = 0.0 …": "only where the iteration starts",
        "theory/convergence/sgd.py::: ROUNDING = …(2 / m) ** 2)'": _CONSTANT,
        "theory/convergence/…-> …(T ** 8 + 2)…": _CONSTANT,
        "theory/convergence/sgd.py::: Step('eq-29-middle', …(T ** 8 + 2 / m)…": _CONSTANT,
        "theory/convergence/…+ 2 / (m ** 2 * sqrt(n))'": _CONSTANT,
        "theory/convergence/sgd.py::: Step('eq-40', …(2 + R ** 2) / n'": _CONSTANT,
        "theory/convergence/sgd.py::: Step('loss-bound', …'T ** 14 + 2'": _CONSTANT,
        "theory/convergence/sgd.py::: Step('eq-24', …-> 'min(3, …": _CONSTANT,
        "theory/convergence/gd.py::: Step('eq-66…(3 * n * T ** 8)…": _CONSTANT,
        "theory/convergence/gd.py::: Step('eq-67', …(15)": _CONSTANT,
        "theory/convergence/gd.py::: Step('eq-68', …-> 'R ** 2 * sqrt(n) / n'": _SMALLER,
        "theory/convergence/gd.py::: Step('eq-68', …-> 'n * R ** 2 / sqrt(n) / n'": _SMALLER,
        "theory/convergence/wide_elman.py::: Step('masks', …+ 2 / H'": _CONSTANT,
        "theory/convergence/wide_elman.py::: Step('transport', …-> '2 / H + …": _CONSTANT,
        "theory/convergence/wide_elman.py::: Step('kernel', …-> 'T * (T ** 2 / sqrt(H) + T ** 2 / H)'": _SMALLER,
        "theory/convergence/wide_elman.py::: Step('kernel', …(T ** 2 / sqrt(H)) + T ** 2 * (T / H)'": _SMALLER,
    },
    "hypothesis_class": {
        "theory/hypothesis_class/circuit_bounds.py::: _FEW, _FEW_WIDE = …": _ONE_WAY,
        "theory/hypothesis_class/circuit_bounds.py::_worst: parities = any(…| any -> all": _ONE_WAY,
        "theory/hypothesis_class/circuit_bounds.py::_worst: if not parities and …| 8 -> 9": _ONE_WAY,
        "theory/hypothesis_class/circuit_bounds.py::: MAX_WIDE_GATES = …| 64 -> 65": _SPARES,
        "theory/hypothesis_class/quadratic.py::Quadratic.__abs__: …| 0 -> 1": "minus zero is zero",
        "theory/hypothesis_class/quadratic.py::Quadratic.sign: …p * p >= …": "the radicand is no square",
        "theory/hypothesis_class/surds.py::Surd.__str__: sign, top = …| 0 -> 1": "Surd.of makes no 0 with a root",
        "theory/hypothesis_class/circuit_bounds.py::check_polynomial: values = …n + zeros": _PARITY,
        "theory/hypothesis_class/cube_orders.py::: _LARGEST_WEIGHT = 10 | 10 -> 11": _ORDERS,
        "theory/hypothesis_class/cube_orders.py::all_orders: for weights in …| 1 -> 2 (2)": _ORDERS,
        "theory/hypothesis_class/small_coefficients.py::: Exact = …": "a type, which nothing computes with",
        "theory/hypothesis_class/circuit_bounds.py::_worst: if not parities and …| _FEW if …": _ONE_WAY,
        "theory/hypothesis_class/circuit_bounds.py::_worst: if not parities and …| inputs <= 8 …": _ONE_WAY,
        "theory/hypothesis_class/cube_orders.py::_points_off_hyperplanes: value = …| normal[0] + …": (
            "with a normal comes the one whose other entries have the other sign"
        ),
        "theory/hypothesis_class/cube_orders.py::all_orders: chambers = …-> c // …": "the factor is 1 or -1",
        "theory/hypothesis_class/cube_orders.py::characteristic_polynomial: primes = …| 1 -> 2": _PRIMES,
        "theory/hypothesis_class/cube_orders.py::characteristic_polynomial: primes = …| 2 -> 3 (2)": _PRIMES,
        "theory/hypothesis_class/cube_orders.py::characteristic_polynomial: primes = …| 200 -> 201": _PRIMES,
        "theory/hypothesis_class/gates.py::GatePolynomial.max_abs_coefficient: close = …| max -> min": (
            "only how many numbers are compared exactly"
        ),
        "theory/hypothesis_class/gates.py::: _LOG_ERROR = 1e-06 …": "only how many numbers are compared exactly",
        "theory/hypothesis_class/gates.py::parity_polynomial: nodes = …| inputs - zeros -> inputs + zeros": _PARITY,
        "theory/hypothesis_class/gates.py::squared_norm: return …| 4 ** inputs - 1 -> …": "rounded down, the same",
        "theory/hypothesis_class/interpolation.py::inverse_vandermonde: …| nodes - 1 -> nodes + 1": (
            "a multiple of the numerators and of their denominator: each row is the same"
        ),
        "theory/hypothesis_class/many_gates.py::: _NEEDED_EXPONENT = 8192 …": "no machine's type lies between",
        "theory/hypothesis_class/many_gates.py::candidates_by_floats: full_degree = …>= error[-1]": (
            "no size is exactly this"
        ),
        "theory/hypothesis_class/many_gates.py::candidates_by_floats: return …-> upper > …": "no gate is exactly this",
        "theory/hypothesis_class/placements.py::Placement.weights: middles[0], …| 0 -> 1 (2)": "all are equal before",
        "theory/hypothesis_class/representations.py::class_representation: return …| -1 -> 1": (
            "read backwards it is the table with all inputs flipped, of the same class"
        ),
        "theory/hypothesis_class/sign_degree.py::generators: axes, none = …| 0 -> 1": (
            "other generators of the same group"
        ),
        "theory/hypothesis_class/small_coefficients.py::_Tableau.solution: y[column] = …| 1 -> 2": _SLACK,
        "theory/hypothesis_class/small_coefficients.py::_Tableau.solve: leaving = …| 1 -> 2": _SLACK,
        "theory/hypothesis_class/quadratic.py::Quadratic.sign: if …-> sign_p * sign_q > 0": (
            "where one sign is 0, the comparison below gives the other"
        ),
        "theory/hypothesis_class/surds.py::Surd.__str__: sign, top = …top <= 0": "Surd.of makes no 0 with a root",
        "theory/hypothesis_class/small_coefficients.py::_Tableau.solve: entering = …| 1 -> 2": (
            "the slack never enters: its reduced cost is minus the value, which is not negative"
        ),
        "theory/hypothesis_class/cube_orders.py::characteristic_polynomial: bound = …| 1 -> 2": _PRIMES,
        "theory/hypothesis_class/many_gates.py::_matrix: signs = …-> …None] - np.arange(nodes)[None, :]": _PARITY,
        "theory/hypothesis_class/many_gates.py::served: return …>= _NEEDED_EXPONENT": (
            "no machine's type has exactly this"
        ),
        "theory/hypothesis_class/quadratic.py::Quadratic.__abs__: …| self.sign < 0 -> self.sign <= 0": (
            "minus zero is zero"
        ),
        "theory/hypothesis_class/sign_degree.py::signed_weights: …if not flip else order.weights[axis]": (
            "only which of several witnesses is found: the symmetries have every choice of flips"
        ),
        "theory/hypothesis_class/many_gates.py::: _UNIT, _OPERATIONS = …| 6 -> 7": (
            "a larger bound on rounding: more gates are compared exactly"
        ),
        "theory/hypothesis_class/quadratic.py::Quadratic.sign: if …>= 0: | 0 -> 1": (
            "where one sign is 0, the comparison below gives the other"
        ),
        "theory/hypothesis_class/small_coefficients.py::_Tableau.ray: …| entering < self.n -> entering <= self.n": (
            "along u_1 nothing grows without bound: the last row"
        ),
    },
    "tasks": {
        "theory/tasks/circuit_builder.py::CircuitBuilder._is_plain: inputs = …bit_length() + 1": _LONGER_WAY,
        "theory/tasks/circuit_builder.py::CircuitBuilder._is_plain: …1 < inputs <= self.max_inputs": _LONGER_WAY,
        "theory/tasks/arithmetic.py::addition: def …| 3 -> 4": "no gate of an adder has four inputs",
        "theory/tasks/arithmetic.py::majority: total, carry = …| 0 -> 1": "a sum does not depend on the order",
        "theory/tasks/circuit_builder.py::CircuitBuilder._is_plain: self._plain[table] = …| 1 -> 2": _LONGER_WAY,
        "theory/tasks/circuits.py::Circuit.labels: packed.astype(…| False -> True": "only memory",
        "theory/tasks/cube.py::: MAX_CUBE_BITS = …": _SPARES,
        "theory/tasks/circuits.py::pack: …copy=False) | False -> True": "only memory",
        "theory/tasks/library.py::_unknown: near = …| 1 -> 2": "the nearest of two",
        "theory/tasks/parity.py::labels_by_equation_14: exponent = …subset[j]].astype(np.int64) - x[…": _PARITY,
        "theory/tasks/parity.py::labels_by_equation_14: exponent = sum(…1 - y": _PARITY,
        "theory/tasks/parity.py::labels_by_equation_14: exponent = sum(…| 1 -> 2": (
            "half of 2 + y, rounded down, is that of 1 + y"
        ),
        "theory/tasks/arithmetic.py::multiplication: def …| 3 -> 4": "no gate of a multiplier has four inputs",
        "theory/tasks/simon.py::simon: def …| 4 -> 5": "no gate of the cipher has five inputs",
        "theory/tasks/simon.py::simon: y: list[Node] = …| 2 -> 3": "what is added is not read",
        "theory/tasks/circuit_builder.py::CircuitBuilder._is_plain: …1 <= inputs < self.max_inputs": _LONGER_WAY,
        "theory/tasks/circuits.py::Circuit.packed_labels: block = …| min -> max": _TIME,
        "theory/tasks/arithmetic.py::majority: def …| 3 -> 4": "no gate of a majority has four inputs",
        "theory/tasks/parity.py::: MAX_D = …": _SPARES,
        "theory/tasks/circuit_builder.py::_without_idle_inputs: table = …| 0 -> 1": (
            "the input is idle: both halves are equal"
        ),
    },
}
#: Errors that are missed, and why no check notices them.
_LARGE = "numbers of another size are refused; the tests of the software see to it"
HOLES: Mapping[str, str] = {
    "theory/composition/first_error.py::_model: solver.set('ctrl_c', False) | …": (
        "the solver takes Ctrl-C for itself; no check is interrupted, a test is"
    ),
    "theory/asymptotics/breakpoints.py::: _STEPS, _ERROR = …| 1e-13 -> …": (
        "the search for a point ends sooner, and what is shown is evaluated again"
    ),
    "theory/asymptotics/breakpoints.py::: _WITHIN = …": (
        "a point is shown at which a condition fails by a larger factor; no check has one"
    ),
    "theory/asymptotics/breakpoints.py::_places: while …| 0 -> 1": (
        "one logarithm of M less where it is between 0 and 1; no check has such an M"
    ),
    "theory/ledger/clauses.py::Clause.content: said = …| 40 -> 41": "only the length of a quotation in a message",
    "theory/ledger/formulas.py::: _MOST_BITS = …": _LARGE,
    "theory/ledger/formulas.py::_binomial: _bounded(…": _LARGE,
    "theory/ledger/formulas.py::_power: _bounded(…": _LARGE,
    "theory/ledger/formulas.py::_flaw: hint = …": "only a hint in a message",
    "theory/asymptotics/breakpoints.py::_with_constants: growing = …>= ray.constant": (
        "in all checks the exponents of exponentials have no variable that stays bounded on the ray"
    ),
    "theory/asymptotics/breakpoints.py::_with_constants: if not all(…| min -> max": (
        "no point is shown where an exponent is negative; no check has such a question"
    ),
    "theory/asymptotics/evaluation.py::Evaluation._called: first = …first.max -> first.min": (
        "no check evaluates a maximum at a point; the tests of points do"
    ),
    "theory/asymptotics/exponentials.py::: _MOST_RELATIVES = …": _GIVES_UP,
    "theory/asymptotics/gaps.py::: _LINKS = …": _GIVES_UP,
    "theory/asymptotics/gaps.py::: _MOST_COMPARED = …": _GIVES_UP,
    "theory/asymptotics/gaps.py::: _POWER = …| 16 -> 17": (
        "(log g) w = O((log h) (log w)^16) then gives g^3 = O(h), which is undecided without the error"
    ),
    "theory/asymptotics/gaps.py::_chains: for _ in range(_LINKS + 1): | 1 -> 2": _GIVES_UP,
    "theory/asymptotics/orders.py::: _MOST_ALTERNATIVES = 16 | 16 -> 17": _GIVES_UP,
    "theory/asymptotics/orders.py::_Pair.witness: attempts = …| False -> True": (
        "exact programs count more: (log(a) log(b) log(c) log(d) log(e))^9000 = O(a b c d e) is undecided"
    ),
    "theory/asymptotics/orders.py::_decide_within: pairs = …": (
        "fewer programs are allowed: a minimum of forty products as the right side is undecided, which no check has"
    ),
    "theory/asymptotics/proofs.py::: _MOST_SPLIT = 6 | 6 -> 7": _GIVES_UP,
    "theory/asymptotics/proofs.py::find_proof: gains = …-> -1 if not …": (
        "other proofs are preferred; in all checks the checker accepts them as well"
    ),
    "theory/asymptotics/proofs.py::find_proof_by_cases: pairs = …< _MOST_SPLIT": (
        "a question with six logarithms that needs cases is undecided, which no check asks"
    ),
    "theory/asymptotics/rays.py::: _MOST_…": _GIVES_UP,
    "theory/hypothesis_class/circuit_bounds.py::_worst: if not parities and …not parities -> parities": (
        "it matters for 64 gates of nine inputs; no check has more than a few"
    ),
    "theory/hypothesis_class/small_coefficients.py::_Tableau.__init__: self.basis = …| 2 -> 3": _TIES,
    "theory/hypothesis_class/small_coefficients.py::_Tableau.__init__: self.basis = …-> n + m - i": _TIES,
    "theory/kernel/mean_kernels.py::: _SHARE = 0.5 …": "the integrals differ in the twelfth digit",
    "theory/kernel/parity.py::rounding_bound: return …-> 1 + additions …": (
        "the bound is smaller in its fourteenth digit, about as much as its own rounding"
    ),
    "theory/kernel/regression.py::learning_errors: if …-> task.d >> task.d": (
        "a parity of 32 bits is refused; no check learns one of more than a few bits"
    ),
    "theory/kernel/typical.py::second_differences: less = …| 2 -> 3": (
        "with inputs of variance 1e-8 only five digits are right; no check has such inputs"
    ),
    "theory/asymptotics/orders.py::_Pair.by_exponents: if any(…not in self.towers.names": (
        "no question with conditions on other variables needs exponents to be compared"
    ),
    "theory/asymptotics/reading.py::_Reader.logs_of: …| 0 -> 1": "no check takes the logarithm of sqrt(n)/m",
    "theory/asymptotics/vocabulary.py::Vocabulary._tower: …| any -> all": (
        "at no point of the checks is an exponent such as n/m small enough"
    ),
    "theory/attention/sampled.py::errors_after_one_step: for start in …| 0 -> 1": "one sample of 20,000 is not missed",
    "theory/ledger/plugin.py::_Recorder.pytest_assertion_pass: …not in item.stash": (
        "what pytest calls while the error is planted; tests/ledger"
    ),
    "theory/results/machine.py::: PYPROJECT = …| 2 -> 3": "the version of an installed project is not read there",
    "theory/results/milestones.py::milestones.step: …| 1 -> 2": (
        "the check that compares steps found them computed before, so that it is not known to call this"
    ),
    "theory/ledger/errata_list.py::: _OPENING_WORDS = …": (
        "in the errata an opening of exactly twenty words gets one more sentence; no check has one"
    ),
    "theory/attention/sampled.py::errors_after_one_step: def …| 20000 -> 20001": "one test of 20,000 is not noticed",
    "theory/tasks/simon.py::simon: def …| 32 -> 33": "every check says the size",
    "theory/ledger/judge.py::Outcome: seconds: …| 0.0 -> 1.0": ("every check says the seconds of an outcome"),
    "theory/ledger/coverage.py::_shown: if is_dataclass(value) and …is not object.__str__": (
        "how a value without a text of its own is shown; tests/ledger"
    ),
    "theory/hypothesis_class/circuit_bounds.py::: MAX_WIDE_SMALLER = …": _MANY,
    "theory/hypothesis_class/circuit_bounds.py::_smaller: if …wide >= MAX_WIDE_SMALLER": _MANY,
    "theory/hypothesis_class/many_gates.py::: _UNIT, _OPERATIONS = …| 52 -> 53": (
        "the bound on rounding is halved; in all checks the values are further apart"
    ),
    "theory/asymptotics/gaps.py::GapSearch.__init__: self.pairs = …< _MOST_COMPARED": (
        "the search ends with one logarithm fewer; all checks have fewer"
    ),
    "theory/asymptotics/growth.py::_Curve.number: match op: …0 < second < _LEVELS": (
        "a sixth power in an exponent of a curve is refused; no check has one"
    ),
    "theory/asymptotics/linear.py::_spend: if left[0] < 0…<= 0": _GIVES_UP_ONE,
    "theory/kernel/complexity.py::_averaged_sub_task: return …floats') | …-> task.d - k": (
        "no check asks for a coefficient that is too small for sums in floats"
    ),
    "theory/tasks/arithmetic.py::majority: third = …| 2 -> 3": (
        "no check has a majority that ends with three bits; tests/tasks"
    ),
    "theory/tasks/circuits.py::Circuit: num_outputs: …| 1 -> 2": ("every check says the number of outputs"),
    "theory/hypothesis_class/circuit_bounds.py::_smaller: if …-> paper.inputs_per_gate >= MAX_INPUTS": (
        "no check has gates of ten inputs here"
    ),
    "theory/hypothesis_class/circuit_bounds.py::_smaller: wide = …| sum -> max": _MANY,
    "theory/hypothesis_class/many_gates.py::candidates_by_floats: full_degree = …| … (2)": (
        "the bound on rounding is that of another row; in all checks the values are further apart"
    ),
    "theory/hypothesis_class/small_coefficients.py::_Tableau.__init__: self.basis = …| 2 * m -> 2 // m": _TIES,
    "theory/asymptotics/exponentials.py::Towers._robust: return False | False -> True": (
        "it matters for more than six irrational powers; all checks have fewer"
    ),
    "theory/asymptotics/linear.py::: _EXACT_COUNTS = …": _GIVES_UP_ONE,
    "theory/kernel/tree_average.py::: MAX_LEAVES = …": "it matters for sums over nine leaves; no check has them",
    "theory/asymptotics/linear.py::nonnegative_solution: _spend(1) | 1 -> 2": _GIVES_UP_ONE,
    "theory/asymptotics/rays.py::find_ray: leads = …| 1 -> 2 (2)": (
        "it matters for more than five logarithms; all checks have fewer"
    ),
    "theory/asymptotics/vocabulary.py::Vocabulary.declare: if first …-> second in self.parameters": (
        "noticed by a check that takes longer than the seconds of the record"
    ),
    "theory/kernel/mean_kernels.py::_grids: scale = …-> steps.a * steps.norm(r)": (
        "the grid of the integrals has another scale; no value of a check changes enough"
    ),
    "theory/asymptotics/gaps.py::GapSearch._solve: return …| True -> False": (
        "what may be left over is preferred and not required; in all checks the same is found"
    ),
}
LISTED: Mapping[str, str] = {key: why for room in EQUIVALENT.values() for key, why in room.items()}


@cache
def _pattern(listed: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, listed.split("…"))))


def _covers(listed: str, key: str) -> bool:
    return _pattern(listed).fullmatch(key) is not None


def reason(key: str, listed: Mapping[str, str] = LISTED) -> str:
    """The reason why an error is listed; empty for one that is not."""
    return next((why for name, why in listed.items() if _covers(name, key)), "")


def not_there(keys: Collection[str], listed: Mapping[str, str] = LISTED) -> Iterator[str]:
    """Return the entries of the list that match none of these keys."""
    return (name for name in listed if not any(_covers(name, key) for key in keys))
