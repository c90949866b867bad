"""What was found: runs side by side, and beside the paper's tables. Needs no torch."""
