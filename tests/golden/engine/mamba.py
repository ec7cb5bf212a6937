"""Mamba's goldens: discretisation, convolution, selective scan, the whole model.   /usr/bin/python3 tests/golden/engine/mamba.py

Mamba is not in torch. The scan below is the recurrence as Gu & Dao 2023 write it (eq. 2a, 2b, 4), one time step after the
other, discretised with matrices (matrix_exp and inverse of diag(ΔA)), not with the scalar shortcuts of the engine.
The model is written from the paper and from the names of Hugging Face's MambaForCausalLM; its convolution is torch's own.
"""

import torch
import torch.nn.functional as F

from golden import gradients, leaf, random, rms_norm, write

torch.manual_seed(20231201)


def discretise(delta, A, B, rule):
    """One step, one channel: Δ a number, A and B of N numbers."""
    matrix = delta * torch.diag(A)
    decay = torch.matrix_exp(matrix)
    if rule == "simplified":
        return decay, delta * B
    return decay, torch.linalg.inv(matrix) @ (decay - torch.eye(len(A))) @ (delta * B)


def scan(x, delta, A, B, C, initial, rule="simplified"):
    """x, delta (B, T, E); A (E, N); B, C (B, T, N), or (E, N) where no token chooses; initial (B, E, N)."""
    texts, T, E = x.shape
    at = lambda selected, b, t, e: selected[e] if selected.dim() == 2 else selected[b, t]
    y, states = [], []
    for b in range(texts):
        h = [initial[b, e] for e in range(E)]
        for t in range(T):
            for e in range(E):
                decay, write_in = discretise(delta[b, t, e], A[e], at(B, b, t, e), rule)
                h[e] = decay @ h[e] + write_in * x[b, t, e]
                y.append(at(C, b, t, e) @ h[e])
                states.append(h[e])
    return torch.stack(y).reshape(x.shape), torch.stack(states).reshape(texts, T, E, -1)


def convolve(x, weight, bias=None):
    """(B, T, E), causal, by torch's conv1d."""
    K = weight.shape[-1]
    padded = F.pad(x.transpose(1, 2), (K - 1, 0))
    return F.conv1d(padded, weight, bias, groups=x.shape[-1]).transpose(1, 2)


def positive(*shape):
    return (torch.rand(*shape) + 0.05).float().double()


def parts():
    texts, T, E, N, K = 2, 5, 3, 4, 4
    weight, x, seed = leaf(random(E, 1, K)), leaf(random(texts, T, E)), random(texts, T, E)
    y = convolve(x, weight)
    convolution = dict(x=x, weight=weight, seed=seed, steps={"convolution": y, **gradients(y, seed, {"x": x, "weight": weight})})

    groups = {}
    for name, rule, selected in [("selective", "simplified", (texts, T, N)), ("held", "zero-order hold", (texts, T, N)),
                                 ("invariant", "simplified", (E, N))]:
        given = dict(x=leaf(random(texts, T, E)), delta=leaf(positive(texts, T, E)), A=leaf(-positive(E, N) * 2),
                     Bsel=leaf(random(*selected)), Csel=leaf(random(*selected)), initial=leaf(random(texts, E, N)))
        y, states = scan(*given.values(), rule)
        groups[name] = dict(given=given, rule=rule, steps={"state": states, "y": y, **gradients(y, seed, given)})
        if name != "invariant":
            made = [discretise(given["delta"][b, t, e], given["A"][e], given["Bsel"][b, t], rule)
                    for b in range(texts) for t in range(T) for e in range(E)]
            groups[name]["opened"] = {
                "decay": torch.stack([decay.diagonal() for decay, _ in made]).reshape(texts, T, E, N),
                "input": torch.stack([write_in for _, write_in in made]).reshape(texts, T, E, N),
            }
    write("selectiveScan", seed=seed, convolution=convolution, **groups)


def mixer_shapes(p, C, E, N, K, R, selective):
    shapes = {f"{p}.in_proj.weight": (2 * E, C), f"{p}.conv1d.weight": (E, 1, K), f"{p}.conv1d.bias": (E,)}
    if selective:
        shapes |= {f"{p}.x_proj.weight": (R + 2 * N, E), f"{p}.dt_proj.weight": (E, R)}
    else:
        shapes |= {f"{p}.B": (E, N), f"{p}.C": (E, N)}
    return shapes | {f"{p}.dt_proj.bias": (E,), f"{p}.A_log": (E, N), f"{p}.D": (E,), f"{p}.out_proj.weight": (C, E)}


def mixer(u, at, N, R, selective, rule):
    x, z = F.linear(u, at("in_proj.weight")).chunk(2, -1)
    steps = {"in_projection": torch.cat([x, z], -1)}
    convolution = convolve(x, at("conv1d.weight"), at("conv1d.bias"))
    x = F.silu(convolution)
    if selective:
        rank, B, C = F.linear(x, at("x_proj.weight")).split([R, N, N], -1)
        delta = F.softplus(F.linear(rank, at("dt_proj.weight"), at("dt_proj.bias")))
    else:
        B, C = at("B"), at("C")
        delta = F.softplus(at("dt_proj.bias")).expand_as(x)
    start = torch.zeros(len(u), x.shape[-1], N)
    y, states = scan(x, delta, -torch.exp(at("A_log")), B, C, start, rule)
    y = y + x * at("D")
    out = F.linear(y * F.silu(z), at("out_proj.weight"))
    return {**steps, "convolution": convolution, "delta": delta, "Bsel": B, "Csel": C, "state": states,
            "scan_output": y, "gate": z, "out_projection": out}


def model(name, *, selective, rule, layers):
    V, C, E, N, K, R, eps = 7, 4, 6, 3, 3, 2, 1e-5
    shapes = {"backbone.embeddings.weight": (V, C)}
    for l in range(layers):
        shapes[f"backbone.layers.{l}.norm.weight"] = (C,)
        shapes |= mixer_shapes(f"backbone.layers.{l}.mixer", C, E, N, K, R, selective)
    shapes["backbone.norm_f.weight"] = (C,)
    params = {}
    for key, shape in shapes.items():
        centre = 1.0 if "norm" in key else 0.0
        scale = 1.0 if "embeddings" in key else 0.4  # a short row makes RMSNorm magnify rounding
        params[key] = leaf((random(*shape, scale=scale) + centre).float().double())
    ids = torch.tensor([[3, 6, 3, 1, 5], [5, 2, 0, 0, 4]])

    x = F.embedding(ids, params["backbone.embeddings.weight"])
    steps = {"token_embedding": x}
    for l in range(layers):
        p = f"backbone.layers.{l}"
        calm = rms_norm(x, (C,), params[f"{p}.norm.weight"], eps)
        found = mixer(calm, lambda key: params[f"{p}.mixer.{key}"], N, R, selective, rule)
        x = x + found["out_projection"]
        steps |= {f"block.{l}.{step}": value for step, value in {"layer_norm_1": calm, **found, "residual_1": x}.items()}
    rest = rms_norm(x, (C,), params["backbone.norm_f.weight"], eps)
    steps |= {"final_layer_norm": rest, "logits": F.linear(rest, params["backbone.embeddings.weight"])}
    seed = random(2, ids.shape[1], V)
    config = dict(model_type="mamba", vocab_size=V, hidden_size=C, intermediate_size=E, state_size=N, conv_kernel=K,
                  num_hidden_layers=layers, time_step_rank=R, layer_norm_epsilon=eps, use_bias=False, use_conv_bias=True,
                  selective=selective, discretisation=rule)
    write(name, config=config, params=params, ids=ids.tolist(), seed=seed,
          steps={**steps, **gradients(steps["logits"], seed, params)})


parts()
model("mamba", selective=True, rule="simplified", layers=2)
model("mambaHeld", selective=True, rule="zero-order hold", layers=1)
model("mambaInvariant", selective=False, rule="simplified", layers=1)
