// KernelExports: what assembly/ exports, as JavaScript sees it. x, y, … are addresses in bytes, steps count numbers.

/** What numbers lie in, as the kernels number it (assembly/half.ts). */
export const forms = ['float32', 'bfloat16', 'float16'] as const;

type Map = (n: number, x: number, y: number) => void;
type Pair = (n: number, g: number, x: number, y: number) => void;
/** Row steps, then steps within a row, which are 0 or 1. */
type Zip = (
  ...args: [
    ...[rows: number, C: number],
    ...[a: number, aRow: number, aStep: number],
    ...[b: number, bRow: number, bStep: number],
    y: number,
  ]
) => void;
type Rows = (rows: number, C: number, x: number, y: number) => void;
type Normalise = (
  ...args: [rows: number, C: number, epsilon: number, x: number, y: number, ...saved: number[]]
) => void;
type NormaliseBackward = (
  ...args: [
    ...[rows: number, C: number, epsilon: number],
    ...[g: number, y: number, saved: number, d: number],
  ]
) => void;
type Move = (
  ...args: [
    ...[n0: number, n1: number, n2: number, n3: number],
    ...[s0: number, s1: number, s2: number, s3: number],
    ...[from: number, to: number],
  ]
) => void;

export interface MapKernels {
  readonly relu: Map;
  readonly gelu: Map;
  readonly geluExact: Map;
  readonly silu: Map;
  readonly sigmoid: Map;
  readonly tanh: Map;
  readonly exp: Map;
}

export interface PairKernels {
  readonly reluBackward: Pair;
  readonly geluBackward: Pair;
  readonly geluExactBackward: Pair;
  readonly siluBackward: Pair;
}

export interface ZipKernels {
  readonly plus: Zip;
  readonly minus: Zip;
  readonly times: Zip;
  readonly over: Zip;
}

export interface KernelExports extends MapKernels, PairKernels, ZipKernels {
  gemm(
    ...args: [
      ...[T: number, N: number, K: number],
      ...[x: number, xt: number, xk: number],
      ...[w: number, wk: number, wn: number, form: number],
      ...[y: number, yt: number, work: number],
    ]
  ): void;
  thin(
    ...args: [
      ...[N: number, K: number],
      ...[x: number, xk: number],
      ...[w: number, wk: number, wn: number, form: number],
      ...[y: number, work: number],
    ]
  ): void;
  /** From 16 bits, which `form` says how to read. */
  widen(n: number, form: number, from: number, to: number): void;
  scale(n: number, x: number, by: number, y: number): void;
  masked(...args: [...Parameters<Zip>, fill: number]): void;
  readonly sumRows: Rows;
  /** 0 when some row is −∞ throughout. */
  softmax(rows: number, C: number, x: number, y: number): number;
  softmaxBackward(rows: number, C: number, g: number, y: number, d: number): void;
  readonly standardise: Normalise;
  readonly standardiseBackward: NormaliseBackward;
  readonly rmsNormalise: Normalise;
  readonly rmsNormaliseBackward: NormaliseBackward;
  readonly gather: Move;
  readonly scatter: Move;
  sumColumns(rows: number, C: number, x: number, y: number, sums: number): void;
  addRows(V: number, rows: number, C: number, x: number, ids: number, y: number): void;
}
