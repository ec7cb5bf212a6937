"""Golden results for the mixture of experts: every expert computes every row, all at once, and the gates do the choosing."""

import torch
import torch.nn.functional as F

from golden import gradients, leaf, random, write

B, T, C, HIDDEN, X = 2, 4, 6, 5, 4
torch.manual_seed(41)
params = {"router.weight": leaf(random(X, C)), "noise.weight": leaf(random(X, C, scale=0.5))}
for e in range(X):
    for name, shape in {"c_fc.weight": (C, HIDDEN), "c_fc.bias": (HIDDEN,),
                        "c_proj.weight": (HIDDEN, C), "c_proj.bias": (C,)}.items():
        params[f"experts.{e}.{name}"] = leaf(random(*shape, scale=0.6))
x, seed, noise = leaf(random(B, T, C)), random(B, T, C), random(B, T, X)
balance_seed = 0.5


def stacked(name):
    return torch.stack([params[f"experts.{e}.{name}"] for e in range(X)])


def mixture(k, noisy):
    logits = torch.einsum("btc,xc->btx", x, params["router.weight"])
    steps = {"moe_gate_logits": logits}
    if noisy:
        logits = logits + noise * F.softplus(torch.einsum("btc,xc->btx", x, params["noise.weight"]))
        steps["moe_noisy_logits"] = logits
    probs = torch.exp(logits) / torch.exp(logits).sum(-1, keepdim=True)
    best = torch.topk(probs, k, dim=-1).indices
    asked = F.one_hot(best, X).sum(-2).double()
    gates = probs * asked / (probs * asked).sum(-1, keepdim=True)

    hidden = torch.einsum("btc,xcf->btxf", x, stacked("c_fc.weight")) + stacked("c_fc.bias")
    outputs = torch.einsum("btxf,xfc->btxc", F.gelu(hidden, approximate="tanh"), stacked("c_proj.weight"))
    outputs = (outputs + stacked("c_proj.bias")) * asked.unsqueeze(-1)
    combined = torch.einsum("btx,btxc->btc", gates, outputs)

    load = asked.sum((0, 1))
    assert load.sum() == B * T * k
    balance = X * ((load / load.sum()) * probs.mean((0, 1))).sum()
    steps |= {"moe_gate_probs": probs, "moe_gates": gates, "moe_load": load, "moe_balance_loss": balance.reshape(1)}
    steps |= {f"expert_{e}_output": outputs[:, :, e] for e in range(X)}
    steps["moe_combined_output"] = combined
    named = {"x": x} | {n: p for n, p in params.items() if noisy or n != "noise.weight"}
    total = (combined * seed).sum() + balance_seed * balance
    return {"settings": {"experts": X, "chosen": k}, "steps": {**steps, **gradients(total, None, named)}}


write("mixtureOfExperts", params=params, x=x, seed=seed, noise=noise, balance_seed=balance_seed,
      top_2=mixture(2, False), top_1=mixture(1, False), dense=mixture(X, False), noisy=mixture(2, True))
