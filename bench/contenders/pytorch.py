"""PyTorch, with what measure.ts and contend.ts do for the others. Weights and ids are those of workloads.ts: the lists
come on standard input, the hash is here once more."""

import json
import os
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(int(os.environ.get('FORWARD_PASS_THREADS', '1')))
group, seconds = sys.argv[1], float(sys.argv[2])
plan = json.load(sys.stdin)


def values(i, seed):
    with np.errstate(over='ignore'):
        h = i.astype(np.uint32) + np.uint32((seed * 0x9E3779B9) & 0xFFFFFFFF)
        h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
        h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
        return h ^ (h >> np.uint32(16))


def uniform(size, seed):
    return (values(np.arange(size), seed) / 2**32 - 0.5) * np.sqrt(12)


def on_grid(made):
    return np.floor(made * 4096 + 0.5) / 4096


def ids_of(length, vocabulary, seed):
    return torch.from_numpy((values(np.arange(length), seed) % vocabulary).astype(np.int64))


def parameters(listed):
    params = {}
    for index, p in enumerate(listed):
        size = int(np.prod(p['shape']))
        drawn = on_grid(uniform(size, index) * p['spread'])
        made = drawn if p['spread'] else np.full(size, p['constant'])
        params[p['name']] = torch.from_numpy(made.astype(np.float32)).reshape(p['shape'])
    return params


def model(params, shape, ids, start=0, cache=None):
    heads, width = shape['n_head'], shape['n_embd']
    batch, length = ids.shape

    def linear(x, name):
        return torch.addmm(
            params[name + '.bias'], x.reshape(batch * length, -1), params[name + '.weight']
        ).view(batch, length, -1)

    def norm(x, name):
        return F.layer_norm(x, (width,), params[name + '.weight'], params[name + '.bias'])

    kept = []
    x = params['wte.weight'][ids] + params['wpe.weight'][start : start + length]
    mask = torch.ones(length, length, dtype=torch.bool).tril().logical_not()
    for i in range(shape['n_layer']):
        qkv = linear(norm(x, f'h.{i}.ln_1'), f'h.{i}.attn.c_attn').split(width, -1)
        q, k, v = (t.view(batch, length, heads, -1).transpose(1, 2) for t in qkv)
        if cache:
            k, v = torch.cat([cache[i][0], k], 2), torch.cat([cache[i][1], v], 2)
        kept.append((k, v))
        scores = q @ k.transpose(-2, -1) * (width // heads) ** -0.5
        if length > 1:
            scores = scores.masked_fill(mask, float('-inf'))
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, width)
        x = x + linear(mixed, f'h.{i}.attn.c_proj')
        hidden = F.gelu(linear(norm(x, f'h.{i}.ln_2'), f'h.{i}.mlp.c_fc'), approximate='tanh')
        x = x + linear(hidden, f'h.{i}.mlp.c_proj')
    return norm(x, 'ln_f') @ params['wte.weight'].t(), kept


def timed(run, budget, at_least):
    times, end = [], time.perf_counter() + budget
    while len(times) < at_least or time.perf_counter() < end:
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return times


def measure(run, budget):
    timed(run, budget * 0.3, 1)
    times = sorted(timed(run, budget, 3))
    return {'value': times[len(times) // 2], 'best': times[0], 'runs': len(times)}


def say(name, **row):
    print(json.dumps({'name': name, **row}), flush=True)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident():
    with open('/proc/self/statm') as pages:
        return int(pages.read().split()[1]) * os.sysconf('SC_PAGE_SIZE') / 2**20


def matmul():
    for p in plan['products']:
        m, k, n, turned = p['M'], p['K'], p['N'], p.get('transposed', False)
        x = torch.from_numpy(uniform(m * k, 1).astype(np.float32)).view(m, k)
        w = torch.from_numpy(uniform(k * n, 2).astype(np.float32))
        w = w.view(n, k).t() if turned else w.view(k, n)
        t = measure(lambda: x @ w, seconds)
        flops = 2e-6 * m * k * n
        say(p['name'], unit='GFLOP/s', value=flops / t['value'], best=flops / t['best'], runs=t['runs'])


def train():
    recipe = plan['recipe']
    batch, length, shape = recipe['batch'], recipe['tokens'], recipe['shape']
    params = {name: p.requires_grad_() for name, p in parameters(plan['recipeParameters']).items()}
    matrices = [p for p in params.values() if p.dim() > 1]
    vectors = [p for p in params.values() if p.dim() < 2]
    optimizer = torch.optim.AdamW(
        [{'params': matrices, 'weight_decay': recipe['weightDecay']}, {'params': vectors, 'weight_decay': 0}],
        lr=recipe['learningRate'],
        betas=(recipe['beta1'], recipe['beta2']),
        eps=recipe['epsilon'],
    )
    count = 0

    def step():
        nonlocal count
        rows = torch.stack([
            ids_of(length + 1, shape['vocab_size'], 1000 + count * batch + b) for b in range(batch)
        ])
        count += 1
        logits, _ = model(params, shape, rows[:, :-1])
        loss = F.cross_entropy(logits.reshape(batch * length, -1), rows[:, 1:].reshape(-1))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params.values(), recipe['clip'])
        optimizer.step()
        return loss.item()

    losses = [step() for _ in range(3)]
    say('training step', unit='ms', check=losses, **measure(step, 4 * seconds))
    say('peak RSS of training', unit='MiB', value=peak())


def gpt2():
    shape = plan['gpt2']
    params = parameters(plan['gpt2Parameters'])
    prompt = ids_of(plan['promptTokens'], shape['vocab_size'], 7)[None]
    with torch.no_grad():
        say('GPT-2 small at rest', unit='MiB', value=resident())
        check = model(params, shape, prompt)[0][0, -1, :8].tolist()
        timing = measure(lambda: model(params, shape, prompt), 4 * seconds)
        say('GPT-2 small, 64 tokens', unit='ms', check=check, **timing)
        say('peak RSS of GPT-2 small', unit='MiB', value=peak())
        speeds, ids = [], []
        for run in range(3):
            logits, cache = model(params, shape, prompt)
            start = time.perf_counter()
            for i in range(plan['newTokens']):
                best = logits[:, -1].argmax(-1, keepdim=True)
                ids.append(best.item())
                logits, cache = model(params, shape, best, prompt.shape[1] + i, cache)
            speeds.append(plan['newTokens'] / (time.perf_counter() - start))
        speeds.sort()
        say('GPT-2 small with cache', unit='tokens/s', value=speeds[1], best=speeds[2], runs=3, check=ids[:4])


def blas():
    with open('/proc/self/maps') as maps:
        loaded = maps.read().lower()
    known = [name for name in ('openblas', 'mkl') if name in loaded]
    return known[0] if known else 'no OpenBLAS: its products prove nothing'


try:
    say('version', text=f'{torch.__version__}, {blas()}')
    {'matmul': matmul, 'train': train, 'gpt2': gpt2}[group]()
except Exception as error:
    say(group, error=str(error))
