"""The architectures of the recipes, written in PyTorch as one would: parameters by the names of the published state dicts,
so that those of the engine load as they are. Each `loss` takes a batch of its recipe and gives nats per token."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def causal_attention(q, k, v):
    """(B, T, C) of heads side by side; q, k, v are (B, H, T, D)."""
    batch, heads, length, depth = q.shape
    future = torch.ones(length, length, dtype=torch.bool).triu(1)
    scores = (q @ k.transpose(-2, -1) * depth**-0.5).masked_fill(future, float('-inf'))
    return (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, heads * depth)


def split_heads(x, heads):
    batch, length, width = x.shape
    return x.view(batch, length, heads, width // heads).transpose(1, 2)


class NextCharacter(nn.Module):
    def loss(self, batch):
        return F.cross_entropy(self(batch['inputs']).flatten(0, 1), batch['targets'].flatten())


class Conv1D(nn.Module):
    """A linear layer whose matrix lies (in, out), as GPT-2's."""

    def __init__(self, width, out):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.empty(width, out)), nn.Parameter(torch.empty(out))

    def forward(self, x):
        return torch.addmm(self.bias, x.view(-1, x.shape[-1]), self.weight).view(*x.shape[:-1], -1)


class Gpt2Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, self.heads = c['n_embd'], c['n_head']
        self.ln_1, self.ln_2 = (nn.LayerNorm(width, c['layer_norm_epsilon']) for _ in range(2))
        self.attn = nn.ModuleDict({'c_attn': Conv1D(width, 3 * width), 'c_proj': Conv1D(width, width)})
        self.mlp = nn.ModuleDict({'c_fc': Conv1D(width, 4 * width), 'c_proj': Conv1D(4 * width, width)})

    def forward(self, x):
        q, k, v = (split_heads(t, self.heads) for t in self.attn['c_attn'](self.ln_1(x)).chunk(3, -1))
        x = x + self.attn['c_proj'](causal_attention(q, k, v))
        hidden = F.gelu(self.mlp['c_fc'](self.ln_2(x)), approximate='tanh')
        return x + self.mlp['c_proj'](hidden)


class Gpt2(NextCharacter):
    def __init__(self, c):
        super().__init__()
        self.transformer = nn.ModuleDict({
            'wte': nn.Embedding(c['vocab_size'], c['n_embd']),
            'wpe': nn.Embedding(c['n_positions'], c['n_embd']),
            'h': nn.ModuleList(Gpt2Block(c) for _ in range(c['n_layer'])),
            'ln_f': nn.LayerNorm(c['n_embd'], c['layer_norm_epsilon']),
        })

    def forward(self, ids):
        parts = self.transformer
        x = parts['wte'](ids) + parts['wpe'].weight[: ids.shape[1]]
        for block in parts['h']:
            x = block(x)
        return F.linear(parts['ln_f'](x), parts['wte'].weight)


class RMSNorm(nn.Module):
    def __init__(self, width, epsilon):
        super().__init__()
        self.weight, self.epsilon = nn.Parameter(torch.empty(width)), epsilon

    def forward(self, x):
        return self.weight * (x * (x.square().mean(-1, keepdim=True) + self.epsilon).rsqrt())


def linears(**shapes):
    return nn.ModuleDict({name: nn.Linear(*shape, bias=False) for name, shape in shapes.items()})


class LlamaBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, hidden = c['hidden_size'], c['intermediate_size']
        self.heads, self.shared = c['num_attention_heads'], c['num_key_value_heads']
        keys = width // self.heads * self.shared
        self.input_layernorm, self.post_attention_layernorm = (
            RMSNorm(width, c['rms_norm_eps']) for _ in range(2)
        )
        self.self_attn = linears(
            q_proj=(width, width), k_proj=(width, keys), v_proj=(width, keys), o_proj=(width, width)
        )
        self.mlp = linears(gate_proj=(width, hidden), up_proj=(width, hidden), down_proj=(hidden, width))

    def forward(self, x, rotation):
        calm, attn, mlp = self.input_layernorm(x), self.self_attn, self.mlp
        q = rotate(split_heads(attn['q_proj'](calm), self.heads), *rotation)
        k = rotate(split_heads(attn['k_proj'](calm), self.shared), *rotation)
        v = split_heads(attn['v_proj'](calm), self.shared)
        if self.shared < self.heads:
            k, v = (t.repeat_interleave(self.heads // self.shared, 1) for t in (k, v))
        x = x + attn['o_proj'](causal_attention(q, k, v))
        calm = self.post_attention_layernorm(x)
        return x + mlp['down_proj'](F.silu(mlp['gate_proj'](calm)) * mlp['up_proj'](calm))


def rotate(x, cos, sin):
    """Turns components 2i and 2i + 1 by the angle of pair i."""
    a, b = x.unflatten(-1, (-1, 2)).unbind(-1)
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)


class Llama(NextCharacter):
    def __init__(self, c):
        super().__init__()
        assert c['rope_interleave'] and not c['tie_word_embeddings'], 'as in the recipe'
        self.model = nn.ModuleDict({
            'embed_tokens': nn.Embedding(c['vocab_size'], c['hidden_size']),
            'layers': nn.ModuleList(LlamaBlock(c) for _ in range(c['num_hidden_layers'])),
            'norm': RMSNorm(c['hidden_size'], c['rms_norm_eps']),
        })
        self.lm_head = nn.Linear(c['hidden_size'], c['vocab_size'], bias=False)
        depth = c['hidden_size'] // c['num_attention_heads']
        speeds = c['rope_theta'] ** (-torch.arange(0, depth, 2) / depth)
        angles = torch.outer(torch.arange(c['max_position_embeddings']), speeds)
        self.rotation = angles.cos(), angles.sin()

    def forward(self, ids):
        rotation = [turn[: ids.shape[1]] for turn in self.rotation]
        x = self.model['embed_tokens'](ids)
        for layer in self.model['layers']:
            x = layer(x, rotation)
        return self.lm_head(self.model['norm'](x))


class EncoderDecoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, self.pad = c['d_model'], c['pad_token_id']
        self.source_embedding = nn.Embedding(c['source_vocab_size'], width)
        self.target_embedding = nn.Embedding(c['target_vocab_size'], width)
        self.transformer = nn.Transformer(
            width, c['nhead'], c['num_encoder_layers'], c['num_decoder_layers'], c['dim_feedforward'],
            dropout=c.get('dropout', 0.0), activation=c['activation'], layer_norm_eps=c['layer_norm_eps'],
            norm_first=c['norm_first'], batch_first=True,
        )
        self.generator = nn.Linear(width, c['target_vocab_size'])
        clocks = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
        angles = torch.outer(torch.arange(64), clocks)
        self.positions = torch.stack([angles.sin(), angles.cos()], -1).flatten(1)

    def loss(self, batch):
        source, target = batch['source'], batch['target']
        x, y = self.embed(self.source_embedding, source), self.embed(self.target_embedding, target)
        unseen = source == self.pad
        rows = self.transformer(
            x, y, tgt_mask=torch.ones(y.shape[1], y.shape[1], dtype=torch.bool).triu(1),
            src_key_padding_mask=unseen, tgt_key_padding_mask=target == self.pad,
            memory_key_padding_mask=unseen,
        )
        logits = self.generator(rows).flatten(0, 1)
        return F.cross_entropy(logits, batch['following'].flatten(), ignore_index=self.pad)

    def embed(self, table, ids):
        return table(ids) * math.sqrt(table.embedding_dim) + self.positions[: ids.shape[1]]


class MambaMixer(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, inner, kernel = c['hidden_size'], c['intermediate_size'], c['conv_kernel']
        self.split = [c['time_step_rank'], c['state_size'], c['state_size']]
        self.in_proj = nn.Linear(width, 2 * inner, bias=False)
        self.conv1d = nn.Conv1d(inner, inner, kernel, groups=inner, padding=kernel - 1)
        self.x_proj = nn.Linear(inner, sum(self.split), bias=False)
        self.dt_proj = nn.Linear(c['time_step_rank'], inner)
        self.A_log = nn.Parameter(torch.empty(inner, c['state_size']))
        self.D = nn.Parameter(torch.empty(inner))
        self.out_proj = nn.Linear(inner, width, bias=False)

    def forward(self, u):
        x, z = self.in_proj(u).chunk(2, -1)
        x = F.silu(self.conv1d(x.transpose(1, 2))[..., : u.shape[1]].transpose(1, 2))
        rank, write, read = self.x_proj(x).split(self.split, -1)
        y = scan(x, F.softplus(self.dt_proj(rank)), -self.A_log.exp(), write, read) + self.D * x
        return self.out_proj(y * F.silu(z))


def scan(x, delta, A, write, read):
    """One step of time after the other; all that does not wait for the state is done for all steps at once."""
    decay = (delta.unsqueeze(-1) * A).exp()
    added = (delta * x).unsqueeze(-1) * write.unsqueeze(2)
    state, states = torch.zeros_like(added[:, 0]), []
    for kept, more in zip(decay.unbind(1), added.unbind(1)):
        state = kept * state + more
        states.append(state)
    return (torch.stack(states, 1) @ read.unsqueeze(-1)).squeeze(-1)


class Mamba(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, epsilon = c['hidden_size'], c['layer_norm_epsilon']
        self.backbone = nn.ModuleDict({
            'embeddings': nn.Embedding(c['vocab_size'], width),
            'layers': nn.ModuleList(
                nn.ModuleDict({'norm': RMSNorm(width, epsilon), 'mixer': MambaMixer(c)})
                for _ in range(c['num_hidden_layers'])
            ),
            'norm_f': RMSNorm(width, epsilon),
        })

    def loss(self, batch):
        parts = self.backbone
        x = parts['embeddings'](batch['ids'])
        for layer in parts['layers']:
            x = x + layer['mixer'](layer['norm'](x))
        logits = F.linear(parts['norm_f'](x), parts['embeddings'].weight)
        return F.cross_entropy(logits.flatten(0, 1), batch['targets'].flatten(), ignore_index=-100)


models = {'gpt2': Gpt2, 'llama': Llama, 'encoder-decoder': EncoderDecoder, 'mamba': Mamba}
