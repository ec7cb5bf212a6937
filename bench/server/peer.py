"""The same interface as FastAPI and NumPy would have it: what `npm run bench:server` measures the trace server beside.

Only what is measured: init, step and trace of a standard model. Weights are drawn once per configuration, a session's
forward pass is computed once and kept as float32 arrays, and answers go out by json.dumps without FastAPI's own walk over
them, so that it is about as fast as such a program gets.
"""
import json
import sys
import uuid
from collections import OrderedDict
from functools import lru_cache

import numpy as np
import uvicorn
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel

app = FastAPI()
sessions: "OrderedDict[str, dict]" = OrderedDict()
answers: "OrderedDict[tuple, bytes]" = OrderedDict()
KEPT_SESSIONS, KEPT_ANSWERS = 2000, 100


class Config(BaseModel):
    n_vocab: int = 50257
    n_embd: int = 768
    n_layer: int = 12
    n_head: int = 12
    max_seq_len: int = 512


class Init(BaseModel):
    text: str
    config: Config = Config()


class Step(BaseModel):
    session_id: str
    step: int


class Trace(BaseModel):
    session_id: str
    include_metadata: bool = True
    precision: int = 4


@lru_cache(maxsize=4)
def weights(n_vocab, n_embd, n_layer, max_seq_len):
    rng = np.random.default_rng(0)
    draw = lambda *shape: (rng.standard_normal(shape, dtype=np.float32) * np.float32(0.02))
    layers = [
        {
            "qkv": draw(n_embd, 3 * n_embd),
            "out": draw(n_embd, n_embd),
            "up": draw(n_embd, 4 * n_embd),
            "down": draw(4 * n_embd, n_embd),
        }
        for _ in range(n_layer)
    ]
    return draw(n_vocab, n_embd), draw(max_seq_len, n_embd), layers


def norm(x):
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-5), {
        "mean": float(mean.mean()),
        "variance": float(variance.mean()),
        "eps": 1e-5,
        "mean_per_row": mean[:, 0].tolist(),
        "variance_per_row": variance[:, 0].tolist(),
    }


def forward(ids, c):
    table, places, layers = weights(c.n_vocab, c.n_embd, c.n_layer, c.max_seq_len)
    T, H, D = len(ids), c.n_head, c.n_embd // c.n_head
    x = table[ids] + places[:T]
    steps = []

    def add(layer, kind, given, output, **metadata):
        metadata.update(shape=list(output.shape), min=float(output.min()), max=float(output.max()))
        steps.append((layer, kind, given, output, metadata))
        return output

    hidden = np.triu(np.ones((T, T), dtype=bool), 1)
    for l, w in enumerate(layers):
        calm, facts = norm(x)
        add(l, "layer_norm_1", x, calm, **facts)
        q, k, v = (part.reshape(T, H, D).transpose(1, 0, 2) for part in np.split(calm @ w["qkv"], 3, axis=1))
        add(l, "q_projection", calm, q)
        add(l, "k_projection", calm, k)
        add(l, "v_projection", calm, v)
        scores = add(l, "attention_scores", q, q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(D)), d_k=D)
        masked = np.where(hidden, np.float32(-1e9), scores)
        shares = np.exp(masked - masked.max(-1, keepdims=True))
        shares = shares / shares.sum(-1, keepdims=True)
        entropy = -(shares * np.log(np.where(shares > 0, shares, 1))).sum(-1)
        add(l, "attention_weights", masked, shares, entropy=float(entropy.mean()), entropy_per_row=entropy.tolist())
        heads = add(l, "attention_output", shares, shares @ v)
        side = heads.transpose(1, 0, 2).reshape(T, -1)
        projected = add(l, "attention_projection", side, side @ w["out"])
        between = add(l, "residual_1", x, x + projected)
        settled, facts = norm(between)
        add(l, "layer_norm_2", between, settled, **facts)
        up = add(l, "ffn_hidden", settled, settled @ w["up"])
        active = add(l, "ffn_relu", up, np.maximum(up, 0))
        down = add(l, "ffn_output", active, active @ w["down"])
        x = add(l, "residual_2", between, between + down)
    return steps, norm(x)[0]


def shown(at, steps, precision):
    layer, kind, given, output, metadata = steps[at]
    return {
        "step": at,
        "step_type": kind,
        "layer_index": layer,
        "description": kind,
        "input_data": np.round(given.astype(np.float64), precision).tolist(),
        "output_data": np.round(output.astype(np.float64), precision).tolist(),
        "metadata": metadata,
    }


def find(session_id):
    if session_id not in sessions:
        raise HTTPException(404, "no such session")
    return sessions[session_id]


def answer(key, make):
    if key not in answers:
        answers[key] = json.dumps(make()).encode()
        while len(answers) > KEPT_ANSWERS:
            answers.popitem(last=False)
    return Response(answers[key], media_type="application/json")


@app.get("/health")
def health():
    return {"status": "healthy"}


@app.post("/api/init")
def init(body: Init):
    words = body.text.split()
    ids = [sum(word.encode()) * 31 % body.config.n_vocab for word in words]
    steps, final = forward(ids, body.config)
    session_id = str(uuid.uuid4())
    sessions[session_id] = {"text": body.text, "ids": ids, "words": words, "steps": steps, "final": final}
    while len(sessions) > KEPT_SESSIONS:
        sessions.popitem(last=False)
    table, places, _ = weights(body.config.n_vocab, body.config.n_embd, body.config.n_layer, body.config.max_seq_len)
    state = {
        "embeddings": np.round(table[ids].astype(np.float64), 4).tolist(),
        "positional_encodings": np.round(places[: len(ids)].astype(np.float64), 4).tolist(),
    }
    opened = {"session_id": session_id, "tokens": ids, "token_texts": words, "total_steps": len(steps), "initial_state": state}
    return Response(json.dumps(opened), media_type="application/json")


@app.post("/api/step")
def step(body: Step):
    session = find(body.session_id)
    if not 0 <= body.step < len(session["steps"]):
        raise HTTPException(422, "no such step")
    return answer((body.session_id, body.step), lambda: shown(body.step, session["steps"], 4))


@app.post("/api/trace")
def trace(body: Trace):
    session = find(body.session_id)

    def make():
        return {
            "session_id": body.session_id,
            "input_text": session["text"],
            "tokens": session["ids"],
            "token_texts": session["words"],
            "total_steps": len(session["steps"]),
            "computation_trace": [shown(at, session["steps"], body.precision) for at in range(len(session["steps"]))],
            "final_output": np.round(session["final"].astype(np.float64), body.precision).tolist(),
            "execution_time_ms": 0.0,
        }

    return answer((body.session_id, "trace", body.precision), make)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
