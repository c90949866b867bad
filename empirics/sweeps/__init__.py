"""Many runs: named sets of runs, and the code that does them, on this machine or on a cluster."""
