"""Errors planted in the code of the exact rooms, one at a time: which of them does ``pytest theory/`` notice?"""
