import { show, showEntry, token } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'The key–value cache', zh: '键值缓存' },
  question: {
    en: 'Why is the second token faster than the first?',
    zh: '为什么第二个词元比第一个快？',
  },
  setting: {
    en: 'shakespeare-gpt, letter by letter; one head is drawn, all count',
    zh: 'shakespeare-gpt，逐个字母；只画一个头，乘法全部计入',
  },
  beats: {
    hook: {
      say: (f) => ({
        en: `After “${f.text.values.join('')}” the model writes a letter, and another. Each bar counts its multiplications. Why is the second so cheap?`,
        zh: `读完“${f.text.values.join('')}”，模型写出一个字母，再写一个；横条是各自的乘法次数。为什么第二个这么省？`,
      }),
      proves: ['cheaper'],
    },
    rows: {
      say: (f) => ({
        en: `Reading “${f.text.values.join('')}”, each letter looks at itself and those before, and leaves a {key:key}, to be found by, and a {value:value}, to give.`,
        zh: `读“${f.text.values.join('')}”时，每个字母只看自己和前面，各算出一个{key:键}，供后面的字母比对，一个{value:值}，供它们取用。`,
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
        en: `“${token(f.letters)}” joins the text. Suppose all ${show(f.countAgain)} rows are computed again: could “${token(f.letters)}” change the old ones?`,
        zh: `“${token(f.letters)}”接到后面。假如 ${show(f.countAgain)} 行全部重算：“${token(f.letters)}”会不会改动前面的行？`,
      }),
    },
    same: {
      say: {
        en: 'Before, after, before, after: which rows have changed?',
        zh: '重算之前，之后，再看一遍：哪些行变了？',
      },
      proves: ['unchanged'],
    },
    why: {
      say: (f) => ({
        en: `None of the old. A row looks only at itself and upwards: nobody above looks at “${token(f.letters)}”, so nothing above can change.`,
        zh: `旧行一个没变。每一行只看自己和上面：上面谁也不看“${token(f.letters)}”，自然什么也不变。`,
      }),
      proves: ['causal'],
    },
    keep: {
      say: (f) => ({
        en: `So keep them, in a key–value cache, and compute one row: ${show(f.times)} times fewer multiplications, the same scores for every letter.`,
        zh: `那就把旧的键和值存起来，这就是键值缓存；只算新的一行：乘法约为 ${show(f.times)} 分之一，各个字母的得分全都不变。`,
      }),
      proves: ['sameScores'],
    },
    stairs: {
      say: (f) => ({
        en: `Write on, until ${show(f.longest)} letters are read. What does each next one cost, reread or kept?`,
        zh: `接着写，直到读过 ${show(f.longest)} 个字母。每写一个，全部重算和用缓存，各要多少次乘法？`,
      }),
      proves: ['stairs'],
    },
  },
  answer: {
    say: (f) => ({
      en: `“${token(f.letters)}” took ${show(f.count)} rows, about ${show(f.perRow)} million each. They never change, and are kept: “${token(f.letters, 1)}” takes one row.`,
      zh: `写“${token(f.letters)}”要算 ${show(f.count)} 行，每行约 ${show(f.perRowWan)} 万次。它们不再变，留着就好：写“${token(f.letters, 1)}”只算一行。`,
    }),
  },
  words: {
    million: { en: ' million', zh: ' 万次' },
    again: (f) => ({ en: `${token(f.letters, 1)}, reread`, zh: `${token(f.letters, 1)}，重算` }),
    all: (f) => ({
      en: `reread: ${showEntry(f.ends, 0)} million`,
      zh: `重算：${showEntry(f.endsWan, 0)} 万次`,
    }),
    one: (f) => ({
      en: `kept: ${showEntry(f.ends, 1)} million`,
      zh: `缓存：${showEntry(f.endsWan, 1)} 万次`,
    }),
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    looks: { en: 'looks at', zh: '看向谁' },
    old: { en: 'keys before', zh: '键，之前' },
    new: { en: 'keys after', zh: '键，之后' },
    same: { en: 'the same, bit for bit', zh: '完全相同' },
    kept: (f) => ({ en: `${show(f.count)} rows, kept`, zh: `${show(f.count)} 行，缓存` }),
    newRow: { en: 'one new row', zh: '一行，新算' },
    length: { en: 'letters read', zh: '已读的字母数' },
  },
});
