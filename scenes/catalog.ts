/** All films, in teaching order. A film is the folder of the same name. */
export const catalog = [
  'encoder',
  'cross-attention',
  'rope',
  'kv-cache',
  'decoder',
  'swiglu',
  'bpe',
  'mamba-selective-scan',
  'adamw',
  'mixed-precision',
] as const;
