"""Settings of every check below, made before numpy is loaded."""

import os

# Matrices are small here: a second thread of BLAS mostly waits, and doubles the processor time of the suite.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
