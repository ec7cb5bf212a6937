// The film's ids against an independent tokenizer, and its claims for extreme parameters.
import { encode } from 'gpt-tokenizer/encoding/r50k_base';
import { describe, expect, it } from 'vitest';
import { textOf } from './proofs';
import { lesson } from './lesson';

const texts = [
  'unbelievable',
  'x',
  '!!!',
  "don't  stop, it's 2026",
  'antidisestablishmentarianism, honestly!!',
  '词元从哪里来？词元从哪里来？词元从哪里来？词元从哪里来？词元从哪里来？',
  '🤔🎉👩‍👩‍👧‍👦 and 🏳️‍🌈',
  'naïve Ωmega по-русски',
  '{query:braces} \\ "quotes"',
];

const cases: readonly Record<string, string>[] = [
  {},
  ...texts.map((text) => ({ text })),
  { chinese: '中文' },
  { chinese: '从字节到词元，好', merges: '5' },
  { chinese: '人工智能！', merges: '15' },
];

describe('the ids of the film', () => {
  it.each(cases)('are those of gpt-tokenizer for %o', async (set) => {
    const facts = await lesson.facts(set, 'en');
    const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);
    expect(ids(facts.textTokens.rows)).toEqual(encode(facts.text.values[0] ?? ''));
    expect(ids(facts.chineseTokens.rows)).toEqual(encode(facts.chinese.values[0] ?? ''));
  });
});

describe('the claims of the film', () => {
  it.each(cases)('hold for %o', async (set) => {
    const facts = await lesson.facts(set, 'en');
    const broken = Object.entries(lesson.claims).filter(([, claim]) => !claim.holds(facts));
    expect(broken.map(([name]) => name)).toEqual([]);
  });

  it('fail when a fact is wrong', async () => {
    const facts = await lesson.facts({}, 'en');
    const [first, ...others] = facts.steps.rows;
    if (!first) throw new Error('no merge');
    const wrong = { ...first, chosen: { ...first.chosen, left: 'l', right: 'o' } };
    const steps = { ...facts.steps, rows: [wrong, ...others] };
    expect(lesson.claims.mergeOrder?.holds({ ...facts, steps })).toBe(false);
    const tokens = { ...facts.textTokens, rows: facts.textTokens.rows.slice(1) };
    expect(lesson.claims.roundTrip?.holds({ ...facts, textTokens: tokens })).toBe(false);
  });
});

describe('parameters', () => {
  it.each(['ab', '中', '𠀀𠀁', '一二三四五六七八九'])('refuse %s as Chinese', async (chinese) => {
    await expect(lesson.facts({ chinese }, 'en')).rejects.toThrow(/parameter "chinese"/);
  });

  it('the replayed text is the text', async () => {
    const facts = await lesson.facts({ text: 'a  b' }, 'en');
    expect(textOf(facts.textBytes.rows)).toBe('a  b');
  });
});
