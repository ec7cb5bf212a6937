"""Reference for byte-pair encoding: merges, pair counts and cut words, written to sennrich.json.

Our own code from the published algorithm (Sennrich et al. 2016, section 3.2, algorithm 1), made another
way than the engine: symbols are tuples of characters, nothing has an id, pairs are counted by position.
Ties: the first pair in reading order.        Run: python3 tests/golden/tokenizers/sennrich.py
"""

import json
import random
from pathlib import Path

END = "</w>"


def neighbours(word):
    return zip(word, word[1:])


def count(words):
    tally = {}
    for word, times in words:
        for pair in neighbours(word):
            tally[pair] = tally.get(pair, 0) + times
    return tally


def join(word, pair):
    """The word with every occurrence of the pair made one symbol, from left to right."""
    if len(word) < 2:
        return word
    if word[:2] == pair:
        return (word[0] + word[1],) + join(word[2:], pair)
    return word[:1] + join(word[1:], pair)


def train(words, merges):
    steps = []
    while len(steps) < merges and (tally := count(words)):
        top = max(tally.values())
        pair = next(candidate for candidate, times in tally.items() if times == top)
        words = [(join(word, pair), times) for word, times in words]
        steps.append({
            "pair": pair,
            "count": top,
            "pairs": [[left, right, times] for (left, right), times in tally.items()],
            "words": [list(word) for word, _ in words],
        })
    return steps


def cut(word, steps):
    """Apply the learned merges one after the other, in the order learned."""
    for step in steps:
        word = join(word, tuple(step["pair"]))
    return list(word)


def case(corpus, merges, unseen):
    steps = train([(tuple(word) + (END,), times) for word, times in corpus], merges)
    cuts = {word: cut(tuple(word) + (END,), steps) for word in unseen}
    return {"corpus": corpus, "merges": merges, "steps": steps, "encoded": cuts}


def random_corpus(rng, letters, words):
    made = {}
    for _ in range(words):
        made["".join(rng.choice(letters) for _ in range(rng.randint(1, 9)))] = rng.randint(1, 4)
    return list(made.items())


rng = random.Random(2016)
paper = [("low", 5), ("lower", 2), ("newest", 6), ("widest", 3)]
cases = [case(paper, 10, ["lowest", "low", "newer", "widen", "sweetest"])]
cases.append(case(paper, 100, ["lowest", "newest"]))  # until no pair is left
for letters, words in [("ab", 12), ("aab", 12), ("abcd", 15)]:
    corpus = random_corpus(rng, letters, words)
    unseen = [word for word, _ in random_corpus(rng, letters, 12)]
    cases.append(case(corpus, 12, unseen))

# The same training on bytes, without an end-of-word symbol: each byte is one Latin-1 character.
pieces = ["我爱机器学习", " 我爱", "low", " lower", " newest", " newest", " widest", "我爱我", "aaaa", " aaa"]
pieces += ["baaac"] * 2  # three alike between others: merged from the left, aa a, not a aa
byte_steps = train([(tuple(piece.encode().decode("latin-1")), 1) for piece in pieces], 30)
byte_level = {"pieces": pieces, "merges": [[*step["pair"], step["count"]] for step in byte_steps]}

out = Path(__file__).with_name("sennrich.json")
out.write_text(json.dumps({"words": cases, "bytes": byte_level}, separators=(",", ":")) + "\n")
