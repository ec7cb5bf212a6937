"""Golden training: loss, optimizers, schedules, clipping.   /usr/bin/python3 tests/golden/engine/training.py

Lion is not in this PyTorch: it is written here from the paper's algorithm 2, on tensors. The learning rate with warm-up is
nanoGPT's get_lr.
"""

import math

import torch
import torch.nn.functional as F
from golden import gradients, leaf, random, write


def loss():
    x = random(2, 3, 5, scale=2)
    large = torch.tensor([[1000.0, 999.0, -1000.0], [-5000.0, -5001.0, -5020.0]])
    targets = torch.tensor([[0, 4, 2], [1, -100, 3]])
    cases = {
        "plain": (x, targets.clamp(min=0), 0.0),
        "ignored": (x, targets, 0.0),
        "smoothed": (x, targets.clamp(min=0), 0.1),
        "both": (x, targets, 0.25),
        "large": (large, torch.tensor([2, 0]), 0.0),
        "largeSmoothed": (large, torch.tensor([2, 0]), 0.1),
    }
    results = {}
    for name, (logits, wanted, smoothing) in cases.items():
        given = leaf(logits)
        value = F.cross_entropy(given.flatten(0, -2), wanted.flatten(), ignore_index=-100, label_smoothing=smoothing)
        steps = {"loss": value, **gradients(value * 3, None, {"logits": given})}
        results[name] = {"logits": logits, "targets": wanted.tolist(), "smoothing": smoothing, "steps": steps}
    write("crossEntropy", **results)


class Lion(torch.optim.Optimizer):
    def __init__(self, groups, lr, betas, weight_decay):
        super().__init__(groups, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                update = torch.sign(torch.lerp(p.grad, m, b1))
                p.sub_(group["lr"] * (update + group["weight_decay"] * p))
                m.copy_(torch.lerp(p.grad, m, b2))


def optimizers():
    """20 steps of given gradients; row 1 of the matrix has tiny ones, where the place of epsilon shows."""
    steps = 20
    start = {"weight": random(3, 4), "bias": random(4)}
    grads = [{"weight": random(3, 4), "bias": random(4)} for _ in range(steps)]
    for g in grads:
        g["weight"][1] = (g["weight"][1] * 1e-4).float().double()
    cases = {
        "sgd": (torch.optim.SGD, dict(lr=0.1)),
        "momentum": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.1)),
        "nesterov": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.1, nesterov=True)),
        "adam": (torch.optim.Adam, dict(lr=0.05, betas=(0.9, 0.99), eps=1e-4, weight_decay=0.1)),
        "adamW": (torch.optim.AdamW, dict(lr=0.05, betas=(0.9, 0.99), eps=1e-4, weight_decay=0.1)),
        "lion": (Lion, dict(lr=0.05, betas=(0.9, 0.99), weight_decay=0.1)),
    }
    results = {}
    for name, (kind, settings) in cases.items():
        params = {k: leaf(v) for k, v in start.items()}
        decayed = {"params": [params["weight"]]}
        others = {"params": [params["bias"]], "weight_decay": 0.0}
        optimizer = kind([decayed, others], **settings)
        path = {}
        for n, g in enumerate(grads, 1):
            for k, p in params.items():
                p.grad = g[k].clone()
            optimizer.step()
            if n in (1, 2, 3, 10, steps):
                path |= {f"step {n}: {k}": p.detach().clone() for k, p in params.items()}
        results[name] = path
    write("optimizers", start=start, gradients={str(n): g for n, g in enumerate(grads, 1)}, **results)


def nano_gpt(it, rate, floor, over, warmup):
    if it < warmup:
        return rate * (it + 1) / (warmup + 1)
    if it > over:
        return floor
    ratio = (it - warmup) / (over - warmup)
    return floor + 0.5 * (1.0 + math.cos(math.pi * ratio)) * (rate - floor)


def schedules():
    rate, floor, over, warmup = 0.004, 0.0005, 24, 5
    lr = torch.optim.lr_scheduler

    def rates(make):
        optimizer = torch.optim.SGD([leaf(random(1))], lr=rate)
        schedule = make(optimizer)
        found = []
        for _ in range(over + 4):
            found.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        return torch.tensor(found)

    write("schedules", rate=rate, floor=floor, over=over, warmup=warmup, steps={
        "stepDecay": rates(lambda o: lr.StepLR(o, 7, 0.3)),
        "exponentialDecay": rates(lambda o: lr.ExponentialLR(o, 0.9)),
        "linearDecay": rates(lambda o: lr.LinearLR(o, 1.0, floor / rate, over)),
        "cosine": rates(lambda o: lr.CosineAnnealingLR(o, over, floor))[: over + 1],
        "warmupCosine": torch.tensor([nano_gpt(n, rate, floor, over, warmup) for n in range(over + 4)]),
        "warmupStep": torch.tensor([rate * (n + 1) / 4 if n < 3 else rate * 0.3 ** (n // 7) for n in range(20)]),
    })


def clipping():
    results = {}
    for name, limit in {"above": 1.0, "below": 50.0}.items():
        torch.manual_seed(4)
        params = {"weight": random(3, 4), "bias": random(4)}
        given = {k: leaf(p) for k, p in params.items()}
        for k, p in given.items():
            p.grad = random(*p.shape, scale=2)
        before = {k: p.grad.clone() for k, p in given.items()}
        norm = torch.nn.utils.clip_grad_norm_(given.values(), limit)
        results[name] = {"limit": limit, "gradients": before, "steps": {"norm": norm, **{k: p.grad for k, p in given.items()}}}
    write("clipping", **results)


for part in [loss, optimizers, schedules, clipping]:
    torch.manual_seed(30)
    part()
