"""Llama, written from the paper and the published layout.   /usr/bin/python3 tests/golden/engine/llama.py

  llama        two layers, queries in groups; in both layouts of the pairs
  llamaScaled  the same model under `rope_scaling` llama3 and linear; the angles as the formula of Hugging Face's
               modeling_rope_utils has them: three bands of wavelength, each by a rule of its own
  llamaVariants  heads of a width of their own, with biases; Qwen 2; `rope_scaling` dynamic, within and beyond the old context, and
               yarn, as in modeling_rope_utils
"""

import math

import torch
import torch.nn.functional as F

from golden import gradients, leaf, random, rms_norm, rotate_half_split, rotate_interleaved, rope_angles, write


def draw(V, C, H, G, hidden, layers, D=None, biases="", tied=False):
    D = D or C // H
    shapes = {"model.embed_tokens.weight": (V, C)}
    for l in range(layers):
        p = f"model.layers.{l}"
        shapes |= {
            f"{p}.input_layernorm.weight": (C,), f"{p}.self_attn.q_proj.weight": (H * D, C),
            f"{p}.self_attn.k_proj.weight": (G * D, C), f"{p}.self_attn.v_proj.weight": (G * D, C),
            f"{p}.self_attn.o_proj.weight": (C, H * D), f"{p}.post_attention_layernorm.weight": (C,),
            f"{p}.mlp.gate_proj.weight": (hidden, C), f"{p}.mlp.up_proj.weight": (hidden, C),
            f"{p}.mlp.down_proj.weight": (C, hidden),
        }
        widths = {"q": H * D, "k": G * D, "v": G * D, "o": C}
        shapes |= {f"{p}.self_attn.{n}_proj.bias": (widths[n],) for n in biases}
    shapes |= {"model.norm.weight": (C,)} if tied else {"model.norm.weight": (C,), "lm_head.weight": (V, C)}
    params = {name: leaf(random(*shape, scale=0.4) + (1.0 if len(shape) == 1 else 0.0)) for name, shape in shapes.items()}
    return {name: leaf(p.float().double()) for name, p in params.items()}


def forward(params, ids, rotate, angles, *, C, H, G, layers, eps, D=None, magnitude=1.0):
    """Every step, in the order of computation."""
    D, (B, T) = D or C // H, ids.shape
    steps = {}

    def norm(x, name, weight):
        normalised = rms_norm(x, (C,), eps=eps)
        steps.update({f"{name}_mean_square": x.pow(2).mean(-1), f"{name}_normalised": normalised, name: weight * normalised})
        return steps[name]

    x = steps["token_embedding"] = F.embedding(ids, params["model.embed_tokens.weight"])
    for l in range(layers):
        at = lambda name: params[f"model.layers.{l}.{name}.weight"]
        calm = norm(x, f"block.{l}.layer_norm_1", at("input_layernorm"))
        bias = lambda name: params.get(f"model.layers.{l}.self_attn.{name}_proj.bias")
        q, k, v = (F.linear(calm, at(f"self_attn.{n}_proj"), bias(n)).reshape(B, T, -1, D).transpose(1, 2) for n in "qkv")
        turned_q, turned_k = (rotate(t, torch.arange(T), angles) * magnitude for t in (q, k))
        k_each, v_each = (t.repeat_interleave(H // G, dim=1) for t in (turned_k, v))
        past = torch.ones(T, T).tril().bool()
        products = turned_q @ k_each.mT
        masked = (products / math.sqrt(D)).masked_fill(~past, -math.inf)
        pattern = F.softmax(masked, -1)
        mixed = pattern @ v_each
        side_by_side = mixed.transpose(1, 2).reshape(B, T, H * D)
        projected = F.linear(side_by_side, at("self_attn.o_proj"), bias("o"))
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
    return {**steps, "logits": F.linear(rest, params.get("lm_head.weight", params["model.embed_tokens.weight"]))}


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


def dynamic_angles(D, base, factor, old, length):
    """The base grows with the text, once that is longer than the old context."""
    length = max(length, old)
    return rope_angles(D, base * ((factor * length / old) - (factor - 1)) ** (D / (D - 2)))


def yarn(D, base, factor, old, beta_fast=32, beta_slow=1, truncate=True, attention_factor=None, mscale=None, mscale_all_dim=None):
    """Angles, and what the turned vectors are multiplied by."""
    by = lambda scale, m=1.0: 1.0 if scale <= 1 else 0.1 * m * math.log(scale) + 1.0
    if attention_factor is None:
        attention_factor = by(factor, mscale) / by(factor, mscale_all_dim) if mscale and mscale_all_dim else by(factor)
    pair_of = lambda turns: D * math.log(old / (turns * 2 * math.pi)) / (2 * math.log(base))
    low, high = pair_of(beta_fast), pair_of(beta_slow)
    if truncate:
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, D - 1)
    ramp = torch.clamp((torch.arange(D // 2).double() - low) / ((high if high != low else high + 0.001) - low), 0, 1)
    theta = rope_angles(D, base)
    return theta / factor * ramp + theta * (1 - ramp), attention_factor


def variants():
    """Small, in one layer each, with every step and every gradient."""
    V, hidden = 7, 6
    cases = {}

    def case(name, ids, angles, config, eps=1e-5, magnitude=1.0, tied=False, biases="", C=16, H=2, G=1, D=None, context=512):
        params = draw(V, C, H, G, hidden, 1, D, biases, tied)
        ids = torch.tensor([ids])
        steps = forward(params, ids, rotate_half_split, angles, eps=eps, C=C, H=H, G=G, layers=1, D=D, magnitude=magnitude)
        seed = random(1, ids.shape[1], V)
        cases[name] = dict(
            config=dict(vocab_size=V, hidden_size=C, intermediate_size=hidden, num_hidden_layers=1, num_attention_heads=H,
                        num_key_value_heads=G, max_position_embeddings=context, rms_norm_eps=eps, rope_theta=50.0,
                        tie_word_embeddings=tied, **config),
            params=params, ids=ids.tolist(), seed=seed, angles=angles,
            steps={**steps, **gradients(steps["logits"], seed, params)})

    plain = lambda D: rope_angles(D, 50.0)
    case("headsAndBiases", [3, 6, 3, 1], plain(6), dict(model_type="llama", head_dim=6, attention_bias=True), D=6, biases="qkvo")
    case("qwen2", [3, 6, 3, 1], plain(8), dict(model_type="qwen2"), biases="qkv", tied=True)
    scaling = dict(rope_type="dynamic", factor=2.0)
    for name, ids in dict(dynamicWithin=[3, 6, 3, 1], dynamicBeyond=[3, 6, 3, 1, 5, 2]).items():
        case(name, ids, dynamic_angles(8, 50.0, 2.0, 4, len(ids)), dict(model_type="llama", rope_scaling=scaling), context=4)
    given = dict(factor=4.0, original_max_position_embeddings=64)
    more = dict(beta_fast=6, beta_slow=2, truncate=False, attention_factor=0.8)
    both = dict(mscale=1.5, mscale_all_dim=0.7)
    for name, extra in dict(yarn={}, yarnOwnBounds=more, yarnScales=both).items():
        angles, by = yarn(8, 50.0, 4.0, 64, **extra)
        case(name, [3, 6, 4, 1, 5], angles, dict(model_type="llama", rope_scaling=dict(rope_type="yarn", **given, **extra)), magnitude=by)
    write("llamaVariants", **cases)


for part in [llama, scaled, variants]:
    torch.manual_seed(20)
    part()
