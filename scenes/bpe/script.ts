import { defineScript } from '../../src/film/script';
import { show, token } from '../../src/film/show';
import type { ScalarFact } from '../../src/lessons/facts';
import { lesson } from './lesson';

type Facts = Awaited<ReturnType<typeof lesson.facts>>;

export const script = defineScript(lesson, {
  title: { en: 'Byte-pair encoding', zh: '字节对编码' },
  question: { en: 'Where do tokens come from?', zh: '词元（token）从哪里来？' },
  setting: (f) => ({
    en: `byte-pair encoding: four words, then ${token(f.model)}`,
    zh: `字节对编码（BPE）：先看四个词，再看 ${token(f.model)}`,
  }),
  beats: {
    hook: {
      say: (f) =>
        isPuzzle(f)
          ? {
              en: `${token(f.model)} cuts “${token(f.broken)}”, and leaves “${token(f.whole)}”${than(f).en}, whole. Why?`,
              zh: `${token(f.model)} 把“${token(f.broken)}”切开，${than(f).zh}“${token(f.whole)}”却不切。为什么？`,
            }
          : {
              en: `${token(f.model)} reads text in pieces. Where does it cut this one, and who decides?`,
              zh: `${token(f.model)} 一块一块地读文字。这段文字切在哪里，是谁定的？`,
            },
      proves: ['pieces'],
    },
    shatter: {
      say: (f) =>
        f.whole.values.length > 0
          ? {
              en: `Take the space before “${token(f.whole)}” away, and it breaks. Who decides where?`,
              zh: `再把“${token(f.whole)}”前面的空格去掉，它也碎了。是谁定的？`,
            }
          : alternatives(f),
    },
    list: {
      say: {
        en: 'A list does, the vocabulary. Each {key:token} stands in it; the model gets its place, the {value:id}.',
        zh: '是一张表：词表。表里有的片段叫{key:词元}，模型拿到的只是它在表里的位置，即{value:编号}。',
      },
      proves: ['idIsPlace'],
    },
    letters: {
      say: (f) => ({
        en: `Let us make a small one, from four words: first letters, and {position:${token(f.mark)}} for a word’s end.`,
        zh: `表是怎么来的？用四个词做一张小的：先写进字母，再加一个{position:${token(f.mark)}}表示词尾。`,
      }),
      proves: ['letters'],
    },
    count: {
      say: {
        en: 'Count every pair of neighbours, as often as its word occurs. Which one leads?',
        zh: '数每一对相邻的符号，词出现几次就记几次。哪一对最多？',
      },
      proves: ['counted'],
    },
    top: {
      say: (f) => ({
        en: `{query:${pair(f)}}: ${f.topFrom.rows.map(({ word, count }) => `${count} from “${word}”`).join(', ')}. ${show(f.ties)} pairs tie at {target:${show(f.topCount)}}; the first one met wins.`,
        zh: `{query:${pair(f)}}：${f.topFrom.rows.map(({ word, count }) => `${word} 里 ${count} 次`).join('，')}。${show(f.ties)} 对并列 {target:${show(f.topCount)}} 次，取最先遇到的。`,
      }),
      proves: ['mostFrequent', 'ties'],
    },
    merge: {
      say: (f) => ({
        en: `It becomes one tile, {key:${token(f.top, 2)}}, and joins the list. “${fall(f).pair}” was counted ${fall(f).before} times. And now?`,
        zh: `它合成一块 {key:${token(f.top, 2)}}，写进表里。“${fall(f).pair}”原来有 ${fall(f).before} 次，现在呢？`,
      }),
      proves: ['everywhere'],
    },
    again: {
      say: (f) => ({
        en: `Again: count, join the top pair, write it down, until the list has ${show(f.firstSize)} entries.`,
        zh: `再来：数一遍，把最多的一对合成一块，写进表里，直到写满 ${show(f.firstSize)} 个。`,
      }),
      proves: ['mostFrequent', 'oneEach'],
    },
    thesis: {
      say: (f) => ({
        en: `Which words are one {key:token}? The frequent ones, ${timesOf(f, true)}. The rare ones are in {query:pieces}.`,
        zh: `哪些词成了一个{key:词元}？常见的（${countsOf(f, true)} 次）。少见的还是{query:碎片}。`,
      }),
      proves: ['thesis'],
    },
    order: {
      say: (f) => ({
        en: `${show(f.further)} more merges. The words become whole in the order of their counts: ${closed(f, '×')}.`,
        zh: `再合并 ${show(f.further)} 次。词变完整的先后，正是次数的高低：${closed(f, ' 次')}。`,
      }),
      proves: ['order'],
    },
    cause: {
      say: (f) => ({
        en: `Is it the counts? Let “lower” occur ${show(f.raised)} times, not ${show(f.raisedFrom)}, and start again from letters.`,
        zh: `真是次数决定的吗？让 lower 出现 ${show(f.raised)} 次，不是 ${show(f.raisedFrom)} 次，从字母重新来过。`,
      }),
    },
    caused: {
      say: (f) => ({
        en: `It is: now “lower” is {key:whole}, and “low”, ${f.words.rows[0]?.count} times as before, is in {query:pieces}.`,
        zh: `是的：这回 lower {key:完整}了，而 low 仍是 ${f.words.rows[0]?.count} 次，反倒成了{query:碎片}。`,
      }),
      proves: ['cause'],
    },
    scale: {
      say: (f) => ({
        en: `${token(f.model)}’s list was made the same way, from English web pages: ${grouped(f.mergeIds)} merges.`,
        zh: `${token(f.model)} 的词表也是这么来的，语料是英文网页：合并了 ${grouped(f.mergeIds)} 次。`,
      }),
      proves: ['sizes'],
    },
    base: {
      say: (f) => ({
        en: `It starts from ${show(f.byteIds)} bytes instead of letters. And the space before a word replaces {position:${token(f.mark)}}.`,
        zh: `起点不是字母，而是 ${show(f.byteIds)} 个字节。词尾的{position:${token(f.mark)}}也换成了词前的空格。`,
      }),
    },
    run: {
      say: (f) =>
        f.whole.values.length > 0
          ? {
              en: `So why does a space matter? “${token(f.whole)}” with it and without it, down the same list.`,
              zh: `一个空格为什么这么要紧？带空格和不带空格的“${token(f.whole)}”，沿着同一张表往下走。`,
            }
          : {
              en: `Back to our text. It walks down the list: whatever pair stands there next is joined.`,
              zh: `回到开头的文字。沿着词表往下走：轮到哪一对，就合并哪一对。`,
            },
      proves: ['inOrder'],
    },
    parts: {
      say: (f) =>
        f.parting.values.length > 0
          ? {
              en: `{key:${token(f.parting)} + ${token(f.parting, 1)}} once led the count: entry ${grouped(f.partingId)}. {query:${bareLeft(f)} + ${token(f.parting, 1)}} never did.`,
              zh: `{key:${token(f.parting)} + ${token(f.parting, 1)}} 曾是最多的一对，成了第 ${grouped(f.partingId)} 号；{query:${bareLeft(f)} + ${token(f.parting, 1)}} 从来不是。`,
            }
          : {
              en: `No pair is left that stands in the list.`,
              zh: `再没有哪一对在表里了。`,
            },
      proves: ['parts'],
    },
    solved: {
      say: (f) =>
        isPuzzle(f)
          ? {
              en: `“${token(f.broken)}” never became one entry. “␣${token(f.whole)}” did, with its space.`,
              zh: `“${token(f.broken)}”始终没合成一块；“␣${token(f.whole)}”合成了，但连着空格才算。`,
            }
          : {
              en: `So the text is ${many(f.size, 'token')}, each with its place in the list.`,
              zh: `所以这段文字是 ${show(f.size)} 个词元，各有各的编号。`,
            },
      proves: ['notInList'],
    },
  },
  answer: {
    say: {
      en: 'From counting: the most frequent pair becomes one {key:token}, again and again. What is rare stays in {query:pieces}.',
      zh: '靠计数：最常见的一对合成一个{key:词元}，一遍又一遍。少见的只能是{query:碎片}。',
    },
    proves: ['roundTrip'],
  },
  words: {
    vocabulary: { en: 'vocabulary', zh: '词表' },
    pair: { en: 'pair', zh: '符号对' },
    count: { en: 'count', zh: '次数' },
    entry: { en: 'entry ', zh: '编号 ' },
    ours: (f) => {
      const sum = `${show(f.alphabetSize)} + {key:${show(f.allMerges)}} = ${show(f.allSize)}`;
      return { en: sum, zh: sum };
    },
    oursAre: (f) => ({
      en: `letters and {position:${token(f.mark)}} + {key:merges} = our list`,
      zh: `字母和{position:${token(f.mark)}} + {key:合并} = 我们的词表`,
    }),
    theirs: (f) => {
      const sum = `${show(f.byteIds)} + {key:${grouped(f.mergeIds)}} + ${show(f.specials)} = ${grouped(f.listSize)}`;
      return { en: sum, zh: sum };
    },
    theirsAre: (f) => ({
      en: `bytes + {key:merges} + a mark for a text’s end = ${token(f.model)}’s list`,
      zh: `字节 + {key:合并} + 文末标记 = ${token(f.model)} 的词表`,
    }),
    space: (f) => ({
      en: `the space {position:␣} before a word takes the place of {position:${token(f.mark)}} behind it`,
      zh: `词前的空格 {position:␣} 代替了词尾的 {position:${token(f.mark)}}`,
    }),
    spaceless: { en: 'without space', zh: '不带空格' },
    absent: { en: 'no entry as one', zh: '没有整块的编号' },
  },
});

const isPuzzle = (f: Facts) => f.broken.values.length > 0 && f.whole.values.length > 0;

function than({ broken, whole }: Facts) {
  const longer = length1(whole) - length1(broken);
  if (longer < 0) return { en: '', zh: '' };
  return longer > 0
    ? { en: ', which is longer', zh: '更长的' }
    : { en: ', just as long', zh: '一样长的' };
}
const length1 = (fact: Facts['whole']) => Array.from(fact.values[0] ?? '').length;

const grouped = ({ value }: ScalarFact) => new Intl.NumberFormat('en').format(value);
const many = (fact: ScalarFact, one: string) =>
  `${show(fact)} ${one}${fact.value === 1 ? '' : 's'}`;
/** The pair that is merged first. */
const pair = ({ top }: Facts) => `${token(top)} ${token(top, 1)}`;
/** The left half of that pair, without its space. */
const bareLeft = ({ parting }: Facts) => token(parting).replace('␣', '');
const fall = ({ fall: { rows } }: Facts) => rows[0] ?? { pair: '', before: 0, after: 0 };

const counts = (f: Facts, whole: boolean) =>
  f.words.rows
    .filter(({ symbols }) => (symbols.length === 1) === whole)
    .map(({ count }) => count)
    .sort((a, b) => b - a);
const timesOf = (f: Facts, whole: boolean) =>
  counts(f, whole)
    .map((n) => `${n}×`)
    .join(' and ');
const countsOf = (f: Facts, whole: boolean) => counts(f, whole).join('、');
const closed = (f: Facts, times: string) =>
  f.closing.rows.map(({ count }) => `${count}${times}`).join(times === '×' ? ', ' : '、');

/** Said where no word has a space to lose. */
function alternatives(f: Facts) {
  return f.bytes.rows.length > 1
    ? {
        en: `${many(f.size, 'piece')}. The same bytes could be cut in other ways: who chose this one?`,
        zh: `一共 ${show(f.size)} 块。同样的字节，切法本来很多，是谁选了这一种？`,
      }
    : {
        en: `${many(f.size, 'piece')}: nothing here can be cut. Longer texts come in pieces, and who chooses those?`,
        zh: `只有 ${show(f.size)} 块，没什么可切的。更长的文字呢，切在哪里，是谁定的？`,
      };
}
