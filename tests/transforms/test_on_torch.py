"""The same products transform torch's tensors, on whatever device they lie."""

import numpy as np
import pytest
import torch

from theory.transforms import hadamard_matrix, walsh_hadamard
from theory.transforms.walsh_hadamard import transform_by_products

DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(("shape", "axis"), [((4096,), 0), ((64, 5), 0), ((3, 256), 1), ((1 << 15,), 0)])
def test_tensors_are_transformed_in_place(shape, axis, device):
    values = np.random.default_rng(0).integers(-9, 10, size=shape)
    tensor = torch.tensor(values, dtype=torch.float64, device=device)
    transform_by_products(
        tensor, axis, lambda size: torch.tensor(hadamard_matrix(size), dtype=tensor.dtype, device=device)
    )
    assert (tensor.cpu().numpy() == walsh_hadamard(values, axis)).all()
