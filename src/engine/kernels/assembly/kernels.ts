// The kernels: what is compiled to WebAssembly. Raw addresses in, nothing allocated, nothing kept.
export { gemm } from './gemm';
export { thin } from './thin';
export { widen } from './half';
export {
  relu,
  reluBackward,
  gelu,
  geluBackward,
  geluExact,
  geluExactBackward,
  silu,
  siluBackward,
  sigmoid,
  tanh,
  exp,
  scale,
} from './maps';
export { plus, minus, times, over, masked } from './zip';
export {
  sumRows,
  softmax,
  softmaxBackward,
  standardise,
  standardiseBackward,
  rmsNormalise,
  rmsNormaliseBackward,
} from './rows';
export { gather, scatter, sumColumns, addRows } from './move';
