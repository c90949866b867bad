"""The block cipher SIMON as a decomposed task: a function of corollary 2's kind, easy with its sub-tasks and believed
hard to learn without them (Beaulieu et al., The SIMON and SPECK families of lightweight block ciphers, 2013).

The input is a plaintext; the key is fixed, part of the unknown function. One round maps the words (x, y) to
(y ^ (S^1 x & S^8 x) ^ S^2 x ^ k, x), S^j being rotation to the left, so each new bit is a gate of four earlier ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from theory.errors import InputError
from theory.tasks.circuit_builder import CircuitBuilder, Node
from theory.tasks.circuits import Circuit

# The designers' constant sequences of period 62, first bit first.
_Z = {
    0: "11111010001001010110000111001101111101000100101011000011100110",
    1: "10001110111110010011000010110101000111011111001001100001011010",
    2: "10101111011100000011010010011000101000010001111110010110110011",
    3: "11011011101011000110010111100000010010001010011100110100001111",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A member of the family: word size in bits, key words, rounds, the number of its constant sequence."""

    word: int
    key_words: int
    rounds: int
    sequence: int


#: By block length d: SIMON-32/64, 48/96, 64/128, 96/96, 128/128.
VARIANTS = {
    32: Variant(16, 4, 32, 0),
    48: Variant(24, 4, 36, 1),
    64: Variant(32, 4, 44, 3),
    96: Variant(48, 2, 52, 2),
    128: Variant(64, 2, 68, 2),
}
#: The designers' test vectors, words in the order they print them: key, plaintext, ciphertext.
TEST_VECTORS = {
    32: ("1918 1110 0908 0100", "6565 6877", "c69b e9bb"),
    48: ("1a1918 121110 0a0908 020100", "726963 20646e", "6e06a5 acf156"),
    64: ("1b1a1918 13121110 0b0a0908 03020100", "656b696c 20646e75", "44c8fc20 b9dfa07a"),
    96: ("0d0c0b0a0908 050403020100", "2072616c6c69 702065687420", "602807a462b4 69063d8ff082"),
    128: (
        "0f0e0d0c0b0a0908 0706050403020100",
        "6373656420737265 6c6c657661727420",
        "49681b1e1e54fe3f 65aa832af84e0bbc",
    ),
}


def simon(
    d: int = 32, key: Sequence[int] | None = None, rounds: int | None = None, max_inputs: int = 4
) -> Circuit:
    """Return encryption under a fixed key, one gate of four inputs for each bit of each round.

    Args:
        d: block length, 32, 48, 64, 96 or 128. The input is the plaintext (x, y), the word x first, each word least
            significant bit first; so are the last d labels, which are the ciphertext with the word y first.
        key: the key words in the order that the designers print them; the test vector's if not given.
        rounds: fewer rounds than the cipher has, at least 2.
        max_inputs: gates of more inputs are split.

    Raises:
        InputError: another block length, a key of another size, or a number of rounds the cipher does not reach.
    """
    if d not in VARIANTS:
        raise InputError(f"d = {d}: SIMON has blocks of {', '.join(map(str, VARIANTS))} bits")
    variant = VARIANTS[d]
    rounds = variant.rounds if rounds is None else rounds
    if not 2 <= rounds <= variant.rounds:
        raise InputError(
            f"{rounds} rounds: SIMON with blocks of {d} bits has {variant.rounds}; at least 2 are needed"
        )
    words = parse_words(TEST_VECTORS[d][0]) if key is None else list(key)
    n = variant.word
    builder = CircuitBuilder(d, max_inputs)
    x: list[Node] = list(range(n))
    y: list[Node] = list(range(n, 2 * n))
    for round_key in key_schedule(variant, words)[:rounds]:
        new = [
            builder.gate(
                _round_table(round_key >> i & 1), (x[(i - 1) % n], x[(i - 8) % n], x[(i - 2) % n], y[i])
            )
            for i in range(n)
        ]
        x, y = new, x
    return builder.finish([*y, *x])


def parse_words(text: str) -> list[int]:
    """Hexadecimal words, as printed."""
    return [int(word, 16) for word in text.split()]


def _round_table(key_bit: int) -> str:
    """The value at (a, b, c, y): (a & b) ^ c ^ y ^ key bit."""
    return "".join(str((k & 1) & (k >> 1 & 1) ^ (k >> 2 & 1) ^ (k >> 3 & 1) ^ key_bit) for k in range(16))


def key_schedule(variant: Variant, key: Sequence[int]) -> list[int]:
    """The round keys k_0, k_1, ...; ``key`` is printed as k_{m-1} ... k_0."""
    n, m = variant.word, variant.key_words
    mask = (1 << n) - 1
    if len(key) != m or any(not 0 <= word <= mask for word in key):
        raise InputError(f"the key must be {m} words of {n} bits")

    def right(word: int, by: int) -> int:
        return (word >> by | word << n - by) & mask

    keys = list(reversed(key))
    for i in range(m, variant.rounds):
        word = right(keys[i - 1], 3)
        if m == 4:
            word ^= keys[i - 3]
        word ^= right(word, 1)
        bit = int(_Z[variant.sequence][(i - m) % 62])
        # The complement of k_{i-m}, with 3 = binary 11 and the constant bit added in
        keys.append(~keys[i - m] & mask ^ word ^ bit ^ 3)
    return keys
