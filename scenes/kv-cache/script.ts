import { show, showEntry, token } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'The key–value cache', zh: '键值缓存' },
  question: {
    en: 'Why is the second token faster than the first?',
    zh: '为什么第二个词元比第一个快？',
  },
  setting: (f) => ({
    en: `shakespeare-gpt: a token is a letter; one of its ${show(f.heads)} heads`,
    zh: `shakespeare-gpt：一个字母就是一个词元；${show(f.heads)} 个头之一`,
  }),
  beats: {
    hook: {
      say: (f) => ({
        en: `To write “${token(f.letters)}” the model multiplies ${showEntry(f.costs, 0)} million times. For “${token(f.letters, 1)}”, only ${showEntry(f.costs, 1)} million. Why?`,
        zh: `写出“${token(f.letters)}”，模型要做 ${showEntry(f.costsWan, 0)} 万次乘法；写下一个“${token(f.letters, 1)}”，只要 ${showEntry(f.costsWan, 1)} 万次。为什么？`,
      }),
      proves: ['cheaper'],
    },
    rows: {
      say: (f) => ({
        en: `To read “${f.text.values.join('')}”, each letter gets its row: a {key:key}, to be found by, and a {value:value}, to give.`,
        zh: `读“${f.text.values.join('')}”时，每个字母算出一行：{key:键}，供别人比对；{value:值}，供别人取用。`,
      }),
    },
    ask: {
      say: (f) => ({
        en: `Then the last row asks: it weighs the {key:keys}, and takes so much of each {value:value}. Out comes “${token(f.letters)}”.`,
        zh: `然后由最后一行提问：与各个{key:键}比对得出权重，按权重取{value:值}。于是写出“${token(f.letters)}”。`,
      }),
    },
    again: {
      say: (f) => ({
        en: `“${token(f.letters)}” joins the text. What if the model simply read it all again, ${show(f.countAgain)} rows?`,
        zh: `“${token(f.letters)}”接到后面。假如从头再读一遍，把 ${show(f.countAgain)} 行全算出来呢？`,
      }),
    },
    same: {
      say: {
        en: 'Blink between the old rows and the new: what has changed?',
        zh: '新旧两次来回对照：哪些行变了？',
      },
      proves: ['unchanged'],
    },
    why: {
      say: (f) => ({
        en: `A row looks only at itself and upwards. Nobody above looks at “${token(f.letters)}”, so nothing above can change.`,
        zh: `每一行只看自己和上面的行。上面谁也不看“${token(f.letters)}”，所以它来了，上面什么也不变。`,
      }),
      proves: ['causal'],
    },
    keep: {
      say: (f) => ({
        en: `So keep the ${show(f.count)} rows and compute one: ${show(f.times)} times fewer multiplications, and every score is the same.`,
        zh: `那就留着这 ${show(f.count)} 行，只算新的一行：乘法少到 ${show(f.times)} 分之一，得分全部不变。`,
      }),
      proves: ['fewer', 'sameScores'],
    },
    stairs: {
      say: (f) => ({
        en: `Write on, to ${show(f.longest)} letters: read again, the next costs ${showEntry(f.ends, 0)} million; with the rows kept, ${showEntry(f.ends, 1)} million.`,
        zh: `接着写到 ${show(f.longest)} 个字母：每次重读，再写一个要 ${showEntry(f.endsWan, 0)} 万次；留着旧行，只要 ${showEntry(f.endsWan, 1)} 万次。`,
      }),
      proves: ['stairs'],
    },
  },
  answer: {
    say: (f) => ({
      en: `For “${token(f.letters)}”, ${show(f.count)} rows had to be computed. They never change, and were kept: “${token(f.letters, 1)}” needs only one.`,
      zh: `写“${token(f.letters)}”要先算 ${show(f.count)} 行。它们不会再变，留着就好：写“${token(f.letters, 1)}”只算一行。`,
    }),
  },
  words: {
    million: { en: ' million', zh: ' 万次' },
    again: (f) => ({ en: `${token(f.letters, 1)}, reread`, zh: `${token(f.letters, 1)} 重读` }),
    all: { en: 'all read again', zh: '全部重读' },
    one: { en: 'one new row', zh: '只算新行' },
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    looks: { en: 'looks at', zh: '看谁' },
    old: (f) => ({ en: `keys, ${show(f.count)} read`, zh: `键，读 ${show(f.count)} 个` }),
    new: (f) => ({ en: `keys, ${show(f.countAgain)} read`, zh: `键，读 ${show(f.countAgain)} 个` }),
    same: { en: 'the same, bit for bit', zh: '逐位相同' },
    kept: (f) => ({ en: `${show(f.count)} rows, kept`, zh: `${show(f.count)} 行，留着` }),
    length: { en: 'letters read', zh: '已读的字母数' },
  },
});
