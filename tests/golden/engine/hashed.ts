// hashed: numbers in [0, 1) that test and golden generator both compute, so that no large file is needed. See gpt2.py.

export function hashed(seed: number, length: number): number[] {
  return Array.from({ length }, (_, i) => {
    let x = Math.imul(i ^ seed, 0x9e3779b1);
    x = Math.imul(x ^ (x >>> 15), 0x85ebca77);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae3d);
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
  });
}
