/** Where a thread of the pool begins: plain JavaScript, since a thread starts without the loader of TypeScript. */
import { register } from 'tsx/esm/api';

register();
export const { warm, run, write, gradient, generate } = await import('./computeThread.ts');
