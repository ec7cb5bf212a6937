import { defineLesson } from '../../src/lessons/defineLesson';
import { tokens } from '../../src/lessons/facts';
export const lesson = defineLesson({ id: 'rope', params: {}, run: () => ({ t: tokens('x', ['a']) }), claims: {} });
