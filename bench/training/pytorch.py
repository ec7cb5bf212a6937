"""PyTorch on an exercise: the engine's own first parameters, batches and learning rates, handed over on standard input
(see Exercise.ts). Prints the loss of each step of the first round, to hold against the engine's, and the time of a step."""

import base64
import json
import os
import sys
import time

import numpy as np
import torch

from models import models

torch.set_num_threads(int(os.environ['FORWARD_PASS_THREADS']))
seconds = float(sys.argv[1])
exercise = json.load(sys.stdin)
warm_up = 0.3  # of the time, as in measure.ts


def values(text, shape):
    data = np.frombuffer(base64.b64decode(text), dtype='<f4').copy()
    return torch.from_numpy(data).reshape(shape)


model = models[exercise['config']['model_type']](exercise['config'])
given = {p['name']: values(p['values'], p['shape']) for p in exercise['params']}
model.load_state_dict(given)  # refuses any name or shape that differs
params = list(model.parameters())
count = sum(p.numel() for p in params)
assert count == exercise['parameters'], f'{count} parameters here, {exercise["parameters"]} in the engine'

settings = exercise['optimizer']
assert settings['name'] == 'adamW', 'the recipes take AdamW'
optimizer = torch.optim.AdamW(
    [
        {'params': [p for p in params if p.dim() > 1], 'weight_decay': settings['weightDecay']},
        {'params': [p for p in params if p.dim() < 2], 'weight_decay': 0},
    ],
    betas=(settings['beta1'], settings['beta2']),
    eps=settings['epsilon'],
)
steps = [
    {
        'batch': {key: torch.tensor(rows) for key, rows in step['batch'].items() if isinstance(rows, list)},
        'rate': step['learningRate'],
    }
    for step in exercise['steps']
]
done = 0


def step():
    global done
    given = steps[done % len(steps)]
    done += 1
    for group in optimizer.param_groups:
        group['lr'] = given['rate']
    loss = model.loss(given['batch'])
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(params, exercise['clip'])
    optimizer.step()
    return loss.item()


def repeat(budget, at_least):
    times, end = [], time.perf_counter() + budget
    while len(times) < at_least or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def blas():
    if not os.path.exists('/proc/self/maps'):
        return ''
    with open('/proc/self/maps') as maps:
        loaded = maps.read().lower()
    known = [name for name in ('openblas', 'mkl') if name in loaded]
    return f', {known[0]}' if known else ', no OpenBLAS: its products are slow'


losses = [step() for _ in steps]
repeat(seconds * warm_up, 1)
times = repeat(seconds, 3)
timing = {'median': times[len(times) // 2], 'best': times[0], 'runs': len(times)}
print(json.dumps({'version': torch.__version__ + blas(), 'losses': losses, 'timing': timing}))
