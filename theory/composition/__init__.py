"""Lemma 1: from the errors under teacher forcing to the error of a model that runs on its own predictions."""

from theory.composition.attained import DisjointErrors, disjoint_errors
from theory.composition.distributions import InputDistribution
from theory.composition.losses import Composition, composition
from theory.composition.predictor_trees import TreeCensus, census

__all__ = [
    "Composition",
    "DisjointErrors",
    "InputDistribution",
    "TreeCensus",
    "census",
    "composition",
    "disjoint_errors",
]
