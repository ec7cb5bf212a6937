import { show, showEntry, token } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'The key–value cache', zh: '键值缓存' },
  question: {
    en: 'Why is the second token faster than the first?',
    zh: '为什么生成第二个词元比第一个快？',
  },
  setting: {
    en: 'shakespeare-gpt: each letter is a token; one head is drawn, all count',
    zh: 'shakespeare-gpt：一个字母就是一个词元；只画一个头，乘法全部计入',
  },
  beats: {
    hook: {
      say: (f) => ({
        en: `The model goes on from “${f.text.values.join('')}”. Bars count multiplications: why is the second letter so cheap?`,
        zh: `模型接着“${f.text.values.join('')}”写下去，横条是乘法次数：第二个字母为什么这么省？`,
      }),
      proves: ['cheaper'],
    },
    rows: {
      say: {
        en: 'Row by row: each letter looks at itself and those above, and makes a {key:key} and a {value:value}.',
        zh: '逐行来看：每个字母只看自己和上面的字母，算出自己的一个{key:键}、一个{value:值}。',
      },
    },
    ask: {
      say: (f) => ({
        en: `To write on, the last row weighs every {key:key} and takes that share of its {value:value}: “${token(f.letters)}”.`,
        zh: `要写下一个字母，最后一行与每个{key:键}比对，得出份额，按份额取{value:值}，写出“${token(f.letters)}”。`,
      }),
    },
    again: {
      say: (f) => ({
        en: `“${token(f.letters)}” joins the text. We could compute all rows again, for “${token(f.letters, 1)}”. Must we?`,
        zh: `“${token(f.letters)}”接到后面。要写“${token(f.letters, 1)}”，可以把各行全部重算。有必要吗？`,
      }),
    },
    same: {
      say: (f) => ({
        en: `Before, after, before, after: which of the old rows has “${token(f.letters)}” changed?`,
        zh: `重算之前，之后，再看一遍：“${token(f.letters)}”改动了哪些旧行？`,
      }),
      proves: ['unchanged'],
    },
    why: {
      say: (f) => ({
        en: `None. Each of the ${show(f.count)} looks only at itself and above: it cannot see “${token(f.letters)}”, so it stays.`,
        zh: `一行也没有：旧的 ${show(f.count)} 行只看自己和上面，看不到“${token(f.letters)}”，所以都不变。`,
      }),
      proves: ['causal'],
    },
    keep: {
      say: (f) => ({
        en: `So keep their {key:keys} and {value:values}, in a cache, and compute one new row. Is it still “${token(f.letters, 1)}”?`,
        zh: `那就把旧的{key:键}和{value:值}存进缓存，只算新的一行。写出的还是“${token(f.letters, 1)}”吗？`,
      }),
    },
    stairs: {
      say: (f) => ({
        en: `Yes, for ${show(f.times)} times fewer multiplications. Write on, up to ${f.lengths.values.at(-1)} letters: reread or kept?`,
        zh: `还是它，乘法只有约 ${show(f.times)} 分之一。一直写到 ${f.lengths.values.at(-1)} 个字母，重算和缓存相差多少？`,
      }),
      proves: ['sameScores'],
    },
    flat: {
      say: {
        en: '{warning:Reread}, each letter costs more than the last. With the {target:cache}, the cost hardly moves.',
        zh: '{warning:全部重算}，一个比一个贵；{target:用缓存}，几乎不变。',
      },
      proves: ['stairs'],
    },
  },
  answer: {
    say: (f) => ({
      en: `“${token(f.letters)}” took ${show(f.count)} rows. They never change, so they are kept: “${token(f.letters, 1)}” takes one row.`,
      zh: `写“${token(f.letters)}”要算 ${show(f.count)} 行。它们不再变，存进缓存就好：写“${token(f.letters, 1)}”只算一行。`,
    }),
  },
  words: {
    million: { en: ' million', zh: ' 万次' },
    all: (f) => ({ en: `${showEntry(f.ends, 0)} million`, zh: `${showEntry(f.endsWan, 0)} 万次` }),
    one: (f) => ({ en: `${showEntry(f.ends, 1)} million`, zh: `${showEntry(f.endsWan, 1)} 万次` }),
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    looks: { en: 'looks at', zh: '看向谁' },
    heard: { en: 'what it takes', zh: '取来的值' },
    before: { en: ', before', zh: '，之前' },
    after: { en: ', after', zh: '，之后' },
    same: { en: 'the same', zh: '完全相同' },
    kept: (f) => ({ en: `${show(f.count)} rows, kept`, zh: `缓存 ${show(f.count)} 行` }),
    newRow: { en: 'one new row', zh: '新算一行' },
    length: { en: 'letters read', zh: '已读的字母数' },
  },
});
