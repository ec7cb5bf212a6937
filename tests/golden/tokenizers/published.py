"""Tokenizers built as the published Llamas, Qwens and GPT-NeoX have them, small, with the ids of Hugging Face's own library.

Each is trained here on the pieces below, put into the structure of the published tokenizer.json, and read again by that
library, which gives the ids and the text of each piece, and of a megabyte of pieces in random order, as SHA-256.
                                              Run: pip install tokenizers==0.23.2; python3 tests/golden/tokenizers/published.py
"""

import hashlib
import json
import random
from pathlib import Path

import tokenizers
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

assert tokenizers.__version__ == "0.23.2"
rng = random.Random(13)
SPACES = [chr(i) for i in [9, 10, 11, 12, 13, 32, 0x85, 0xA0, 0x1680, 0x2003, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF, 0x200B]]
WRITTEN = [
    "The cat sat on the mat, and the dog sat on the log. ", "It is a truth universally acknowledged, that a single man ",
    "in possession of a good fortune, must be in want of a wife.\n", "Hello world, it's GPT-2's 'turn' and WE'LL see: 3.14159 x² ",
    "I'm, you're, it's, we've, she'd, they'll, don't; 'tis o'clock. ", "I'M YOU'RE IT'S WE'VE SHE'D THEY'LL ", "it’s ‘quoted’ “twice” … ",
    "  two spaces  between   and\n\n\tafter \r\n end  ", "\n\n\n", "\r\n\r\n", " \n \n", "\t\tif (x > 0) {\n\t\t\treturn -1;\n\t\t}\n",
    "def f(x, y=None):\n    return {'a': [x, y], \"b\": 0x1F}\n", "for (let i = 0; i < n; i++) sum += a[i] * b[i]; // dot\n",
    "#include <stdio.h>\n", "</div></body>\n", "!==", "===>", "--->", "...", "?!?!", "@#$%^&*()_+", "a@b.com https://x.org/y?z=1&w=2#q ",
    "0", "7", "42", "365", "1984", "31415", "271828", "12345678901234567890", "1,000,000.00", "v1.2.3", "1/2", "½ Ⅷ ١٢٣ ४५६ ", "x²+y³",
    "我爱机器学习，价格是 ¥342。", "三百四十二", "注意力机制：查询、键和值。\n", "日本語のテキストです。", "カタカナ", "한국어 문장입니다. ", "조합형 \u1112\u1161\u11ab ",
    "Привет, мир! Как твои дела сегодня? ", "Ελληνικά ", "مرحبا بالعالم ", "שלום עולם ", "हिन्दी में ", "ภาษาไทย ", "tiếng Việt ", "Łódź żółw ",
    "naïve café e\u0301 o\u0308 \u0130stanbul ", "Å \u212b A\u030a \ufb01 ", "👩\u200d👩\u200d👧 🇩🇪🇫🇷 ", "🙂🙃", "❤\ufe0f", "👍🏽 ", "zero\u200bwidth ",
    "bom\ufeffinside \ufeff ", "next\u0085line ", "sep\u2028x\u2029y", "\u3000wide\u3000", "nb\u00a0sp", "\x00\x01\x02", "\x1b[0m\x7f", "a\x0bb\x0cc",
    "\u200e rtl \u200f ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ", "𐍈 𓀀 ", "\ufffd \ufffe ", "▁under▁", "Ġdot Ċ ", "<0x0A>", "<unk", " ", "  ", "   ", "     ", "\t", "\n",
]
units = ["a", "Z", "b", "我", "1", "½", "!", "'s", "'S", "é", "\u0301", "-", "_", "\n", "\r", *SPACES]
MADE = ["".join(rng.choice(units) for _ in range(rng.randint(2, 12))) for _ in range(60)]
MADE += ["".join(chr(rng.choice([rng.randrange(0x20, 0x3000), rng.randrange(0x10000, 0x1F9FF)])) for _ in range(6)) for _ in range(30)]
PIECES = WRITTEN + MADE

BYTES = 1_000_000


def mixed():
    """The same in published.test.ts: pieces as a sequence of Lehmer's random numbers picks them, until the text is long enough."""
    state, size, parts = 1, 0, []
    while size < BYTES:
        state = state * 48271 % 2147483647
        parts.append(PIECES[state % len(PIECES)])
        size += len(parts[-1].encode())
    return "".join(parts)


LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
byte_level = dict(type="ByteLevel", add_prefix_space=False, trim_offsets=True, use_regex=True)
split = lambda regex: dict(type="Split", pattern=dict(Regex=regex), behavior="Isolated", invert=False)
sequence = lambda *parts: dict(type="Sequence", pretokenizers=list(parts))
added = lambda id, content, special=True, normalized=False: dict(
    id=id, content=content, single_word=False, lstrip=False, rstrip=False, normalized=normalized, special=special)
bytes_back = dict(type="ByteLevel", add_prefix_space=True, trim_offsets=True, use_regex=True)


def template(token, id):
    both = [dict(SpecialToken=dict(id=token, type_id=0)), dict(Sequence=dict(id="A", type_id=0))]
    pair = both + [dict(SpecialToken=dict(id=token, type_id=1)), dict(Sequence=dict(id="B", type_id=1))]
    return dict(type="TemplateProcessing", single=both, pair=pair, special_tokens={token: dict(id=token, ids=[id], tokens=[token])})


def file(normalizer, pre_tokenizer, post_processor, decoder, model, added_tokens):
    return dict(version="1.0", truncation=None, padding=None, added_tokens=added_tokens, normalizer=normalizer,
                pre_tokenizer=pre_tokenizer, post_processor=post_processor, decoder=decoder, model=model)


def learned(pre_tokenizer, vocab_size, normalizer=None, alphabet=()):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer:
        tokenizer.normalizer = normalizer
    trainer = trainers.BpeTrainer(vocab_size=vocab_size, initial_alphabet=list(alphabet), show_progress=False)
    tokenizer.train_from_iterator(WRITTEN * 3, trainer)
    return json.loads(tokenizer.to_str())["model"]


def byte_bpe(cut, specials_first=0, **more):
    model = learned(cut, 600, alphabet=pre_tokenizers.ByteLevel.alphabet())
    vocab = {token: id + specials_first for token, id in model["vocab"].items()}
    common = dict(type="BPE", dropout=None, unk_token=None, continuing_subword_prefix=None, end_of_word_suffix=None,
                  fuse_unk=False, byte_fallback=False, ignore_merges=False)
    return {**common, **more, "vocab": vocab, "merges": model["merges"]}


def sentencepiece_bpe():
    """Ids as in Llama 2: <unk>, <s>, </s>, the 256 bytes, then merges and letters."""
    model = learned(pre_tokenizers.Metaspace(), 700)
    reserved = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    common = [c for c in model["vocab"] if len(c) > 1 or ord(c) < 0x500 or c == "▁"]  # rare letters are left to the bytes
    vocab = {token: id for id, token in enumerate([*reserved, *common])}
    merges = [m for m in model["merges"] if m[0] in vocab and m[1] in vocab and "".join(m) in vocab]
    return dict(type="BPE", dropout=None, unk_token="<unk>", continuing_subword_prefix=None, end_of_word_suffix=None,
                fuse_unk=True, byte_fallback=True, ignore_merges=False, vocab=vocab, merges=[" ".join(m) for m in merges])


def smol_lm2():
    cut = pre_tokenizers.Sequence([pre_tokenizers.Digits(True), pre_tokenizers.ByteLevel(False)])
    model = byte_bpe(cut, specials_first=3)
    names = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    model["vocab"] = {**{name: id for id, name in enumerate(names)}, **model["vocab"]}
    return file(None, sequence(dict(type="Digits", individual_digits=True), byte_level), None, bytes_back, model,
                [added(id, name) for id, name in enumerate(names)])


def llama3():
    cut = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(LLAMA3), "isolated"), pre_tokenizers.ByteLevel(False, use_regex=False)])
    model = byte_bpe(cut, ignore_merges=True)
    V = len(model["vocab"])
    whole = ["Ġuniversally", "Ġacknowledged", "çīĩåĲĪ"]  # tokens that no merges lead to: only ignore_merges finds them
    for token in whole[:2]:
        model["vocab"].setdefault(token, len(model["vocab"]))
    V = len(model["vocab"])
    post = dict(type="Sequence", processors=[dict(byte_level, add_prefix_space=True, trim_offsets=False), template("<|begin_of_text|>", V)])
    return file(None, sequence(split(LLAMA3), dict(byte_level, use_regex=False)), post, bytes_back, model,
                [added(V, "<|begin_of_text|>"), added(V + 1, "<|end_of_text|>")])


def qwen2():
    cut = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(QWEN2), "isolated"), pre_tokenizers.ByteLevel(False, use_regex=False)])
    model = byte_bpe(cut)
    V = len(model["vocab"])
    return file(dict(type="NFC"), sequence(split(QWEN2), dict(byte_level, use_regex=False)), dict(byte_level, use_regex=False),
                dict(byte_level, use_regex=False), model, [added(V, "<|endoftext|>"), added(V + 1, "<tool>", special=False)])


def llama2():
    normal = dict(type="Sequence", normalizers=[dict(type="Prepend", prepend="▁"),
                                                dict(type="Replace", pattern=dict(String=" "), content="▁")])
    return file(normal, None, template("<s>", 1), sentencepiece_decoder(), sentencepiece_bpe(),
                [added(0, "<unk>"), added(1, "<s>"), added(2, "</s>")])


def llama2_metaspace():
    return file(None, dict(type="Metaspace", replacement="▁", prepend_scheme="first", split=False), template("<s>", 1),
                sentencepiece_decoder(), sentencepiece_bpe(), [added(0, "<unk>"), added(1, "<s>"), added(2, "</s>")])


def sentencepiece_decoder():
    return dict(type="Sequence", decoders=[dict(type="Replace", pattern=dict(String="▁"), content=" "), dict(type="ByteFallback"),
                                           dict(type="Fuse"), dict(type="Strip", content=" ", start=1, stop=0)])


def gpt_neox():
    model = byte_bpe(pre_tokenizers.ByteLevel(False), specials_first=2)
    names = ["<|endoftext|>", "<|padding|>"]
    model["vocab"] = {**{name: id for id, name in enumerate(names)}, **model["vocab"]}
    V = max(model["vocab"].values()) + 1
    spaces = [added(V + i, " " * (5 - i), special=False, normalized=True) for i in range(4)]
    return file(dict(type="NFC"), dict(byte_level, use_regex=True), None, bytes_back, model,
                [added(id, name) for id, name in enumerate(names)] + spaces)


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


text = mixed()
published = {}
for make in [smol_lm2, llama3, qwen2, llama2, llama2_metaspace, gpt_neox]:
    built = make()
    tokenizer = Tokenizer.from_str(json.dumps(built))
    ids_of = lambda t: tokenizer.encode(t, add_special_tokens=False).ids
    back = lambda ids: tokenizer.decode(ids, skip_special_tokens=False)
    cases = [[(ids := ids_of(piece)), back(ids)] for piece in PIECES]
    ids = ids_of(text)
    prefix = tokenizer.encode("a").ids[: -len(ids_of("a"))]
    among = [t["id"] for t in built["added_tokens"]]
    mixed_in = [among[0], *ids_of("Hi there, 我"), among[-1], *ids_of(" and on"), *among]
    names = [t["content"] for t in built["added_tokens"] if t["special"]]
    marked = f"{names[0]}Hi there, {names[-1]}{names[0]} 我\n{names[-1]} and on {names[0][:-1]} {names[0]}"
    last = max(built["model"]["vocab"].values())
    broken = [id for piece in ["𓀀", "語", "é"] for id in [*ids_of(f"a{piece}")[:-1], last]]  # characters whose last byte is missing
    published[make.__name__] = dict(file=built, broken=[broken, back(broken)], prefix=prefix, special=[mixed_in, back(mixed_in)], marked=[marked, ids_of(marked)], cases=cases, count=len(ids), ids=sha(",".join(map(str, ids))), text=sha(back(ids)))
    print(f"{make.__name__:18} {len(built['model']['vocab']):5} tokens, {len(ids)} ids for {len(text.encode())} bytes")

out = Path(__file__).with_name("published.json")
document = dict(source=f"tokenizers {tokenizers.__version__}, by published.py", bytes=BYTES, pieces=PIECES, tokenizers=published)
out.write_text(json.dumps(document, separators=(",", ":")) + "\n")
print(out.name, out.stat().st_size, "bytes")
