"""Tiny model folders, and what PyTorch computes from them: goldens of `npm run trace`.   /usr/bin/python3 tests/golden/engine/trace.py

Each model is written here once more as torch modules under the names of the published state dicts, and asked as a user asks
the command: one text, every gradient of the mean cross-entropy. Files are packed by struct (safetensors.py), results in the
order of computation.
  gpt2     names without `transformer.`, the old folders' mask buffers, the output matrix kept twice
  llama    bfloat16, grouped queries      mamba    the paper's recurrence      encoderDecoder    torch.nn.Transformer
"""

import importlib.util
import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from golden import random, rms_norm

HERE = Path(__file__).parent
spec = importlib.util.spec_from_file_location("writer", HERE / "safetensors.py")
writer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(writer)


def packed(tensors, kind="F32"):
    return writer.file({name: (kind, list(t.shape), t.detach().flatten().tolist()) for name, t in tensors.items()})


class Parameters(nn.Module):
    """Named tensors; `self["h.0.ln_1.weight"]`."""
    def __init__(self, shapes, kind="F32"):
        super().__init__()
        self.named = {}
        for name, shape in shapes.items():
            values = random(*shape, scale=0.4) + (1.0 if "norm" in name or "ln_" in name and name.endswith("weight") else 0.0)
            values = values.bfloat16().double() if kind == "BF16" else values.float().double()
            self.named[name] = values.requires_grad_(True)

    def __getitem__(self, name):
        return self.named[name]


def heads(x, H):
    return x.reshape(*x.shape[:2], H, -1).transpose(1, 2)


def attend(q, k, v):
    T, D = q.shape[-2:]
    past = torch.ones(T, T).tril().bool()
    pattern = F.softmax((q @ k.mT / math.sqrt(D)).masked_fill(~past, -math.inf), -1)
    return pattern, (pattern @ v).transpose(1, 2).flatten(2)


def gpt2():
    V, P, C, H, L = 13, 9, 8, 2, 2
    shapes = {"wte.weight": (V, C), "wpe.weight": (P, C)}
    for l in range(L):
        for name, a, b in [("attn.c_attn", C, 3 * C), ("attn.c_proj", C, C), ("mlp.c_fc", C, 4 * C), ("mlp.c_proj", 4 * C, C)]:
            shapes |= {f"h.{l}.{name}.weight": (a, b), f"h.{l}.{name}.bias": (b,)}
        for name in ["ln_1", "ln_2"]:
            shapes |= {f"h.{l}.{name}.weight": (C,), f"h.{l}.{name}.bias": (C,)}
    p = Parameters(shapes | {"ln_f.weight": (C,), "ln_f.bias": (C,)})
    norm = lambda x, name: F.layer_norm(x, (C,), p[f"{name}.weight"], p[f"{name}.bias"])
    linear = lambda x, name: x @ p[f"{name}.weight"] + p[f"{name}.bias"]

    ids = [3, 1, 4, 1, 5, 9, 2]
    x = p["wte.weight"][torch.tensor([ids])] + p["wpe.weight"][: len(ids)]
    steps = {"embedding_sum": x}
    for l in range(L):
        q, k, v = (heads(t, H) for t in linear(norm(x, f"h.{l}.ln_1"), f"h.{l}.attn.c_attn").chunk(3, -1))
        pattern, mixed = attend(q, k, v)
        x = x + linear(mixed, f"h.{l}.attn.c_proj")
        hidden = linear(norm(x, f"h.{l}.ln_2"), f"h.{l}.mlp.c_fc")
        added = linear(F.gelu(hidden, approximate="tanh"), f"h.{l}.mlp.c_proj")
        x = x + added
        steps |= {f"block.{l}.q_projection": q, f"block.{l}.attention_weights": pattern, f"block.{l}.ffn_hidden": hidden,
                  f"block.{l}.ffn_output": added, f"block.{l}.residual_2": x}
    logits = norm(x, "ln_f") @ p["wte.weight"].T
    extra = {f"h.{l}.attn.bias": torch.ones(1, 1, P, P).tril() for l in range(L)}
    extra |= {"h.0.attn.masked_bias": torch.tensor(-1e4), "lm_head.weight": p["wte.weight"]}
    config = dict(model_type="gpt2", architectures=["GPT2LMHeadModel"], vocab_size=V, n_positions=P, n_ctx=P, n_embd=C,
                  n_layer=L, n_head=H, layer_norm_epsilon=1e-5, activation_function="gelu_new", attn_pdrop=0.1)
    return config, p.named, dict(ids=ids), steps, logits, ids, extra


def llama():
    V, C, H, G, hidden, L, eps, base = 11, 16, 4, 2, 12, 2, 1e-6, 10000.0
    D = C // H
    shapes = {"model.embed_tokens.weight": (V, C)}
    for l in range(L):
        at = f"model.layers.{l}"
        shapes |= {f"{at}.input_layernorm.weight": (C,), f"{at}.self_attn.q_proj.weight": (C, C),
                   f"{at}.self_attn.k_proj.weight": (G * D, C), f"{at}.self_attn.v_proj.weight": (G * D, C),
                   f"{at}.self_attn.o_proj.weight": (C, C), f"{at}.post_attention_layernorm.weight": (C,),
                   f"{at}.mlp.gate_proj.weight": (hidden, C), f"{at}.mlp.up_proj.weight": (hidden, C),
                   f"{at}.mlp.down_proj.weight": (C, hidden)}
    p = Parameters(shapes | {"model.norm.weight": (C,), "lm_head.weight": (V, C)}, "BF16")

    def turn(x):
        """rotate_half of the published code."""
        angle = torch.outer(torch.arange(x.shape[-2]), base ** (-torch.arange(0, D, 2) / D)).repeat(1, 2)
        left, right = x.chunk(2, -1)
        return x * angle.cos() + torch.cat([-right, left], -1) * angle.sin()

    ids = [3, 7, 3, 1, 9]
    x = p["model.embed_tokens.weight"][torch.tensor([ids])]
    steps = {"token_embedding": x}
    for l in range(L):
        w = lambda name: p[f"model.layers.{l}.{name}.weight"]
        calm = rms_norm(x, (C,), w("input_layernorm"), eps)
        q, k, v = (heads(calm @ w(f"self_attn.{n}_proj").T, n_heads) for n, n_heads in [("q", H), ("k", G), ("v", G)])
        k, v = (t.repeat_interleave(H // G, 1) for t in (turn(k), v))
        pattern, mixed = attend(turn(q), k, v)
        x = x + mixed @ w("self_attn.o_proj").T
        settled = rms_norm(x, (C,), w("post_attention_layernorm"), eps)
        active = F.silu(settled @ w("mlp.gate_proj").T) * (settled @ w("mlp.up_proj").T)
        x = x + active @ w("mlp.down_proj").T
        steps |= {f"block.{l}.q_rotated": turn(q), f"block.{l}.attention_weights": pattern,
                  f"block.{l}.ffn_activation": active, f"block.{l}.residual_2": x}
    logits = rms_norm(x, (C,), p["model.norm.weight"], eps) @ p["lm_head.weight"].T
    config = dict(model_type="llama", vocab_size=V, hidden_size=C, intermediate_size=hidden, num_hidden_layers=L,
                  num_attention_heads=H, num_key_value_heads=G, max_position_embeddings=32, rms_norm_eps=eps,
                  rope_theta=base, hidden_act="silu", tie_word_embeddings=False, torch_dtype="bfloat16")
    return config, p.named, dict(ids=ids), steps, logits, ids, {}


def mamba():
    V, C, E, N, K, R, L, eps = 7, 4, 8, 3, 4, 2, 2, 1e-5
    shapes = {"backbone.embeddings.weight": (V, C)}
    for l in range(L):
        at = f"backbone.layers.{l}.mixer"
        shapes |= {f"backbone.layers.{l}.norm.weight": (C,), f"{at}.in_proj.weight": (2 * E, C),
                   f"{at}.conv1d.weight": (E, 1, K), f"{at}.conv1d.bias": (E,), f"{at}.x_proj.weight": (R + 2 * N, E),
                   f"{at}.dt_proj.weight": (E, R), f"{at}.dt_proj.bias": (E,), f"{at}.A_log": (E, N), f"{at}.D": (E,),
                   f"{at}.out_proj.weight": (C, E)}
    p = Parameters(shapes | {"backbone.norm_f.weight": (C,)})
    with torch.no_grad():  # a short row makes RMSNorm magnify rounding
        p["backbone.embeddings.weight"].mul_(2.5).copy_(p["backbone.embeddings.weight"].float().double())
    ids = [3, 6, 3, 1, 5]
    x = p["backbone.embeddings.weight"][torch.tensor([ids])]
    steps = {"token_embedding": x}
    for l in range(L):
        w = lambda name: p[f"backbone.layers.{l}.{name}"]
        u = rms_norm(x, (C,), w("norm.weight"), eps)
        inner, gate = (u @ w("mixer.in_proj.weight").T).chunk(2, -1)
        inner = F.conv1d(inner.mT, w("mixer.conv1d.weight"), w("mixer.conv1d.bias"), padding=K - 1, groups=E)[..., : len(ids)].mT
        inner = F.silu(inner)
        rank, B, Csel = (inner @ w("mixer.x_proj.weight").T).split([R, N, N], -1)
        delta = F.softplus(rank @ w("mixer.dt_proj.weight").T + w("mixer.dt_proj.bias"))
        A, h, y = -w("mixer.A_log").exp(), torch.zeros(1, E, N), []
        for t in range(len(ids)):
            d = delta[:, t, :, None]
            h = torch.exp(d * A) * h + d * B[:, t, None] * inner[:, t, :, None]
            y.append((h * Csel[:, t, None]).sum(-1))
        scanned = torch.stack(y, 1) + inner * w("mixer.D")
        out = (scanned * F.silu(gate)) @ w("mixer.out_proj.weight").T
        x = x + out
        steps |= {f"block.{l}.delta": delta, f"block.{l}.Bsel": B, f"block.{l}.scan_output": scanned,
                  f"block.{l}.out_projection": out}
    logits = rms_norm(x, (C,), p["backbone.norm_f.weight"], eps) @ p["backbone.embeddings.weight"].T
    config = dict(model_type="mamba", vocab_size=V, hidden_size=C, num_hidden_layers=L, state_size=N, conv_kernel=K, expand=2,
                  intermediate_size=E, time_step_rank=R, layer_norm_epsilon=eps, use_bias=False, use_conv_bias=True)
    return config, p.named, dict(ids=ids), steps, logits, ids, {}


class Translator(nn.Module):
    def __init__(self, C, H, layers, hidden, source, target):
        super().__init__()
        self.transformer = nn.Transformer(C, H, layers, layers, hidden, dropout=0.0, activation="relu", batch_first=True)
        self.source_embedding, self.target_embedding = nn.Embedding(source, C), nn.Embedding(target, C)
        self.generator = nn.Linear(C, target)


def encoder_decoder():
    C, H, L, hidden, V_source, V_target = 8, 2, 1, 12, 11, 9
    model = Translator(C, H, L, hidden, V_source, V_target)
    for name, p in model.named_parameters():
        p.data = (torch.randn_like(p) * 0.4 + (1.0 if "norm" in name and "weight" in name else 0.0)).float().double()
    source, target = [3, 7, 3, 1, 9, 2], [1, 5, 8, 0, 2]

    def embed(table, ids):
        at = torch.arange(len(ids))[:, None] * torch.exp(torch.arange(0, C, 2) * (-math.log(10000.0) / C))
        return table(torch.tensor([ids])) * math.sqrt(C) + torch.stack([at.sin(), at.cos()], -1).flatten(1)

    t = model.transformer
    memory = t.encoder(embed(model.source_embedding, source))
    mask = nn.Transformer.generate_square_subsequent_mask(len(target)).double()
    out = t.decoder(embed(model.target_embedding, target), memory, tgt_mask=mask)
    logits = model.generator(out)
    steps = {"encoder.embedding_sum": embed(model.source_embedding, source), "encoder.final_layer_norm": memory,
             "decoder.embedding_sum": embed(model.target_embedding, target), "decoder.final_layer_norm": out}
    config = dict(model_type="encoder-decoder", d_model=C, nhead=H, num_encoder_layers=L, num_decoder_layers=L,
                  dim_feedforward=hidden, activation="relu", norm_first=False, layer_norm_eps=1e-5,
                  source_vocab_size=V_source, target_vocab_size=V_target)
    return config, dict(model.named_parameters()), dict(source=source, target=target), steps, logits, target, {}


def main():
    document = {"source": f"PyTorch {torch.__version__}, float64, by trace.py"}
    # Draws on which torch's own float32 stays within 1e-6 of float64 (the encoder-decoder of 31 magnifies rounding to 3.5e-6).
    for name, make, seed in [("gpt2", gpt2, 31), ("llama", llama, 31), ("mamba", mamba, 31), ("encoderDecoder", encoder_decoder, 38)]:
        torch.manual_seed(seed)
        config, params, given, steps, logits, predicted, extra = make()
        loss = F.cross_entropy(logits[0, :-1], torch.tensor(predicted[1:]))
        found = torch.autograd.grad(loss, list(params.values()))
        grads = {f"grad.{key}": g for key, g in zip(params, found)}
        weights = packed(params | extra, "BF16" if name == "llama" else "F32")
        document[name] = dict(config=config, **given, weights=weights,
                              expected=packed({**steps, "logits": logits, "loss": loss, **grads}))
    path = HERE / "trace.json"
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
    print(f"{path.name:24} {path.stat().st_size:7} bytes")


if __name__ == "__main__":
    main()
