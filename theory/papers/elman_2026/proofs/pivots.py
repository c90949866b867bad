"""Positive definite or not, in any numbers that know their signs: balls too."""


def pivots(matrix):
    """The pivots of Gaussian elimination: all positive if and only if a symmetric matrix is positive definite."""
    rows = [list(row) for row in matrix]
    for k, pivot_row in enumerate(rows):
        for row in rows[k + 1 :]:
            factor = row[k] / pivot_row[k]
            row[k + 1 :] = [x - factor * y for x, y in zip(row[k + 1 :], pivot_row[k + 1 :], strict=True)]
        yield pivot_row[k]
