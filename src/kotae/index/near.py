"""What finds the nearest of many vectors without looking at all of them."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

# Up to so many vectors all are looked at, which takes 10 ms: measured in benchmarks/scale.
EXACT = 50_000
# Lists for a million vectors; of so many the nearest ones are looked through. Measured in benchmarks/scale.
_LISTS, _LOOKED_THROUGH = 1_024, 32
_TRAINING = 64  # vectors for each list: from more, other lists come of it but hardly better ones
_ADDED = 16_384  # at once: what is added is copied


class Near:
    """An inverted file of vectors in one byte a component (FAISS, Johnson et al. 2017; IVF and SQ8), mapped from the disk."""

    def __init__(self, inverted: faiss.Index) -> None:
        self._inverted = inverted

    @classmethod
    def made(cls, vectors: NDArray[np.float32]) -> "Near | None":
        """Make one where there are so many vectors that it is worth it; the same vectors give the same lists.

        Args:
            vectors: float32 [units, dimension], of length 1.
        """
        if len(vectors) <= EXACT:
            return None
        width = vectors.shape[1]
        coarse = faiss.IndexFlatIP(width)
        inverted = faiss.IndexIVFScalarQuantizer(
            coarse, width, _LISTS, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        sample = np.linspace(0, len(vectors) - 1, min(len(vectors), _LISTS * _TRAINING)).astype(np.int64)
        inverted.train(np.ascontiguousarray(vectors[sample]))
        for start in range(0, len(vectors), _ADDED):
            inverted.add(np.ascontiguousarray(vectors[start : start + _ADDED]))
        return cls(inverted)

    @classmethod
    def load(cls, path: Path) -> "Near":
        """Load what `save` wrote; the lists stay on the disk until they are looked through."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY))

    def save(self, path: Path) -> None:
        """Write the lists into a file."""
        path.write_bytes(faiss.serialize_index(self._inverted).data)

    def nearest(self, query: NDArray[np.float32], count: int, among: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """Return the numbers of the vectors nearest to a query's, most of them; arguments as in `VectorIndex.nearest`."""
        how = faiss.SearchParametersIVF()
        how.nprobe = _LOOKED_THROUGH
        bits = np.empty(0, np.uint8) if among is None else np.packbits(among, bitorder="little")
        if among is not None:
            how.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        numbers: NDArray[np.int64] = self._inverted.search(query[None], count, params=how)[1][0]
        return numbers[numbers >= 0]
