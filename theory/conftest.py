"""Settings of every check below, made before numpy is loaded."""

import gc
import os

# Matrices are small here: a second thread of BLAS mostly waits, and doubles the processor time of the suite.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_finish() -> None:
    """Exclude imported and collected objects from garbage collection, which would take a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
