"""What the golden generators share. Import it, compute with torch in float64, `write` what must come out.

Inputs and parameters are rounded to float32 first, so that both sides start from the same numbers.
All generators at once: npm run golden:torch
"""

import json
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)


def random(*shape, scale=1.0):
    return (torch.randn(*shape) * scale).float().double()


def leaf(x):
    return x.detach().clone().requires_grad_(True)


def randomise(module, scale=0.4):
    """Every parameter, norms and biases included, away from its special starting value."""
    for name, p in module.named_parameters():
        centre = 1.0 if "norm" in name and name.endswith("weight") else 0.0
        p.data = (centre + torch.randn_like(p) * scale).float().double()


def rms_norm(x, shape, weight=1.0, eps=1e-5):
    """As in Llama's published code (this PyTorch has no rms_norm of its own)."""
    return weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps))


def rope_angles(D, base):
    """Of every pair, in radians per position; as Hugging Face's modeling_llama has them, unscaled."""
    return 1.0 / base ** (torch.arange(0, D, 2).double() / D)


def rotate_interleaved(x, positions, angles):
    """RoFormer, eq. 13: a pair is one complex number, a rotation one complex product."""
    turn = torch.polar(torch.ones(len(positions), len(angles)), torch.outer(positions.double(), angles))
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], len(angles), 2).contiguous())
    return torch.view_as_real(pairs * turn).flatten(-2)


def rotate_half_split(x, positions, angles):
    """As Hugging Face's modeling_llama does it: x cos + rotate_half(x) sin."""
    D = x.shape[-1]
    turns = torch.outer(positions.double(), angles).repeat(1, 2)
    half = torch.cat([-x[..., D // 2:], x[..., : D // 2]], -1)
    return x * turns.cos() + half * turns.sin()


def rounded(values):
    return [float(f"{v:.9g}") for v in values]


def write(name, **groups):
    """groups: what is given, what must come out; each a dict of tensors or plain settings."""
    def plain(value):
        if isinstance(value, torch.Tensor):
            return {"shape": list(value.shape), "values": rounded(value.detach().flatten().tolist())}
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return value

    by = Path(sys.argv[0]).name
    document = {"source": f"PyTorch {torch.__version__}, float64, by {by}", **plain(groups)}
    path = HERE / f"{name}.json"
    text = json.dumps(document, separators=(",", ":")).replace("Infinity", "1e999")  # JSON has no word for ∞
    path.write_text(text + "\n")
    print(f"{path.name:24} {path.stat().st_size:7} bytes")


def gradients(output, seed, named):
    found = torch.autograd.grad(output, list(named.values()), seed)
    return {f"grad.{name}": g for name, g in zip(named, found)}
