"""Golden results for the ops that stand alone, with their gradients, at ordinary and at extreme values.

Each case holds its inputs `given`, the gradient `seed` of the output, and the `steps` that must come out.
"""

import math

import torch
import torch.nn.functional as F

from golden import gradients, leaf, random, write

INF = math.inf
cases = {}


def case(name, f, data=(), settings=None, /, **given):
    """f of leaves; inputs named in `data` are without a gradient."""
    given = {k: v if k in data else v.float().double() for k, v in given.items()}
    leaves = {k: v if k in data else leaf(v) for k, v in given.items()}
    y = f(*leaves.values())
    seed = random(*y.shape)
    varied = {k: v for k, v in leaves.items() if k not in data}
    cases[name] = dict(given=given, settings=settings or {}, seed=seed, steps={"y": y, **gradients(y, seed, varied)})


functions = {
    "exp": torch.exp,
    "log": torch.log,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softplus": lambda x: torch.logaddexp(x, torch.zeros(())),  # F.softplus rounds to x from 20 on
    "mish": F.mish,
}
torch.manual_seed(31)
extreme = torch.tensor([-1e4, -100.0, -20.0, -1e-4, 0.0, 1e-4, 20.0, 100.0, 1e4])
for name, f in functions.items():
    x = random(3, 4, scale=2)
    case(name, f, x=x.abs() + 0.25 if name == "log" else x)
    if name == "exp":
        case("exp.extreme", f, x=torch.tensor([-1e4, -100.0, -20.0, 0.0, 1e-4, 20.0]))
    elif name == "log":
        case("log.extreme", f, x=torch.tensor([1e-30, 1e-4, 1.0, 1e4, 1e30]))
    else:
        case(f"{name}.extreme", f, x=extreme)
        # alone, so that large neighbours cannot hide an error: the tails that a naive formula loses
        for side in (-8.0, 8.0):
            case(f"{name}.tail{side:+.0f}", f, x=torch.tensor([side]))

rows = torch.tensor([[1e4, 9999.0, -1e4], [-1e4, -10001.0, -10002.0], [-INF, 2.0, 0.5], [3.0, -INF, -INF]])
case("log_softmax", lambda x: F.log_softmax(x, -1), x=random(2, 3, 5, scale=2))
case("log_softmax.extreme", lambda x: F.log_softmax(x, -1), x=rows)
case("logsumexp", lambda x: torch.logsumexp(x, -1), x=random(2, 3, 5, scale=2))
case("logsumexp.extreme", lambda x: torch.logsumexp(x, -1), x=rows)

picks = torch.tensor([[2, 0, 2, 2], [1, 1, 0, 2]])
deep = torch.randint(0, 4, (2, 6, 3))
gathered = lambda axis: lambda x, index: torch.gather(x, axis, index)
scattered = lambda axis: lambda x, index, s: torch.scatter_add(x, axis, index, s)
case("gather", gathered(-1), {"index"}, {"axis": -1}, x=random(2, 3), index=picks)
case("gather.middle", gathered(1), {"index"}, {"axis": 1}, x=random(2, 4, 3), index=deep)
case("scatter_add", scattered(-1), {"index"}, {"axis": -1}, x=random(2, 3), index=picks, s=random(2, 4))
case("scatter_add.middle", scattered(1), {"index"}, {"axis": 1}, x=random(2, 4, 3), index=deep, s=random(2, 6, 3))

choose = lambda condition, a, b: torch.where(condition.bool(), a, b)
case("where", choose, {"condition"}, condition=torch.tensor([[1], [0]]), a=random(2, 3), b=random(2, 3))
case("where.broadcast", choose, {"condition"}, condition=torch.tensor([1, 0, 1]), a=random(2, 1, 1), b=random(4, 1))
case("where.unchosen", choose, {"condition"}, condition=torch.tensor([1, 0, 1]),
     a=torch.tensor([1.0, INF, 2.0]), b=torch.tensor([-INF, 3.0, INF]))

for axis in (0, 1, -1):
    case(f"cumsum.axis{axis:+d}", lambda x: torch.cumsum(x, axis), (), {"axis": axis}, x=random(3, 4, 2))

write("ops", **cases)
