import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';
export const script = defineScript(lesson, {
  title: { en: 'RoPE', zh: 'RoPE' },
  question: { en: 'How can a rotation tell distance?', zh: '旋转如何表示距离？' },
  setting: { en: 'RoPE · pair 0', zh: 'RoPE · 第 0 对' },
  beats: { one: { say: { en: 'A query is turned by its position.', zh: '查询向量按位置转动。' } } },
  answer: { say: { en: 'Turning both leaves the angle.', zh: '一起转，夹角不变。' } },
  words: { hello: { en: 'hello {key:key} side', zh: '你好 {key:键}' } },
});
