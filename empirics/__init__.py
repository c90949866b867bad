"""Trains the models and measures; takes tasks, bounds and predictions from :mod:`theory`."""
