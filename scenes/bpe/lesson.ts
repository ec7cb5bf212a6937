/**
 * Byte-pair encoding, learned from four words, and the list that GPT-2 learned with it.
 *   source: Sennrich et al. 2016, section 3.2 (words, algorithm); Radford et al. 2019 (bytes)
 */
import { sennrichCorpus, trainWordBpe } from '../../src/engine/tokenizers/trainWordBpe';
import { defineLesson, integerParam } from '../../src/lessons/defineLesson';
import { array, scalar, table, tokens } from '../../src/lessons/facts';
import { byteCount, gpt2, mergeCount } from '../../src/lessons/gpt2';
import { entryOf, gptText } from './gptText';
import { mostPieces, ownText } from './params';
import * as proofs from './proofs';

const endOfWord = '•';
/** Merges until the film looks at the words, and until all of them are whole. */
const [first, all] = [10, 15];

export const lesson = defineLesson({
  id: 'bpe',
  params: { text: ownText, lower: integerParam(6, { min: 6, max: 12 }) },

  run({ text, lower }) {
    const { alphabet, steps } = trainWordBpe(sennrichCorpus, all, endOfWord);
    const again = sennrichCorpus.map(([w, n]) => [w, w === 'lower' ? lower : n] as const);
    const other = trainWordBpe(again, first, endOfWord);
    const [step, next] = steps;
    if (!step || !next) throw new Error('no merge was learned');
    const { chosen } = step;
    const last = other.steps.at(-1)?.wordsAfter ?? [];
    const fall = next.pairs
      .map(({ left, right, count }) => {
        const before = step.pairs.find((p) => p.left === left && p.right === right)?.count ?? 0;
        return { pair: `${left} ${right}`, before, after: count };
      })
      .toSorted((a, b) => b.before - b.after - (a.before - a.after));

    const read = gptText(text);
    const words = read.words.filter(({ text: word }) => /^ ?\p{L}+$/u.test(word));
    const long = (a: { text: string }, b: { text: string }) => b.text.length - a.text.length;
    const inPieces = (word: string) => gpt2().encode(word).length > 1;
    const [broken] = words
      .filter(({ text: word }) => inPieces(wordText(word)) && inPieces(` ${wordText(word)}`))
      .toSorted(long);
    const [whole] = words
      .filter((word) => word.tokens.length === 1 && word.text.startsWith(' '))
      .filter((word) => proofs.fits(read.tokens, gptText(word.text.slice(1)).tokens, mostPieces))
      .toSorted(long);
    const [brokenGroup, wholeGroup] = [broken, whole].map(
      (word) => word && read.words.indexOf(word),
    );
    const placesOf = (group?: number) =>
      read.tokens.flatMap((p, i) => (p.group === group ? [i] : []));
    const bare = gptText(whole?.text.slice(1) ?? '');
    const ids = proofs.ascending([...read.tokens, ...bare.tokens].map(({ id }) => id));
    const end = gpt2().size - 1;
    const excerpt = ids.length < mostPieces ? proofs.ascending([...ids, 0, end]) : ids;
    const looked = [...read.tokens, ...bare.tokens];
    const links = looked.map(({ id }) => excerpt.map((place) => Number(place === id)));

    // The word with its space and without, or the whole text where no word loses anything with its space.
    const runs = whole ? [gptText(whole.text), bare] : [read];
    const walked = proofs.ascending(runs.flatMap(({ merges }) => merges.map(({ id }) => id)));
    const [left = '', right = ''] = bare.tokens.map(({ text: piece }) => piece);
    const parting = runs[0]?.merges.find((m) => m.left === `␣${left}` && m.right === right);
    const met = gpt2().encode(left + right).length === 1;

    return {
      model: tokens('model', ['GPT-2']),
      listRows: scalar('entries seen at once', mostPieces + 1, 0),
      corpus: table('words and how often they occur', sennrichCorpus.map(([word, count]) => ({ word, count }))), // prettier-ignore
      counts: array('how often each occurs', sennrichCorpus.map(([, count]) => count), 'N', 0), // prettier-ignore
      mark: tokens('end of a word', [endOfWord]),
      letters: table('words in letters', step.words),
      list: table('our list', [...alphabet, ...steps.map(({ token }) => token)].map((t, id) => ({ id, text: t }))), // prettier-ignore
      alphabetSize: scalar('letters', alphabet.length, 0),
      firstSize: scalar('entries when we stop', alphabet.length + first, 0),
      allMerges: scalar('merges until every word is whole', all, 0),
      allSize: scalar('entries then', alphabet.length + all, 0),
      further: scalar('merges after we stopped', all - first, 0),
      walk: table('pairs met, and their counts so far', proofs.walk(step.words)),
      steps: table('merges', steps),
      top: tokens('the first pair and what it becomes', [chosen.left, chosen.right, step.token]), // prettier-ignore
      topCount: scalar('its count', chosen.count, 0),
      ties: scalar('pairs with this count', step.ties.length, 0),
      topFrom: table('where it occurs', sennrichCorpus.filter((_, i) => step.at[i]?.length).map(([word, count]) => ({ word, count }))), // prettier-ignore
      fall: table('the pair whose count falls most', fall.slice(0, 1)),
      closing: table('when each word is whole', proofs.closings(steps, sennrichCorpus, alphabet.length)), // prettier-ignore
      words: table('words when we stop', steps[first - 1]?.wordsAfter ?? []),
      raised: scalar('count of lower in the experiment', lower, 0),
      raisedFrom: scalar('its count before', sennrichCorpus.find(([w]) => w === 'lower')?.[1] ?? 0, 0), // prettier-ignore
      otherSteps: table('merges with that count', other.steps),
      otherList: table('the list with that count', [...other.alphabet, ...other.steps.map(({ token }) => token)].map((t, id) => ({ id, text: t }))), // prettier-ignore
      otherWords: table('words with that count', last),

      text: tokens('text', [text]),
      bytes: table('bytes of the text', read.bytes),
      pieces: table('tokens of the text', read.tokens),
      size: scalar('tokens', read.tokens.length, 0),
      broken: tokens('a word in pieces', broken ? [wordText(broken.text)] : []),
      brokenSize: scalar('its pieces', broken?.tokens.length ?? 0, 0),
      brokenAt: table('where they stand', placesOf(brokenGroup)),
      whole: tokens('a word in one piece', whole ? [wordText(whole.text)] : []),
      wholeId: scalar('its id', whole?.tokens[0]?.id ?? 0, 0),
      wholeAt: table('where it stands', placesOf(wholeGroup)),
      bare: table('its tokens without the space', bare.tokens),
      bareBytes: table('its bytes', bare.bytes),
      bareSize: scalar('its tokens without the space', bare.tokens.length, 0),
      excerpt: table('entries of the list', excerpt.map(entryOf)),
      links: array('token is entry', links, 'T S', 0),
      passing: table('the list, faster and faster', proofs.passing(byteCount, end).map(entryOf)),
      byteIds: scalar('bytes', byteCount, 0),
      mergeIds: scalar('merges of GPT-2', mergeCount(gpt2()), 0),
      specials: scalar('marks', gpt2().size - byteCount - mergeCount(gpt2()), 0),
      listSize: scalar('entries of GPT-2', gpt2().size, 0),

      runs: table('what walks down the list', runs.map(({ bytes, merges }) => ({ bytes, merges }))), // prettier-ignore
      walked: table('entries met on the way', walked.map(entryOf)),
      parting: tokens('the pair at which the space decides', parting && !met ? [parting.left, parting.right] : []), // prettier-ignore
      partingId: scalar('the entry that it became', parting?.id ?? 0, 0),
    };
  },

  claims: {
    pieces: {
      text: { en: 'one word is in pieces, the other is one', zh: '一个词是碎片，另一个是一整块' },
      holds: (f) =>
        f.pieces.rows.length === f.size.value && f.brokenSize.value !== 1 &&
        f.bareSize.value !== 1 && f.whole.values.every((word) => !f.bare.rows.some(({ text }) => text === word)), // prettier-ignore
    },
    idIsPlace: {
      text: { en: 'an id is a place in the list', zh: '编号就是在表里的位置' },
      holds: (f) =>
        f.pieces.rows.every((p) => f.excerpt.rows.some((e) => e.id === p.id && e.text === p.text)),
    },
    letters: {
      text: { en: 'the first entries are the letters and the mark', zh: '最初的条目是字母和词尾标记' },
      holds: (f) => {
        const letters = new Set(f.letters.rows.flatMap(({ symbols }) => symbols));
        const begin = f.list.rows.slice(0, f.alphabetSize.value).map(({ text }) => text);
        return letters.size === begin.length && begin.every((letter) => letters.has(letter));
      },
    }, // prettier-ignore
    counted: {
      text: { en: 'walked word by word, the counts are those of the first merge', zh: '逐词数出的次数属实' }, // prettier-ignore
      holds: (f) =>
        f.steps.rows[0]?.pairs.every(({ left, right, count }) =>
          f.walk.rows.findLast(({ pair }) => pair === `${left} ${right}`)?.count === count) ?? false,
    }, // prettier-ignore
    mostFrequent: {
      text: { en: 'each merged pair is the first of the most frequent ones', zh: '每次合并的都是最多的一对里最先遇到的' }, // prettier-ignore
      holds: (f) => [...f.steps.rows, ...f.otherSteps.rows].every(proofs.choosesMostFrequent),
    },
    ties: {
      text: {
        en: 'as many pairs tie as is said, and the count adds up',
        zh: '并列的对数属实，次数之和属实',
      },
      holds: (f) =>
        f.steps.rows[0]?.pairs.filter(({ count }) => count === f.topCount.value).length === f.ties.value && // prettier-ignore
        f.topFrom.rows.reduce((sum, { count }) => sum + count, 0) === f.topCount.value,
    },
    everywhere: {
      text: { en: 'a merge leaves no such pair, and every word is spelled as before', zh: '合并之后这一对不再出现，词不变' }, // prettier-ignore
      holds: (f) => f.steps.rows.every(proofs.mergesEverywhere),
    },
    oneEach: {
      text: { en: 'each merge adds one entry', zh: '每次合并多一个条目' },
      holds: (f) => new Set(f.list.rows.map(({ text }) => text)).size === f.allSize.value,
    },
    thesis: {
      text: { en: 'words that are one token occur more often than all others', zh: '成为一个词元的词比其余的都常见' },
      holds: (f) => {
        const counts = (whole: boolean) =>
          f.words.rows.filter(({ symbols }) => (symbols.length === 1) === whole).map((w) => w.count);
        return counts(true).length > 0 && Math.min(...counts(true)) > Math.max(...counts(false));
      },
    }, // prettier-ignore
    order: {
      text: { en: 'words become whole in the order of their counts', zh: '词按次数的顺序变完整' },
      holds: (f) => f.closing.rows.every((w, i, all) => i === 0 || w.count < (all[i - 1]?.count ?? 0)), // prettier-ignore
    },
    cause: {
      text: { en: 'with another count, lower is whole and low in pieces', zh: '改了次数，lower 完整，low 是碎片' }, // prettier-ignore
      holds: (f) => {
        const [low, lower] = f.otherWords.rows;
        return lower?.symbols.length === 1 && (low?.symbols.length ?? 0) > 1 && low?.count === f.words.rows[0]?.count; // prettier-ignore
      },
    },
    sizes: {
      text: {
        en: 'bytes, merges and the mark are the whole list',
        zh: '字节、合并与标记加起来就是全表',
      },
      holds: (f) => f.byteIds.value + f.mergeIds.value + f.specials.value === f.listSize.value,
    },
    inOrder: {
      text: { en: 'the pairs join in the order of the list', zh: '按表中的先后合并' },
      holds: (f) => f.runs.rows.every(({ merges }) => merges.every((m, i) => m.id > (merges[i - 1]?.id ?? byteCount - 1))), // prettier-ignore
    },
    parts: {
      text: { en: 'with the space the pair stands in the list, without it does not', zh: '带空格的那一对在表里，不带的不在' },
      holds: ({ parting: { values }, partingId }) => {
        const pair = values.join('').replace('␣', '');
        const isEntry = gpt2().decode([partingId.value]) === ` ${pair}`;
        return values.length === 0 || (isEntry && gpt2().encode(pair).length > 1);
      },
    }, // prettier-ignore
    notInList: {
      text: {
        en: 'the broken word is no entry, with or without its space',
        zh: '碎了的词不在表里',
      },
      holds: (f) => f.broken.values.every((word) => [word, ` ${word}`].every((w) => gpt2().encode(w).length > 1)), // prettier-ignore
    },
    roundTrip: {
      text: { en: 'the ids give back the very text', zh: '编号还原出原文' },
      holds: (f) => gpt2().decode(f.pieces.rows.map(({ id }) => id)) === f.text.values[0],
    },
  },
});

const wordText = (word: string) => word.replace(/^ /, '');
