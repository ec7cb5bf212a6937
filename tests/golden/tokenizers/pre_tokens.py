"""Reference for GPT-2's pre-tokenisation, written to pre_tokens.json. Needs Python's `regex`.

GPT-2 itself cuts text with this pattern and this library, so it settles what \\s, \\p{L}, \\p{N} mean.
                                              Run: python3 tests/golden/tokenizers/pre_tokens.py
"""

import json
import random
from pathlib import Path

import regex

PATTERN = regex.compile(
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
)

spaces = [chr(i) for i in range(0x110000) if not 0xD800 <= i < 0xE000 and regex.match(r"\s", chr(i))]
texts = [
    "Hello world, it's GPT-2's 'turn' and WE'LL see: 3.14159 x²",
    "  two spaces  between   and\n\n\tafter \r\n end  ",
    "我爱机器学习，价格是 ¥342。",
    "naïve café e\u0301 \u0130stanbul ½ Ⅷ ١٢٣",
    "👩\u200d👩\u200d👧 flags 🇩🇪 zero\u200bwidth",
    "bom\ufeffinside \ufeff next\u0085line \u0085 sep\u2028x\u2029y\u3000z\u00a0nbsp",
    "control\x00\x1b[0m\x7f\x1c\x1d\x1e\x1f",
    "a\u180eb \u200e rtl שלום",
    "I'm, you're, it's, we've, she'd, they'll, don't; 'tis o'clock",
]
texts += ["a" + space + " b" + space + "c" for space in spaces]

rng = random.Random(2)
units = ["a", "Z", "我", "1", "½", "!", "'s", "'S", " ", " ", "\n", "\u00a0", "\u0085", "\ufeff", "\u0301"]
texts += ["".join(rng.choice(units) for _ in range(12)) for _ in range(60)]

cases = [{"text": text, "pieces": PATTERN.findall(text)} for text in texts]
out = Path(__file__).with_name("pre_tokens.json")
out.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
