"""Memory that allocators keep in case it is wanted again, given back to the system between steps."""

from __future__ import annotations

import ctypes
import gc

import pyarrow as pa


def given_back() -> None:
    """Between a step that needed much and the next."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # the C library of GNU has it, others do not
    if trim is not None:
        trim(0)
