"""The two models: the wide Elman net that the paper analyses and the Transformer decoder that it trains.

Both decode the same way (:mod:`empirics.models.decoding`). Import the modules themselves: they need torch.
"""
