"""Algorithm 1 for the Elman net, AdamW for the Transformer, and the loop around both."""
