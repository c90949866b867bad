"""The values that a setting or an option can have, each list once; their meaning is documented where they are used."""

from typing import Literal

Model = Literal["rnn", "transformer"]
Device = Literal["cpu", "cuda"]
#: The precision of the Transformer's matrix products.
Precision = Literal["float32", "tf32", "bf16"]
#: How a step is carried out; see :class:`empirics.spec.model_config.TransformerConfig`.
Execution = Literal["eager", "captured", "compiled"]
#: Variance of the entries of B: ``1/m`` as algorithm 1 prints it, ``1`` as the kernel of eq 69 needs.
BVariance = Literal["1/m", "1"]
#: ``labels``: divide by T - d + 1, the number of terms. ``printed``: divide by T - d, as eq 4 prints.
Normaliser = Literal["labels", "printed"]
#: Which approximation of a gradient; see :func:`empirics.training.algorithm_2.approximate`.
Approximation = Literal["rounding", "adversary"]
#: ``gpt2``: every matrix at 0.02, as GPT-2 and the paper's table 2. ``loud``: embeddings at 0.3 and the query, key
#: and value matrices at 0.1, so that a narrow net starts with attention patterns that differ from head to head.
InitialWeights = Literal["gpt2", "loud"]
Architecture = Literal["gpt2", "one-layer"]
Optimizer = Literal["adamw", "muon"]
Schedule = Literal["constant", "linear"]
Decayed = Literal["all", "matrices"]
#: How batches are drawn, and which model is tested; see :class:`empirics.spec.config.RunConfig`.
Sampling = Literal["independent", "epochs"]
Tested = Literal["last", "best"]
#: See :data:`empirics.spec.variants.VARIANTS`.
Variant = Literal["practical", "corrected", "printed"]
