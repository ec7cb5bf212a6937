"""Golden number formats.   /usr/bin/python3 tests/golden/engine/formats.py

fp16 and bf16 as PyTorch converts them, one checksum for each whole table, and numpy asserted to agree on fp16:
  decoded   all 65,536 patterns as little-endian float32, every NaN as 7fc00000
  encoded   the patterns of every midpoint between two neighbours and of the float32 beside it on either side, from the
            smallest up, past the largest too; then the same with the other sign
fp8 from the paper (Micikevicius et al. 2022, table 1), by exact fractions: all 256 values, infinities and NaN as text.
"""

import hashlib
import json
from fractions import Fraction

import numpy
import torch
from golden import HERE


def decoded(patterns, dtype):
    """Reinterprets int16 as the format; .view shares the bits."""
    values = torch.from_numpy(patterns.astype(numpy.int16)).view(dtype).float().numpy()
    return values


def canonical(values):
    values = values.copy()
    values.view(numpy.uint32)[numpy.isnan(values)] = 0x7FC00000
    return values


def between(finite):
    """finite: the values of rising patterns, the next one past the largest included."""
    wide = finite.astype(numpy.float64)
    middle = ((wide[:-1] + wide[1:]) / 2).astype(numpy.float32)
    up = numpy.nextafter(middle, numpy.float32(numpy.inf))
    down = numpy.nextafter(middle, numpy.float32(-numpy.inf))
    return numpy.stack([down, middle, up], 1).flatten()


def sha(array):
    return hashlib.sha256(array.tobytes()).hexdigest()


def sixteen(dtype, beyond, past):
    patterns = numpy.arange(65536).astype(numpy.uint16)
    values = canonical(decoded(patterns, dtype))
    if dtype == torch.float16:
        assert sha(values) == sha(canonical(patterns.view(numpy.float16).astype(numpy.float32)))
    rising = numpy.append(values[:beyond].astype(numpy.float64), past)
    inputs = between(rising)
    inputs = inputs[numpy.isfinite(inputs)]
    inputs = numpy.concatenate([inputs, -inputs])
    found = torch.from_numpy(inputs).to(dtype).view(torch.int16).numpy().astype(numpy.uint16)
    if dtype == torch.float16:
        with numpy.errstate(over="ignore"):
            assert (found == inputs.astype(numpy.float16).view(numpy.uint16)).all()
    return {"decoded": sha(values), "count": len(inputs), "encoded": sha(found)}


def eight(exponent_bits, mantissa_bits, has_infinity):
    bias = 2 ** (exponent_bits - 1) - 1
    table = []
    for pattern in range(256):
        sign = -1 if pattern >> 7 else 1
        e = (pattern >> mantissa_bits) & (2**exponent_bits - 1)
        m = pattern & (2**mantissa_bits - 1)
        if has_infinity and e == 2**exponent_bits - 1:
            table.append("NaN" if m else ("Infinity" if sign > 0 else "-Infinity"))
        elif not has_infinity and pattern & 127 == 127:
            table.append("NaN")
        elif e == 0:
            table.append(sign * float(Fraction(m, 2**mantissa_bits) * Fraction(2) ** (1 - bias)))
        else:
            table.append(float(sign * (1 + Fraction(m, 2**mantissa_bits)) * Fraction(2) ** (e - bias)))
    return table


document = {
    "source": f"PyTorch {torch.__version__} and numpy {numpy.__version__}; fp8 from the paper; by formats.py",
    "float16": sixteen(torch.float16, 0x7C00, 65536.0),
    "bfloat16": sixteen(torch.bfloat16, 0x7F80, 2.0**128),
    "float8E4M3": eight(4, 3, False),
    "float8E5M2": eight(5, 2, True),
}
path = HERE / "formats.json"
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
print(f"{path.name:24} {path.stat().st_size:7} bytes")
