"""Many runs: sets of them by name, and what does them, here or on a cluster."""
