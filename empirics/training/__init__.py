"""Algorithms 1 to 3 for the Elman net, AdamW and Muon for the Transformer, and the loop around all."""
