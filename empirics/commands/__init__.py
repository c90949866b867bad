"""The commands that train, plot and report, one module each."""
