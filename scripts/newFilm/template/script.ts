import { defineScript } from '../../../src/film/script';
import { percent, show, token } from '../../../src/film/show';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'A first look', zh: '初看' },
  question: { en: 'What does a head look at?', zh: '一个注意力头在看什么？' },
  setting: (f) => ({
    en: `shakespeare-gpt · layer ${show(f.layer)}, head ${show(f.head)}`,
    zh: `shakespeare-gpt · 第 ${show(f.layer)} 层，第 ${show(f.head)} 个头`,
  }),
  beats: {
    hook: {
      say: {
        en: 'Which character matters most to the last one?',
        zh: '对最后一个字符来说，哪个字符最重要？',
      },
    },
    shares: {
      say: {
        en: 'Each row is one character; its shares of the others add up to one.',
        zh: '每一行是一个字符，它分给各字符的份额加起来等于一。',
      },
      proves: ['shares'],
    },
  },
  answer: {
    say: (f) => ({
      en: `The last one looks most at “${token(f.text, f.mostAt.value)}”: ${percent(f.share)} of its attention.`,
      zh: `最后一个字符最关注“${token(f.text, f.mostAt.value)}”，占 ${percent(f.share)}。`,
    }),
    proves: ['most'],
  },
  words: {
    shares: { en: 'attention shares', zh: '注意力份额' },
  },
});
