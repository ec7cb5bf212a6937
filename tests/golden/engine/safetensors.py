"""Golden safetensors files, written by struct alone.   /usr/bin/python3 tests/golden/engine/safetensors.py

`mixed` holds every type that the engine reads, in an order and with a padding of its own; `F32`, `F16` and `BF16` are laid
out as the engine writes them (wider types first, header filled up to 8 bytes), so that its bytes must be equal.
float16 comes from struct's own 'e' format; bfloat16 is made here from the exact fraction, rounded to nearest even.
"""

import base64
import json
import struct
from fractions import Fraction
from pathlib import Path

VALUES = [0.0, -0.0, 1.0, -2.5, 0.1, 3.140625, 65504.0, 6.1e-5, 5.9604645e-08, 1e-3, 1.00390625, 1.01171875]
IDS = [0, -1, 50256, 2**31 - 1, -(2**31)]


def f32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def bfloat16(value):
    """The two neighbours by truncation of the float32; the nearer one, or the one with the even last bit."""
    low = struct.unpack("<I", struct.pack("<f", value))[0] >> 16
    def as_fraction(pattern):
        return Fraction(struct.unpack("<f", struct.pack("<I", pattern << 16))[0])
    exact = Fraction(f32(value))
    below, above = abs(exact - as_fraction(low)), abs(as_fraction(low + 1) - exact)
    chosen = low if below < above or (below == above and low % 2 == 0) else low + 1
    return struct.pack("<H", chosen)


PACK = {
    "F32": lambda v: struct.pack("<f", v),
    "F64": lambda v: struct.pack("<d", v),
    "F16": lambda v: struct.pack("<e", f32(v)),
    "BF16": bfloat16,
    "I64": lambda v: struct.pack("<q", v),
    "I32": lambda v: struct.pack("<i", v),
}


def file(tensors, metadata=None, fill=8):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, (dtype, shape, values) in tensors.items():
        packed = b"".join(PACK[dtype](v) for v in values)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % fill)
    return base64.b64encode(struct.pack("<Q", len(text)) + text + data).decode()


def main():
    matrix, ids = [3, 4], ("I64", [5], IDS)
    files = {
        "mixed": file({
            "half": ("F16", [3], VALUES[:3]), "single": ("F32", matrix, VALUES), "brain": ("BF16", matrix, VALUES),
            "double": ("F64", [2], [0.1, 1e300]), "ids": ids, "small ids": ("I32", [5], IDS),
            "scalar": ("F32", [], [7.5]), "empty": ("F32", [0, 3], []), "名前 \"q\"": ("F32", [1], [1.0]),
        }, {"format": "pt", "note": "größe"}, fill=1),
        **{kind: file({"ids": ids, "wte.weight": (kind, matrix, VALUES), "scalar": (kind, [], [7.5])}, {"format": "pt"})
           for kind in ["F32", "F16", "BF16"]},
    }
    path = Path(__file__).parent / "safetensors.json"
    path.write_text(json.dumps({"source": "struct, by safetensors.py", "values": VALUES, "ids": IDS, **files},
                               indent=1) + "\n")


if __name__ == "__main__":
    main()
