"""The class of equation 6: interpolation, coefficients, sign representations, the complexity phi, sample bounds."""
