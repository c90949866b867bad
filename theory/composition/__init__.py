"""Lemma 1: from the errors under teacher forcing to the error of a model that runs on its own predictions."""

from theory.composition.attained import DisjointErrors, disjoint_errors
from theory.composition.distributions import InputDistribution
from theory.composition.losses import Composition, composition

__all__ = ["Composition", "DisjointErrors", "InputDistribution", "composition", "disjoint_errors"]
