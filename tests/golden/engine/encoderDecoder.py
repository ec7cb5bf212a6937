"""The encoder–decoder's goldens: torch.nn.Transformer itself, a padded source and a padded target.

    /usr/bin/python3 tests/golden/engine/encoderDecoder.py

Every step of the first layer of each half is written out, and asserted to lead where torch's own layer leads; `loss` is the
mean cross-entropy of each target id against the next, padding ignored, with its gradient for every parameter.
"""

import math

import torch
import torch.nn.functional as F

from golden import leaf, random, randomise, write

PAD = 0


def positions(T, C):
    clock = torch.exp(torch.arange(0, C, 2) * (-math.log(10000.0) / C))  # as in torch's own tutorial
    angle = torch.arange(T).unsqueeze(1) * clock
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)


def embed(table, ids):
    C = table.shape[1]
    steps = {"token_embedding": F.embedding(ids, table), "position_encoding": positions(ids.shape[1], C)}
    steps["scaled_embedding"] = steps["token_embedding"] * math.sqrt(C)
    steps["embedding_sum"] = steps["scaled_embedding"] + steps["position_encoding"]
    return steps


def attention_steps(module, x, memory, hidden, cross=""):
    """hidden: true where a query must not see a key, (B, 1, T, S) or what repeats to it."""
    (B, T, C), H = x.shape, module.num_heads
    split = lambda rows: rows.reshape(B, -1, H, C // H).transpose(1, 2)
    wq, wk, wv = module.in_proj_weight.chunk(3)
    bq, bk, bv = module.in_proj_bias.chunk(3)
    q, k, v = split(F.linear(x, wq, bq)), split(F.linear(memory, wk, bk)), split(F.linear(memory, wv, bv))
    scores = q @ k.mT / math.sqrt(C // H)
    pattern = F.softmax(scores.masked_fill(hidden, -math.inf), -1)
    mixed = pattern @ v
    side_by_side = mixed.transpose(1, 2).reshape(B, T, C)
    found = {"q_projection": q, "k_projection": k, "v_projection": v, "attention_scores": scores,
             "attention_weights": pattern, "attention_output": mixed, "heads_concatenated": side_by_side,
             "attention_projection": module.out_proj(side_by_side)}
    return {cross + name: value for name, value in found.items()}


def layer_steps(layer, x, hidden, memory=None, memory_hidden=None):
    """One layer of either half, in either order of norms."""
    steps = {}
    activation = layer.activation
    norms = [layer.norm1, layer.norm2] + ([layer.norm3] if memory is not None else [])

    def look(rows):
        steps.update(attention_steps(layer.self_attn, rows, rows, hidden))
        return steps["attention_projection"]

    def ask(rows):
        steps.update(attention_steps(layer.multihead_attn, rows, memory, memory_hidden, "cross_"))
        return steps["cross_attention_projection"]

    def think(rows):
        wide = layer.linear1(rows)
        steps.update({"ffn_hidden": wide, "ffn_activation": activation(wide),
                      "ffn_output": layer.linear2(activation(wide))})
        return steps["ffn_output"]

    def norm(rows, n):
        steps[f"layer_norm_{n}"] = norms[n - 1](rows)
        return steps[f"layer_norm_{n}"]

    for n, change in enumerate([look] + ([ask] if memory is not None else []) + [think], 1):
        if layer.norm_first:
            x = steps[f"residual_{n}"] = x + change(norm(x, n))
        else:
            steps[f"residual_{n}"] = x + change(x)
            x = norm(steps[f"residual_{n}"], n)
    return steps, x


def encoder_decoder(name, *, encoders, decoders, activation, norm_first):
    source_V, V, C, H, hidden = 11, 9, 8, 2, 12
    model = torch.nn.Transformer(C, H, encoders, decoders, hidden, dropout=0.0, activation=activation,
                                 norm_first=norm_first, batch_first=True)
    generator = torch.nn.Linear(C, V)
    randomise(model)
    randomise(generator)
    tables = [leaf(random(v, C, scale=0.4)) for v in (source_V, V)]

    source = torch.tensor([[3, 7, 3, 1, 9], [5, 2, 8, PAD, PAD]])
    target = torch.tensor([[1, 4, 4, 8], [1, 6, 3, PAD]])
    following = torch.tensor([[4, 4, 8, 2], [6, 3, 2, PAD]])
    T = target.shape[1]
    future = torch.ones(T, T).triu(1).bool()
    no_source, no_target = source == PAD, target == PAD

    left, right = embed(tables[0], source), embed(tables[1], target)
    x, y = left["embedding_sum"], right["embedding_sum"]
    rows = model(x, y, tgt_mask=future, src_key_padding_mask=no_source, tgt_key_padding_mask=no_target,
                 memory_key_padding_mask=no_source)
    logits = generator(rows)
    loss = F.cross_entropy(logits.flatten(0, 1), following.flatten(), ignore_index=PAD)

    memory = model.encoder(x, src_key_padding_mask=no_source)
    unseen = no_source[:, None, None, :]
    first, out = layer_steps(model.encoder.layers[0], x, unseen)
    assert torch.allclose(out, model.encoder.layers[0](x, src_key_padding_mask=no_source), atol=1e-12)
    second, out = layer_steps(model.decoder.layers[0], y, future | no_target[:, None, None, :], memory, unseen)
    assert torch.allclose(out, model.decoder.layers[0](y, memory, tgt_mask=future, tgt_key_padding_mask=no_target,
                                                       memory_key_padding_mask=no_source), atol=1e-12)

    params = {f"transformer.{k}": v for k, v in model.named_parameters()}
    params |= {"source_embedding.weight": tables[0], "target_embedding.weight": tables[1],
               "generator.weight": generator.weight, "generator.bias": generator.bias}
    found = torch.autograd.grad(loss, list(params.values()))
    config = dict(model_type="encoder-decoder", d_model=C, nhead=H, num_encoder_layers=encoders,
                  num_decoder_layers=decoders, dim_feedforward=hidden, activation=activation, norm_first=norm_first,
                  layer_norm_eps=1e-5, source_vocab_size=source_V, target_vocab_size=V, pad_token_id=PAD)
    write(name, config=config, params=params, source=source.tolist(), target=target.tolist(),
          following=following.tolist(),
          steps={**{f"encoder.{k}": v for k, v in left.items()},
                 **{f"encoder.block.0.{k}": v for k, v in first.items()},
                 "encoder.final_layer_norm": memory,
                 **{f"decoder.{k}": v for k, v in right.items()},
                 **{f"decoder.block.0.{k}": v for k, v in second.items()},
                 "decoder.final_layer_norm": rows, "logits": logits, "loss": loss,
                 **{f"grad.{k}": g for k, g in zip(params, found)}})


def masked_attention():
    """Self-attention that is causal and padded at once."""
    B, T, C, H = 2, 4, 8, 2
    module = torch.nn.MultiheadAttention(C, H, batch_first=True)
    randomise(module)
    x, seed = leaf(random(B, T, C)), random(B, T, C)
    future = torch.ones(T, T).triu(1).bool()
    padding = torch.tensor([[False, False, False, False], [False, False, True, True]])
    output, pattern = module(x, x, x, key_padding_mask=padding, attn_mask=future, average_attn_weights=False)
    named = {**dict(module.named_parameters()), "x": x}
    found = torch.autograd.grad(output, list(named.values()), seed)
    write("maskedAttention", heads=H, params=dict(module.state_dict()), x=x, seed=seed,
          hidden=(future | padding[:, None, None, :]).double(),
          steps={"attention_weights": pattern, "attention_projection": output,
                 **{f"grad.{k}": g for k, g in zip(named, found)}})


torch.manual_seed(31)
encoder_decoder("encoderDecoderPostNorm", encoders=1, decoders=2, activation="relu", norm_first=False)
torch.manual_seed(32)
encoder_decoder("encoderDecoderPreNorm", encoders=1, decoders=1, activation="gelu", norm_first=True)
torch.manual_seed(33)
masked_attention()
