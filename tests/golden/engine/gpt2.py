"""Golden results for GPT-2 and for sampling, computed by PyTorch in float64.   /usr/bin/python3 tests/golden/engine/gpt2.py

transformers is not installed, so the steps of GPT-2 are written out here from the paper, and asserted to end where torch's
own torch.nn.TransformerEncoder ends (pre-norm, tanh GELU, causal mask) when it is given the same matrices.
"""

import math

import torch
import torch.nn.functional as F

from golden import gradients, leaf, random, write


def hashed(seed, *shape):
    """Numbers in [0, 1) that the test computes too, so that no large file is needed. See hashed.ts."""
    values = []
    for i in range(math.prod(shape)):
        x = ((i ^ seed) * 0x9E3779B1) & 0xFFFFFFFF
        x = ((x ^ (x >> 15)) * 0x85EBCA77) & 0xFFFFFFFF
        x = ((x ^ (x >> 13)) * 0xC2B2AE3D) & 0xFFFFFFFF
        values.append((x ^ (x >> 16)) / 2**32)
    return torch.tensor(values).reshape(shape)


def shapes(V, P, C, hidden, layers, experts=0):
    found = {"transformer.wte.weight": (V, C), "transformer.wpe.weight": (P, C)}
    for l in range(layers):
        p = f"transformer.h.{l}"
        found |= {
            f"{p}.ln_1.weight": (C,), f"{p}.ln_1.bias": (C,),
            f"{p}.attn.c_attn.weight": (C, 3 * C), f"{p}.attn.c_attn.bias": (3 * C,),
            f"{p}.attn.c_proj.weight": (C, C), f"{p}.attn.c_proj.bias": (C,),
            f"{p}.ln_2.weight": (C,), f"{p}.ln_2.bias": (C,),
        }
        if experts:
            found[f"{p}.mlp.router.weight"] = (experts, C)
        for part in [f"{p}.mlp.experts.{e}" for e in range(experts)] or [f"{p}.mlp"]:
            found |= {f"{part}.c_fc.weight": (C, hidden), f"{part}.c_fc.bias": (hidden,),
                      f"{part}.c_proj.weight": (hidden, C), f"{part}.c_proj.bias": (C,)}
    return found | {"transformer.ln_f.weight": (C,), "transformer.ln_f.bias": (C,)}


def settings(V, P, C, H, hidden, layers):
    return dict(model_type="gpt2", vocab_size=V, n_positions=P, n_embd=C, n_layer=layers, n_head=H, n_inner=hidden,
                activation_function="gelu_new", layer_norm_epsilon=1e-5, embd_pdrop=0.0, attn_pdrop=0.0, resid_pdrop=0.0)


def gpt2(config, params, ids, head=None, drop=lambda x, rate: x, hide=None):
    """Returns the named steps, logits last. `drop` is dropout; `hide` a mask besides the causal one."""
    C, H, eps = config["n_embd"], config["n_head"], config["layer_norm_epsilon"]
    B, T = ids.shape
    D = C // H
    act = {"gelu_new": lambda x: F.gelu(x, approximate="tanh"), "gelu": F.gelu, "relu": F.relu, "silu": F.silu, "tanh": torch.tanh}
    tokens = params["transformer.wte.weight"][ids]
    places = params["transformer.wpe.weight"][:T]
    x = tokens + places
    steps = {"token_embedding": tokens, "position_embedding": places, "embedding_sum": x}
    x = drop(x, config["embd_pdrop"])
    future = torch.ones(T, T).triu(1).bool()
    future = future if hide is None else future | hide
    for l in range(config["n_layer"]):
        at = lambda name: params[f"transformer.h.{l}.{name}"]
        norm = lambda x, name: F.layer_norm(x, (C,), at(f"{name}.weight"), at(f"{name}.bias"), eps)
        conv = lambda x, name: torch.addmm(at(f"{name}.bias"), x.reshape(B * T, -1), at(f"{name}.weight")).reshape(B, T, -1)
        calm = norm(x, "ln_1")
        q, k, v = (part.reshape(B, T, H, D).transpose(1, 2) for part in conv(calm, "attn.c_attn").split(C, dim=2))
        scores = torch.einsum("bhtd,bhsd->bhts", q, k) / math.sqrt(D)
        pattern = scores.masked_fill(future, -math.inf).softmax(-1)
        mixed = torch.einsum("bhts,bhsd->bhtd", drop(pattern, config["attn_pdrop"]), v)
        projected = conv(mixed.transpose(1, 2).reshape(B, T, C), "attn.c_proj")
        between = x + drop(projected, config["resid_pdrop"])
        settled = norm(between, "ln_2")
        def think(part):
            hidden = conv(settled, f"{part}.c_fc")
            active = act[config["activation_function"]](hidden)
            return hidden, active, conv(active, f"{part}.c_proj")

        if "num_local_experts" in config:  # every expert computes every row; a row takes those it chose
            best = torch.topk(settled @ at("mlp.router.weight").T, config["num_experts_per_tok"])
            gates = torch.zeros(B, T, config["num_local_experts"]).scatter(-1, best.indices, best.values.softmax(-1))
            each = torch.stack([think(f"mlp.experts.{e}")[2] for e in range(config["num_local_experts"])], -1)
            output = (each * gates[:, :, None, :]).sum(-1)
            hidden = active = gates
        else:
            hidden, active, output = think("mlp")
        x = between + drop(output, config["resid_pdrop"])
        found = {
            "layer_norm_1": calm, "q_projection": q, "k_projection": k, "v_projection": v, "attention_scores": scores,
            "attention_weights": pattern, "attention_output": mixed, "attention_projection": projected,
            "residual_1": between, "layer_norm_2": settled, "ffn_hidden": hidden, "ffn_activation": active,
            "ffn_output": output, "residual_2": x,
        }
        kept = found if l == 0 else {"residual_2": x}
        steps |= {f"block.{l}.{name}": value for name, value in kept.items()}
    rest = F.layer_norm(x, (C,), params["transformer.ln_f.weight"], params["transformer.ln_f.bias"], eps)
    head = params["transformer.wte.weight"] if head is None else head
    return {**steps, "final_layer_norm": rest, "logits": rest @ head.T}


def by_torchs_modules(config, params, x):
    """The same blocks as torch.nn.TransformerEncoder computes them."""
    C, T = config["n_embd"], x.shape[1]
    layer = torch.nn.TransformerEncoderLayer(
        C, config["n_head"], config["n_inner"], dropout=0.0, activation=lambda t: F.gelu(t, approximate="tanh"),
        norm_first=True, batch_first=True)
    norm = torch.nn.LayerNorm(C)
    encoder = torch.nn.TransformerEncoder(layer, config["n_layer"], norm)
    names = {"self_attn.in_proj_weight": "attn.c_attn.weight", "self_attn.in_proj_bias": "attn.c_attn.bias",
             "self_attn.out_proj.weight": "attn.c_proj.weight", "self_attn.out_proj.bias": "attn.c_proj.bias",
             "linear1.weight": "mlp.c_fc.weight", "linear1.bias": "mlp.c_fc.bias",
             "linear2.weight": "mlp.c_proj.weight", "linear2.bias": "mlp.c_proj.bias",
             "norm1.weight": "ln_1.weight", "norm1.bias": "ln_1.bias",
             "norm2.weight": "ln_2.weight", "norm2.bias": "ln_2.bias"}
    state = {f"layers.{l}.{theirs}": params[f"transformer.h.{l}.{ours}"].detach().t()
             for l in range(config["n_layer"]) for theirs, ours in names.items()}
    state |= {f"norm.{n}": params[f"transformer.ln_f.{n}"].detach() for n in ["weight", "bias"]}
    encoder.load_state_dict(state)
    return encoder(x, mask=torch.ones(T, T).triu(1).bool())


def model():
    """Every step and the gradient of every parameter; the same with dropout, a sparse mask, an output matrix of its own."""
    V, P, C, H, hidden, layers = 11, 7, 8, 2, 12, 2
    config = settings(V, P, C, H, hidden, layers)
    params = {}
    for name, shape in shapes(V, P, C, hidden, layers).items():
        centre = 1.0 if ".ln_" in name and name.endswith("weight") else 0.0
        params[name] = leaf((centre + random(*shape, scale=0.4)).float().double())
    ids = torch.tensor([[3, 7, 3, 1, 9], [5, 2, 8, 0, 10]])
    T = ids.shape[1]
    steps = gpt2(config, params, ids)
    theirs = by_torchs_modules(config, params, steps["embedding_sum"])
    assert torch.allclose(steps["final_layer_norm"], theirs, atol=1e-12)
    seed = random(2, T, V)

    rates = dict(embd_pdrop=0.1, attn_pdrop=0.3, resid_pdrop=0.2)
    drawn = 0

    def drop(x, rate):
        nonlocal drawn
        uniform = hashed(0, drawn + x.numel())[drawn:].reshape(x.shape)
        drawn += x.numel()
        return x * (uniform >= rate) / (1 - rate)

    t = torch.arange(T)
    window = (t[:, None] - t[None, :]).abs() >= 2
    head = random(V, C)
    last = lambda steps: steps["logits"]
    write("gpt2", config=config, params=params, ids=ids.tolist(), seed=seed,
          steps={**steps, **gradients(steps["logits"], seed, params)},
          rates=rates, dropout_logits=last(gpt2({**config, **rates}, params, ids, drop=drop)),
          window_logits=last(gpt2(config, params, ids, hide=window)),
          head=head, untied_logits=last(gpt2(config, params, ids, head=head)),
          activation_logits={act: last(gpt2({**config, "activation_function": act}, params, ids))
                             for act in ["gelu", "relu", "silu", "tanh"]})


def hashed_params(found):
    """By their place in the list of shapes, so that a file holds only logits."""
    params = {}
    for n, (name, shape) in enumerate(found.items()):
        centre = 1.0 if ".ln_" in name and name.endswith("weight") else 0.0
        params[name] = (centre + (hashed(n << 20, *shape) - 0.5) * 0.6).float().double()
    return params


def deep():
    """Twelve layers."""
    V, P, C, H, hidden, layers = 40, 16, 32, 4, 64, 12
    config = settings(V, P, C, H, hidden, layers)
    params = hashed_params(shapes(V, P, C, hidden, layers))
    ids = (hashed(99 << 20, 2, 12) * V).long()
    steps = gpt2(config, params, ids)
    assert torch.allclose(steps["final_layer_norm"], by_torchs_modules(config, params, steps["embedding_sum"]), atol=1e-11)
    write("gpt2Deep", config=config, ids=ids.tolist(), logits=steps["logits"])


def experts():
    """Three experts in each of two layers, of which a row asks two."""
    V, P, C, H, hidden, layers, X = 20, 10, 16, 2, 12, 2, 3
    config = {**settings(V, P, C, H, hidden, layers), "num_local_experts": X, "num_experts_per_tok": 2}
    params = hashed_params(shapes(V, P, C, hidden, layers, X))
    ids = (hashed(98 << 20, 2, 9) * V).long()
    write("gpt2Experts", config=config, ids=ids.tolist(), logits=gpt2(config, params, ids)["logits"])


def sampling():
    """Filters as text-generation code usually has them: thresholds on sorted scores, −∞ for what falls away."""
    def probabilities(scores, temperature=1.0, top_k=None, top_p=None):
        scores = scores / temperature
        if top_k is not None:
            scores = scores.masked_fill(scores < torch.topk(scores, min(top_k, len(scores))).values[-1], -math.inf)
        if top_p is not None:
            ascending, order = torch.sort(scores)
            tail = ascending.softmax(-1).cumsum(-1) <= 1 - top_p
            tail[-1] = False
            scores = scores.masked_fill(torch.zeros_like(tail).scatter(0, order, tail), -math.inf)
        return scores.softmax(-1)

    logits = random(24, scale=2.0)
    cases = []
    for given in [dict(), dict(temperature=0.7), dict(temperature=1.6), dict(top_k=1), dict(top_k=5), dict(top_k=24),
                  dict(top_p=0.05), dict(top_p=0.5), dict(top_p=0.9), dict(top_p=0.999),
                  dict(temperature=0.7, top_k=8), dict(temperature=1.3, top_k=8, top_p=0.8),
                  dict(temperature=2.0, top_p=0.3), dict(top_k=3, top_p=0.95)]:
        found = probabilities(logits, **given)
        cases.append({"given": given, "kept": int((found > 0).sum()), "probabilities": found.tolist()})
    write("sampling", logits=logits.tolist(), cases=cases)


for part in [model, deep, experts, sampling]:
    torch.manual_seed(31)
    part()
