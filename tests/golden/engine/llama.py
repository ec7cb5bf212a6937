"""Llama, written from the paper and the published layout.   /usr/bin/python3 tests/golden/engine/llama.py

  llama        two layers, queries in groups; in both layouts of the pairs
  llamaScaled  the same model under `rope_scaling` llama3 and linear; the angles as the formula of Hugging Face's
               modeling_rope_utils has them: three bands of wavelength, each by a rule of its own
"""

import math

import torch
import torch.nn.functional as F

from golden import gradients, leaf, random, rms_norm, rotate_half_split, rotate_interleaved, rope_angles, write


def draw(V, C, H, G, hidden, layers):
    D = C // H
    shapes = {"model.embed_tokens.weight": (V, C)}
    for l in range(layers):
        p = f"model.layers.{l}"
        shapes |= {
            f"{p}.input_layernorm.weight": (C,), f"{p}.self_attn.q_proj.weight": (C, C),
            f"{p}.self_attn.k_proj.weight": (G * D, C), f"{p}.self_attn.v_proj.weight": (G * D, C),
            f"{p}.self_attn.o_proj.weight": (C, C), f"{p}.post_attention_layernorm.weight": (C,),
            f"{p}.mlp.gate_proj.weight": (hidden, C), f"{p}.mlp.up_proj.weight": (hidden, C),
            f"{p}.mlp.down_proj.weight": (C, hidden),
        }
    shapes |= {"model.norm.weight": (C,), "lm_head.weight": (V, C)}
    params = {name: leaf(random(*shape, scale=0.4) + (1.0 if len(shape) == 1 else 0.0)) for name, shape in shapes.items()}
    return {name: leaf(p.float().double()) for name, p in params.items()}


def forward(params, ids, rotate, angles, *, C, H, G, layers, eps):
    """Every step, in the order of computation."""
    D, (B, T) = C // H, ids.shape
    steps = {}

    def norm(x, name, weight):
        normalised = rms_norm(x, (C,), eps=eps)
        steps.update({f"{name}_mean_square": x.pow(2).mean(-1), f"{name}_normalised": normalised, name: weight * normalised})
        return steps[name]

    x = steps["token_embedding"] = F.embedding(ids, params["model.embed_tokens.weight"])
    for l in range(layers):
        at = lambda name: params[f"model.layers.{l}.{name}.weight"]
        calm = norm(x, f"block.{l}.layer_norm_1", at("input_layernorm"))
        q, k, v = (F.linear(calm, at(f"self_attn.{n}_proj")).reshape(B, T, -1, D).transpose(1, 2) for n in "qkv")
        turned_q, turned_k = (rotate(t, torch.arange(T), angles) for t in (q, k))
        k_each, v_each = (t.repeat_interleave(H // G, dim=1) for t in (turned_k, v))
        past = torch.ones(T, T).tril().bool()
        products = turned_q @ k_each.mT
        masked = (products / math.sqrt(D)).masked_fill(~past, -math.inf)
        pattern = F.softmax(masked, -1)
        mixed = pattern @ v_each
        side_by_side = mixed.transpose(1, 2).reshape(B, T, C)
        projected = F.linear(side_by_side, at("self_attn.o_proj"))
        between = x + projected
        attention = {"q_projection": q, "k_projection": k, "v_projection": v, "q_rotated": turned_q, "k_rotated": turned_k,
                     "query_key_products": products, "attention_scores": products / math.sqrt(D), "masked_scores": masked,
                     "attention_weights": pattern, "attention_output": mixed, "heads_concatenated": side_by_side,
                     "attention_projection": projected, "residual_1": between}
        steps |= {f"block.{l}.{step}": value for step, value in attention.items()}
        settled = norm(between, f"block.{l}.layer_norm_2", at("post_attention_layernorm"))
        gate, up = F.linear(settled, at("mlp.gate_proj")), F.linear(settled, at("mlp.up_proj"))
        added = F.linear(F.silu(gate) * up, at("mlp.down_proj"))
        x = between + added
        swiglu = {"ffn_gate": gate, "ffn_gate_activation": F.silu(gate), "ffn_hidden": up, "ffn_activation": F.silu(gate) * up,
                  "ffn_output": added, "residual_2": x}
        steps |= {f"block.{l}.{step}": value for step, value in swiglu.items()}
    rest = norm(x, "final_layer_norm", params["model.norm.weight"])
    return {**steps, "logits": F.linear(rest, params["lm_head.weight"])}


def llama():
    V, hidden, T, base = 11, 12, 5, 10000.0
    sizes = dict(C=16, H=4, G=2, layers=2)
    angles = rope_angles(4, base)
    params = draw(V, hidden=hidden, **sizes)
    ids = torch.tensor([[3, 7, 3, 1, 9], [5, 2, 8, 0, 4]])
    steps = forward(params, ids, rotate_half_split, angles, eps=1e-5, **sizes)
    shown = [f"block.0.{step}" for step in ["layer_norm_1", "q_projection", "q_rotated", "k_rotated", "attention_output",
                                            "residual_1", "layer_norm_2", "ffn_activation", "residual_2"]] + ["logits"]
    seed = random(2, T, V)
    named = {k: p for k, p in params.items() if ".layers.1." not in k}  # keeps the file small
    config = dict(model_type="llama", vocab_size=V, hidden_size=16, intermediate_size=hidden, num_hidden_layers=2,
                  num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=16, rms_norm_eps=1e-5,
                  rope_theta=base, tie_word_embeddings=False)
    write("llama", config=config, params=params, ids=ids.tolist(), seed=seed,
          steps={**{step: steps[step] for step in shown}, **gradients(steps["logits"], seed, named)},
          interleaved_logits=forward(params, ids, rotate_interleaved, angles, eps=1e-5, **sizes)["logits"])


def llama3_angles(theta, factor, low_freq_factor, high_freq_factor, original_max_position_embeddings):
    """A wavelength is how many positions a full turn takes."""
    found = []
    for angle in theta.tolist():
        wavelength = 2 * math.pi / angle
        if wavelength < original_max_position_embeddings / high_freq_factor:
            found.append(angle)
        elif wavelength > original_max_position_embeddings / low_freq_factor:
            found.append(angle / factor)
        else:
            smooth = original_max_position_embeddings / wavelength - low_freq_factor
            smooth /= high_freq_factor - low_freq_factor
            found.append((1 - smooth) * angle / factor + smooth * angle)
    return torch.tensor(found)


def scaled():
    """Wavelengths 6, 17, 44 and 118: kept, twice between the bounds 16 and 64, and slowed by the whole factor."""
    V, hidden, T, base = 7, 6, 5, 50.0
    sizes = dict(C=16, H=2, G=1, layers=1)
    theta = rope_angles(8, base)
    params = draw(V, hidden=hidden, **sizes)
    ids = torch.tensor([[3, 6, 3, 1, 5]])
    seed = random(1, T, V)
    config = dict(model_type="llama", vocab_size=V, hidden_size=16, intermediate_size=hidden, num_hidden_layers=1,
                  num_attention_heads=2, num_key_value_heads=1, max_position_embeddings=512, rms_norm_eps=1e-5,
                  rope_theta=base, tie_word_embeddings=False)

    def case(rope_scaling, angles):
        steps = forward(params, ids, rotate_half_split, angles, eps=1e-5, **sizes)
        return dict(rope_scaling=rope_scaling, angles=angles, steps={**steps, **gradients(steps["logits"], seed, params)})

    bounds = dict(factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64)
    write("llamaScaled", config=config, params=params, ids=ids.tolist(), seed=seed,
          llama3=case(dict(rope_type="llama3", **bounds), llama3_angles(theta, **bounds)),
          linear=case(dict(rope_type="linear", factor=4.0), theta / 4.0))


for part in [llama, scaled]:
    torch.manual_seed(20)
    part()
