import { show, showEntry, token } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'The key–value cache', zh: '键值缓存' },
  question: {
    en: 'Why is the second token faster than the first?',
    zh: '为什么第二个词元比第一个快？',
  },
  setting: { en: 'shakespeare-gpt, letter by letter', zh: 'shakespeare-gpt，逐个字母' },
  beats: {
    hook: {
      say: (f) => ({
        en: `After “${f.text.values.join('')}” the model writes “${token(f.letters)}”: ${showEntry(f.kept, 0)} million multiplications. Then “${token(f.letters, 1)}”: ${showEntry(f.kept, 1)} million.`,
        zh: `读完“${f.text.values.join('')}”，写出“${token(f.letters)}”要乘 ${showEntry(f.kept, 0)} 百万次；接着写“${token(f.letters, 1)}”，只要 ${showEntry(f.kept, 1)} 百万次。`,
      }),
      proves: ['cheaper'],
    },
    rows: {
      say: (f) => ({
        en: `Look into one of its ${show(f.heads)} heads: every letter leaves a {key:key}, to be found by, and a {value:value}, to give.`,
        zh: `看它 ${show(f.heads)} 个头中的一个：每个字母留下一行{key:键}，供后面的字母比对；一行{value:值}，供它们取用。`,
      }),
    },
    ask: {
      say: {
        en: 'For the next letter, only the last one asks: it weighs the {key:keys} and mixes the {value:values}, no more.',
        zh: '要写下一个字母，只有最后一个提问：比对各个{key:键}，按权重取{value:值}，再不用别的。',
      },
      proves: ['sharesSum'],
    },
    again: {
      say: (f) => ({
        en: `“${token(f.letters)}” joins the text. Suppose all of it is read again: ${show(f.countAgain)} rows, ${showEntry(f.again, 1)} million.`,
        zh: `“${token(f.letters)}”接到文本后面。假如从头再读：${show(f.countAgain)} 行，${showEntry(f.again, 1)} 百万次。`,
      }),
    },
    same: {
      say: (f) => ({
        en: `Blink between old and new: one row is added. The other ${show(f.count)} came out as they were, bit for bit.`,
        zh: `再读一遍，只多出一行；前 ${show(f.count)} 行与上次完全相同，一位不差。`,
      }),
      proves: ['unchanged'],
    },
    why: {
      say: {
        en: 'They had to: a letter sees only itself and what stands before it. No later letter can change its row.',
        zh: '必然如此：每个字母只看得到自己和前面的字母，后来的字母改不了它的键和值。',
      },
    },
    keep: {
      say: (f) => ({
        en: `Keep them, and compute one row: ${show(f.times)} times fewer multiplications, and every score is the same.`,
        zh: `那就留着它们，只算一行：乘法少到 ${show(f.times)} 分之一，下一个字母的得分全部不变。`,
      }),
      proves: ['fewer', 'sameScores'],
    },
    stairs: {
      say: (f) => ({
        en: `Write on: read again, each letter costs more. At letter ${show(f.context)} it is ${show(f.fullAgain)} million against ${show(f.fullKept)}.`,
        zh: `继续写：每次重读，一个比一个贵。到第 ${show(f.context)} 个字母，是 ${show(f.fullAgain)} 百万次对 ${show(f.fullKept)}。`,
      }),
      proves: ['stairs'],
    },
    price: {
      say: (f) => ({
        en: `The price is memory: ${show(f.perLetter)} numbers for every letter, kept as long as the text is written on.`,
        zh: `代价是内存：每个字母要存 ${show(f.perLetter)} 个数，文本越长，存得越多。`,
      }),
      proves: ['price'],
    },
  },
  answer: {
    say: {
      en: 'What earlier letters offer never changes. With their {key:keys} and {value:values} kept, a new letter costs one row.',
      zh: '前面字母的{key:键}和{value:值}不会再变：留着它们，新字母只需算自己那一行。',
    },
  },
  words: {
    cost: { en: 'million multiplications', zh: '百万次乘法' },
    again: { en: 'if all is read again', zh: '若全部重读' },
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    keysBefore: (f) => ({ en: `keys, ${show(f.count)} read`, zh: `键，读了 ${show(f.count)} 个` }),
    keysAfter: (f) => ({
      en: `keys, ${show(f.countAgain)} read`,
      zh: `键，读了 ${show(f.countAgain)} 个`,
    }),
    same: { en: 'bit for bit the same', zh: '逐位相同' },
    held: (f) => ({
      en: `${show(f.perLetter)} numbers over all ${show(f.heads)} heads`,
      zh: `${show(f.heads)} 个头共 ${show(f.perLetter)} 个数`,
    }),
  },
});
