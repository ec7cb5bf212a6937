"""Golden results for src/engine, computed by PyTorch in float64.   /usr/bin/python3 tests/golden/engine/generate.py

Each file holds one list of named tensors, in the order of computation, so that a test can name the first step that
diverges. Inputs and parameters are rounded to float32 first: both sides start from the same numbers. Where PyTorch has the
module, the module is the oracle, and the intermediate steps written out here are asserted to lead to its output. Where it
has none (RMSNorm, RoPE) the code below is written from the paper, by another route than the engine's.
"""

import math

import torch
import torch.nn.functional as F

from golden import gradients, leaf, random, randomise, rms_norm, rope_angles, rotate_half_split, rotate_interleaved, write


# ---- functions of one tensor -------------------------------------------------------------------------------------

def functions():
    x = random(3, 6, scale=2)
    results = {"x": x}
    for name, f in {
        "softmax": lambda t: F.softmax(t, dim=-1),
        "relu": F.relu,
        "gelu_tanh": lambda t: F.gelu(t, approximate="tanh"),
        "gelu_exact": F.gelu,
        "silu": F.silu,
    }.items():
        given = leaf(x)
        y = f(given)
        results[name] = y
        results[f"grad.{name}"] = torch.autograd.grad(y, given, torch.cos(y.detach() * 3))[0]
        results[f"seed.{name}"] = torch.cos(y.detach() * 3)
    large = torch.tensor([[1000.0, 999.0, -1000.0], [-5000.0, -5001.0, -5002.0]])
    results["x_large"] = large
    results["softmax_large"] = F.softmax(large, dim=-1)
    write("functions", steps=results)


# ---- norms -------------------------------------------------------------------------------------------------------

def norms():
    """One ordinary input and one of variance 1e-4, where an epsilon of 1e-6 instead of 1e-5 shows."""
    C = 6
    weight, bias, seed = random(C), random(C), random(2, 3, C)
    results = {}
    for name, x in {"ordinary": random(2, 3, C), "small": random(2, 3, C, scale=0.01) + 0.5}.items():
        x = x.float().double()
        given = {"x": leaf(x), "weight": leaf(weight), "bias": leaf(bias)}
        y = F.layer_norm(given["x"], (C,), given["weight"], given["bias"], eps=1e-5)
        results[f"layer_norm.{name}"] = {
            "x": x,
            "layer_norm_mean": x.mean(-1),
            "layer_norm_variance": x.var(-1, unbiased=False),
            "layer_norm_normalised": F.layer_norm(x, (C,), eps=1e-5),
            "layer_norm": y,
            **gradients(y, seed, given),
        }
        x = x - 0.5 if name == "small" else x
        x = x.float().double()
        given = {"x": leaf(x), "weight": leaf(weight)}
        y = rms_norm(given["x"], (C,), given["weight"], eps=1e-5)
        results[f"rms_norm.{name}"] = {
            "x": x,
            "rms_norm_normalised": rms_norm(x, (C,), eps=1e-5),
            "rms_norm": y,
            **gradients(y, seed, given),
        }
    write("norms", weight=weight, bias=bias, seed=seed, **results)


# ---- positions ---------------------------------------------------------------------------------------------------

def positions():
    def clocks(T, C):
        clock = torch.exp(torch.arange(0, C, 2) * (-math.log(10000.0) / C))  # as in torch's own tutorial
        angle = torch.arange(T).unsqueeze(1) * clock
        table = torch.zeros(T, C)
        table[:, 0::2], table[:, 1::2] = angle.sin(), angle.cos()[:, :C // 2]
        return table

    at = torch.tensor([0, 1, 2, 7, 40])
    x, seed = random(2, 5, 8), random(2, 5, 8)
    given = leaf(x)
    angles = rope_angles(8, 10000.0)
    interleaved = rotate_interleaved(given, at, angles)
    half_split = rotate_half_split(x, at, angles)
    write("positions", sinusoidal=clocks(12, 8), sinusoidal_odd=clocks(12, 7), x=x, positions=at.tolist(),
          seed=seed, interleaved=interleaved, half_split=half_split, **gradients(interleaved, seed, {"x": given}))


# ---- attention ---------------------------------------------------------------------------------------------------

def attention():
    """Cross-attention with a padded key, so that no two lengths are equal."""
    B, T, S, C, H = 2, 3, 4, 8, 2
    module = torch.nn.MultiheadAttention(C, H, batch_first=True)
    randomise(module)
    x, memory, seed = leaf(random(B, T, C)), leaf(random(B, S, C)), random(B, T, C)
    padding = torch.tensor([[False, False, False, False], [False, False, False, True]])
    output, pattern = module(x, memory, memory, key_padding_mask=padding, average_attn_weights=False)
    named = {**dict(module.named_parameters()), "x": x, "memory": memory}
    write("attention", heads=H, params=dict(module.state_dict()), x=x, memory=memory, seed=seed,
          hidden=padding.double().reshape(B, 1, 1, S),
          steps={"attention_weights": pattern, "attention_projection": output, **gradients(output, seed, named)})


# ---- feed-forward ------------------------------------------------------------------------------------------------

def swiglu():
    C, hidden = 6, 10
    gate, up, down = (torch.nn.Linear(C, hidden, bias=False), torch.nn.Linear(C, hidden, bias=False),
                      torch.nn.Linear(hidden, C, bias=False))
    module = torch.nn.ModuleDict({"gate_proj": gate, "up_proj": up, "down_proj": down})
    randomise(module)
    x, seed = leaf(random(2, 3, C)), random(2, 3, C)
    active = F.silu(gate(x)) * up(x)
    y = down(active)
    write("swiglu", params=dict(module.state_dict()), x=x, seed=seed,
          steps={"ffn_gate": gate(x), "ffn_gate_activation": F.silu(gate(x)), "ffn_hidden": up(x),
                 "ffn_activation": active, "ffn_output": y,
                 **gradients(y, seed, {**dict(module.named_parameters()), "x": x})})


# ---- encoder -----------------------------------------------------------------------------------------------------

def encoder_steps(layer, x, padding, heads):
    """One post-norm layer written out; asserted to end where torch's own layer ends."""
    B, T, C = x.shape
    q, k, v = F.linear(x, layer.self_attn.in_proj_weight, layer.self_attn.in_proj_bias).chunk(3, -1)
    q, k, v = (t.reshape(B, T, heads, C // heads).transpose(1, 2) for t in (q, k, v))
    scores = q @ k.transpose(-1, -2) / math.sqrt(C // heads)
    pattern = F.softmax(scores.masked_fill(padding[:, None, None, :], -math.inf), -1)
    mixed = pattern @ v
    side_by_side = mixed.transpose(1, 2).reshape(B, T, C)
    projected = layer.self_attn.out_proj(side_by_side)
    residual_1 = x + projected
    norm_1 = layer.norm1(residual_1)
    hidden = layer.linear1(norm_1)
    output = layer.linear2(F.relu(hidden))
    norm_2 = layer.norm2(norm_1 + output)
    assert torch.allclose(norm_2, layer(x, src_key_padding_mask=padding), atol=1e-12)
    return {
        "q_projection": q, "k_projection": k, "v_projection": v, "attention_scores": scores,
        "attention_weights": pattern, "attention_output": mixed, "attention_projection": projected,
        "residual_1": residual_1, "layer_norm_1_mean": residual_1.mean(-1),
        "layer_norm_1_variance": residual_1.var(-1, unbiased=False),
        "layer_norm_1_normalised": F.layer_norm(residual_1, (C,)), "layer_norm_1": norm_1,
        "ffn_hidden": hidden, "ffn_activation": F.relu(hidden), "ffn_output": output,
        "residual_2": norm_1 + output, "layer_norm_2": norm_2,
    }


def encoder(name, *, layers, activation, norm_first):
    V, C, H, hidden, pad = 11, 8, 2, 12, 0
    transformer = torch.nn.Transformer(C, H, layers, 1, hidden, dropout=0.0, activation=activation,
                                       norm_first=norm_first, batch_first=True)
    table = torch.nn.Embedding(V, C)
    randomise(transformer.encoder)
    randomise(table)
    ids = torch.tensor([[3, 7, 3, 1, 9], [5, 2, 8, 0, 0]])
    padding = ids == pad
    T = ids.shape[1]

    clock = torch.exp(torch.arange(0, C, 2) * (-math.log(10000.0) / C))
    angle = torch.arange(T).unsqueeze(1) * clock
    x = table(ids) * math.sqrt(C) + torch.stack([angle.sin(), angle.cos()], -1).flatten(1)
    memory = transformer.encoder(x, src_key_padding_mask=padding)
    seed = random(*memory.shape)

    steps = {"embedding_sum": x}
    if not norm_first:
        row = x
        for i, layer in enumerate(transformer.encoder.layers):
            found = encoder_steps(layer, row, padding, H)
            kept = found if i == 0 else {"layer_norm_2": found["layer_norm_2"]}
            steps |= {f"block.{i}.{step}": value for step, value in kept.items()}
            row = found["layer_norm_2"]
    steps["final_layer_norm"] = memory

    params = {f"transformer.encoder.{k}": v for k, v in transformer.encoder.named_parameters()}
    params["source_embedding.weight"] = table.weight
    config = dict(model_type="encoder-decoder", d_model=C, nhead=H, num_encoder_layers=layers, num_decoder_layers=0,
                  dim_feedforward=hidden, activation=activation, norm_first=norm_first, layer_norm_eps=1e-5,
                  source_vocab_size=V, target_vocab_size=V, pad_token_id=pad)
    write(name, config=config, params=params, ids=ids.tolist(), seed=seed,
          steps={**steps, **gradients(memory, seed, params)})


for part in [functions, norms, positions, attention, swiglu]:
    torch.manual_seed(20)
    part()
torch.manual_seed(21)
encoder("encoderPostNorm", layers=2, activation="relu", norm_first=False)
torch.manual_seed(22)
encoder("encoderPreNorm", layers=1, activation="gelu", norm_first=True)
