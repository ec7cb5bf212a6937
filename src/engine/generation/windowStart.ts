// windowStart: which token a model with a limited context reads first, once the text is longer than that.
//   start = 0 while n ≤ context;   then ⌈(n − context)/step⌉ · step
// The window moves `step` tokens at once, because every move makes the model read it anew: learned positions count from the
// window's start, and what a cache holds had seen the tokens that left. Step 1 keeps it full, and rereads it for every token.

export function windowStart(n: number, context: number, step = Math.ceil(context / 2)): number {
  return n <= context ? 0 : Math.ceil((n - context) / step) * step;
}
