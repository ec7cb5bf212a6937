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
              en: `Why does ${token(f.model)} cut “${token(f.broken)}” into pieces, and not “${token(f.whole)}”${than(f).en}?`,
              zh: `${token(f.model)} 把“${token(f.broken)}”切开，${than(f).zh}“${token(f.whole)}”却是一整块。为什么？`,
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
              en: `Now take the space in front of “${token(f.whole)}” away: it breaks. Who decides where?`,
              zh: `再把“${token(f.whole)}”前面的空格去掉：它就碎了。切在哪里，是谁定的？`,
            }
          : alternatives(f),
    },
    list: {
      say: (f) => ({
        en: `${token(f.model)} has a list, its vocabulary. What stands in it is a {key:token}; the model gets only its place, the {value:id}.`,
        zh: `${token(f.model)} 有一张表，叫词表。表里有的片段才是{key:词元}；模型拿到的只是它的位置：{value:编号}。`,
      }),
      proves: ['idIsPlace'],
    },
    letters: {
      say: (f) => ({
        en: `Who wrote that list? Let us make a small one: four words, cut into letters, {position:${token(f.mark)}} where a word ends.`,
        zh: `表是怎么来的？做一张小的看看：四个词拆成字母，用 {position:${token(f.mark)}} 标出词尾，先写进表里。`,
      }),
      proves: ['letters'],
    },
    count: {
      say: {
        en: 'Count every pair of neighbours, each as often as its word occurs. Which pair will come out on top?',
        zh: '数每一对相邻的符号：词出现几次，就记几次。最后哪一对最多？',
      },
      proves: ['counted'],
    },
    top: {
      say: (f) => ({
        en: `{query:${pair(f)}}: ${f.topFrom.rows.map(({ word, count }) => `${count} from “${word}”`).join(', ')}. ${show(f.ties)} pairs tie at {target:${show(f.topCount)}}; the one met first wins.`,
        zh: `{query:${pair(f)}}：${f.topFrom.rows.map(({ word, count }) => `${word} 里 ${count} 次`).join('，')}。有 ${show(f.ties)} 对并列 {target:${show(f.topCount)}} 次，取最先遇到的。`,
      }),
      proves: ['mostFrequent', 'ties'],
    },
    merge: {
      say: (f) => ({
        en: `It becomes one tile, {key:${token(f.top, 2)}}, and goes into the list. That changes the counts: “${fall(f).pair}” had ${fall(f).before}, and now?`,
        zh: `它合成一块 {key:${token(f.top, 2)}}，写进表里。周围的次数也变了：“${fall(f).pair}”原来 ${fall(f).before} 次，现在呢？`,
      }),
      proves: ['everywhere'],
    },
    again: {
      say: (f) => ({
        en: `And again: count, take the top pair, make it one tile, write it down. Let us stop at ${show(f.firstSize)} entries.`,
        zh: `再来：数一遍，取最多的一对，合成一块，写进表里。写满 ${show(f.firstSize)} 个，先停下。`,
      }),
      proves: ['mostFrequent', 'oneEach'],
    },
    thesis: {
      say: (f) => ({
        en: `See which words are one {key:token} now: the frequent ones, ${timesOf(f, true)}. The rare ones, ${timesOf(f, false)}, are still in pieces.`,
        zh: `看哪些词成了一个{key:词元}：常见的（${countsOf(f, true)} 次）；少见的（${countsOf(f, false)} 次）还是碎片。`,
      }),
      proves: ['thesis'],
    },
    order: {
      say: (f) => ({
        en: `Go on for ${show(f.further)} merges. The words become whole in the order of their counts: ${closed(f, '×')}.`,
        zh: `再合并 ${show(f.further)} 次。词变完整的先后，正是次数的高低：${closed(f, ' 次')}。`,
      }),
      proves: ['order'],
    },
    cause: {
      say: (f) => ({
        en: `Is it really the counts? Let “lower” occur ${show(f.raised)} times instead of ${show(f.raisedFrom)}, and start again from letters.`,
        zh: `真的是次数决定的？让 lower 从 ${show(f.raisedFrom)} 次变成 ${show(f.raised)} 次，从字母重新来过。`,
      }),
    },
    caused: {
      say: (f) => ({
        en: `Now “lower” is one token. And “low”, ${f.words.rows[0]?.count} times as before, is left in pieces.`,
        zh: `这回 lower 成了一个词元；而 low 仍是 ${f.words.rows[0]?.count} 次，反倒成了碎片。`,
      }),
      proves: ['cause'],
    },
    scale: {
      say: (f) => ({
        en: `${token(f.model)}’s list was made like this: ${show(f.byteIds)} bytes instead of letters, ${grouped(f.mergeIds)} merges, and a mark for the end of a text.`,
        zh: `${token(f.model)} 的词表也是这么来的：起点是 ${show(f.byteIds)} 个字节，合并 ${grouped(f.mergeIds)} 次，外加一个文末标记。`,
      }),
      proves: ['sizes'],
    },
    bytes: {
      say: (f) => ({
        en: `Bytes, because any text can be stored in them: an English letter in one, each of these characters in ${show(f.bytesEach)}.`,
        zh: `为什么用字节？任何文字都存成字节：一个英文字母占一个，这里每个字占 ${show(f.bytesEach)} 个。`,
      }),
      proves: ['threeBytes'],
    },
    parts: {
      say: (f) => ({
        en: `${singlesOf(f).en} The list was learned from English pages: only ${show(f.hanEntries)} of ${grouped(f.listSize)} entries hold a Chinese character.`,
        zh: `${singlesOf(f).zh}这张表学自英文网页：${grouped(f.listSize)} 个词元里，含汉字的只有 ${show(f.hanEntries)} 个。`,
      }),
      proves: ['singles', 'inOrder'],
    },
    run: {
      say: (f) => ({
        en: `Back to our text. From its bytes, ${token(f.model)} walks down the list: whatever pair stands there next is joined.`,
        zh: `回到开头的文字。${token(f.model)} 从字节出发，沿着词表往下走：轮到哪一对，就合并哪一对。`,
      }),
      proves: ['inOrder'],
    },
    solved: {
      say: (f) =>
        isPuzzle(f)
          ? {
              en: `“${token(f.broken)}” was never frequent enough to be written down. “␣${token(f.whole)}” was, but only with its space.`,
              zh: `“${token(f.broken)}”不够常见，没能写进表里；“␣${token(f.whole)}”够常见，但连着空格才算。`,
            }
          : {
              en: `No pair is left that stands in the list: ${many(f.size, 'token')}.`,
              zh: `再没有哪一对在表里了：共 ${show(f.size)} 个词元。`,
            },
      proves: ['notInList'],
    },
  },
  answer: {
    say: {
      en: 'From counting: the most {target:frequent} {query:pair} becomes one {key:token}, again and again. What is rare stays in pieces.',
      zh: '靠计数：{target:最常见}的{query:一对}合成一个{key:词元}，一遍又一遍。常见的成整块，少见的是碎片。',
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
    oursAre: { en: 'letters + {key:merges} = our list', zh: '字母 + {key:合并} = 我们的词表' },
    theirs: (f) => {
      const sum = `${show(f.byteIds)} + {key:${grouped(f.mergeIds)}} + ${show(f.specials)} = ${grouped(f.listSize)}`;
      return { en: sum, zh: sum };
    },
    theirsAre: (f) => ({
      en: `bytes + {key:merges} + end of a text = ${token(f.model)}’s list`,
      zh: `字节 + {key:合并} + 文末标记 = ${token(f.model)} 的词表`,
    }),
    space: (f) => ({
      en: `the space {position:␣} before a word takes the place of {position:${token(f.mark)}} behind it`,
      zh: `词前的空格 {position:␣} 代替了词尾的 {position:${token(f.mark)}}`,
    }),
    hex: { en: 'two digits: one byte, in hexadecimal', zh: '两位十六进制数：一个字节' },
    spaceless: { en: 'no space', zh: '没有空格' },
    absent: { en: 'not as one', zh: '没有整块' },
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

/** Which characters of the Chinese text are one token. */
function singlesOf(f: Facts) {
  const named = f.singles.values.map((_, i) => `“${token(f.singles, i)}”`);
  if (named.length === 0)
    return { en: 'Not one of them is one token.', zh: '没有一个字是完整的词元。' };
  if (f.characters.rows.every(({ text }) => f.singles.values.includes(text)))
    return { en: 'Each of them is one token.', zh: '每个字都是一个词元。' };
  const verb = named.length === 1 ? 'is one token' : 'are one token each';
  return {
    en: `Only ${named.join(', ')} ${verb}.`,
    zh: `只有${named.join('')}是完整的词元。`,
  };
}
