import { defineScript } from '../../src/film/script';
import { show, showEntry, token } from '../../src/film/show';
import { lesson } from './lesson';

type F = Awaited<ReturnType<typeof lesson.facts>>;
const letter = (f: F, at = f.last) => `“${token(f.text, at.value)}”`;
const signed = (f: F, at: { readonly value: number }) => {
  const said = showEntry(f.signedProduct, at.value);
  return (f.signedProduct.values[at.value] ?? 0) > 0 ? `+${said}` : said;
};

/** By the record; of a neuron that is hardly ever open it says nothing. */
const matters = (f: F) => f.movedOpen.value > f.movedShut.value;
const ours = (f: F) => ({ en: `neuron ${show(f.neuron)}`, zh: `${show(f.neuron)} 号神经元` });

export const script = defineScript(lesson, {
  title: { en: 'SwiGLU', zh: 'SwiGLU' },
  question: { en: 'What does a gate add to a feed-forward layer?', zh: '门给前馈层加了什么？' },
  setting: (f) => ({
    en: `SwiGLU · shakespeare-llama, layer ${show(f.layer)}`,
    zh: `SwiGLU · shakespeare-llama 第 ${show(f.layer)} 层`,
  }),
  poster: 'signs',
  beats: {
    hook: {
      say: (f) => ({
        en: `A model reads this text and guesses what follows. Now switch off one of its ${show(f.neurons)} neurons: what did it hold?`,
        zh: `模型读完这段文字，猜下一个字符。现在关掉它 ${show(f.neurons)} 个神经元中的一个：它管着什么？`,
      }),
      proves: ['guesses'],
    },
    classic: {
      say: (f) => ({
        en: `In the layer a letter is a row of ${show(f.width)} numbers. A classic neuron takes its dot product with one learned row: z.`,
        zh: `在这一层里，字符是一行 ${show(f.width)} 个数。经典神经元拿它与一行学到的权重做点积，得到 z。`,
      }),
      proves: ['compared'],
    },
    relu: {
      say: {
        en: 'ReLU: where z is above zero it speaks, and says z. Else it is silent. One number decides both when and what.',
        zh: 'ReLU：z 大于零就输出 z，否则沉默，输出零。何时输出、输出什么，全由这一个数决定。',
      },
      proves: ['relu'],
    },
    never: {
      say: {
        en: 'So all letters keep to a line, and one quarter stays empty: it can never speak and say minus.',
        zh: '于是所有字符都落在一条线上，有一角始终空着：它永远输出不了负数。',
      },
      proves: ['never'],
    },
    twice: {
      say: {
        en: 'SwiGLU takes two dot products. One learned row gives the {query:gate}, for when; another the {value:value}, for what.',
        zh: 'SwiGLU 做两次点积：一行权重给出{query:门}，管“何时”；另一行给出{value:值}，管“什么”。',
      },
      proves: ['compared'],
    },
    silu: {
      say: {
        en: 'The {query:gate} passes SiLU, z·σ(z): what lies below zero is all but shut.',
        zh: '{query:门}再经过 SiLU，即 z·σ(z)：零以下的几乎关死。',
      },
      proves: ['silu'],
    },
    product: {
      say: {
        en: '{query:Gate} times {value:value} is what the neuron says: the area. Where is it large?',
        zh: '{query:门}乘{value:值}就是它的输出，即这块面积。哪里最大？',
      },
      proves: ['product'],
    },
    held: {
      say: (f) => ({
        en: `All ${show(f.inLayer)} neurons at this ${letter(f)}: most gates are nearly shut, no other says more than ${show(f.nextLargest)}. We switched off the loudest.`,
        zh: `这个${letter(f)}处的全部 ${show(f.inLayer)} 个神经元：多数门几乎关着，别的输出都不超过 ${show(f.nextLargest)}。我们关掉的，正是最响的那个。`,
      }),
      proves: ['others'],
    },
    when: {
      say: (f) => ({
        en: `Switch it off at every letter. How much of the next guess moves?${matters(f) ? ' It matters where its {query:gate} is open.' : ''}`,
        zh: `在每个字符处都关掉它：下一个字符的猜测变了多少？${matters(f) ? '只有{query:门}开着的地方才要紧。' : ''}`,
      }),
      proves: ['when'],
    },
    quarter: {
      say: (f) => ({
        en: `So the {query:gate} says when. But what of the empty quarter? Look at neuron ${show(f.signed)} of the same layer.`,
        zh: `所以{query:门}管“何时”。那空着的一角呢？看同层的 ${show(f.signed)} 号神经元。`,
      }),
    },
    signs: {
      say: (f) => ({
        en: `At this ${letter(f, f.plusAt)} it says ${signed(f, f.plusAt)}, at this ${letter(f, f.minusAt)} ${signed(f, f.minusAt)}. The {query:gate} is open both times; the {value:value} brings the sign.`,
        zh: `在这个${letter(f, f.plusAt)}处输出 ${signed(f, f.plusAt)}，在这个${letter(f, f.minusAt)}处输出 ${signed(f, f.minusAt)}。{query:门}两次都开着，正负由{value:值}决定。`,
      }),
      proves: ['signs', 'product'],
    },
    counted: {
      say: (f) => ({
        en: `In all layers, ${show(f.bothNeurons)} of ${show(f.openNeurons)} neurons that open say plus here and minus there, a tenth or more each. With ReLU, none.`,
        zh: `各层会开门的 ${show(f.openNeurons)} 个神经元里，${show(f.bothNeurons)} 个时正时负，各占一成以上。ReLU 的一个也没有。`,
      }),
      proves: ['counted', 'never'],
    },
    struck: {
      say: (f) => ({
        en: `What is that worth? In layer ${show(f.layer)}, cut every minus to zero. Then instead hold all gates still, at their means.`,
        zh: `这值多少？先把第 ${show(f.layer)} 层所有负值截成零；再换一种：让所有门都停在平均值上。`,
      }),
      proves: ['struck'],
    },
    twin: {
      say: {
        en: 'But a ReLU twin, trained alike with as many weights, learned to do without. SwiGLU is ahead at every check, by little.',
        zh: '可是同样训练、权重一样多的 ReLU 孪生模型，学会了不靠它们。SwiGLU 次次领先，只领先一点。',
      },
      proves: ['ahead', 'asManyWeights'],
    },
  },
  answer: {
    say: {
      en: 'A {query:gate} says when, a {value:value} says what, plus or minus: one neuron, two questions to the same row.',
      zh: '{query:门}管何时，{value:值}管说什么、是正是负：一个神经元，对同一行问两次。',
    },
    proves: ['product', 'signs'],
  },
  words: {
    on: { en: 'the next letter', zh: '下一个字符' },
    off: { en: 'one neuron switched off', zh: '关掉一个神经元' },
    row: (f) => ({ en: `$x$, the row of ${letter(f)}`, zh: `$x$，${letter(f)}的一行` }),
    ask: { en: '· a learned row = z', zh: '· 一行学到的权重 = z' },
    askGate: {
      en: String.raw`· {query:$w_{\mathrm{gate}}$}, a learned row: the {query:gate}`,
      zh: String.raw`· {query:$w_{\mathrm{gate}}$}，一行学到的权重：{query:门}`,
    },
    askValue: {
      en: String.raw`· {value:$w_{\mathrm{up}}$}, another: the {value:value}`,
      zh: String.raw`· {value:$w_{\mathrm{up}}$}，另一行：{value:值}`,
    },
    adds: (f) => ({
      en: String.raw`× $w_{\mathrm{down}}$, a third, is added to the row of ${letter(f)}`,
      zh: String.raw`× 第三行 $w_{\mathrm{down}}$，加回${letter(f)}的那一行`,
    }),
    twin: {
      en: 'a neuron of a ReLU twin, at every letter',
      zh: 'ReLU 孪生模型的一个神经元，逐个字符',
    },
    ours,
    other: (f) => ({ en: `neuron ${show(f.signed)}`, zh: `${show(f.signed)} 号神经元` }),
    relu: { en: 'ReLU(z)', zh: 'ReLU(z)' },
    silu: { en: 'SiLU(z) = z·σ(z)', zh: 'SiLU(z) = z·σ(z)' },
    whenZ: { en: 'when: z', zh: '何时：z' },
    whatZ: { en: 'what: z', zh: '什么：z' },
    gate: { en: 'when: gate', zh: '何时：门' },
    value: { en: 'what: value', zh: '什么：值' },
    atOnce: (f) => ({
      en: `all ${show(f.inLayer)} neurons at once`,
      zh: `${show(f.inLayer)} 个神经元一起算`,
    }),
    silent: { en: 'silent', zh: '沉默' },
    plus: { en: 'says plus', zh: '输出为正' },
    minus: { en: 'says minus', zh: '输出为负' },
    unseen: (f) => ({
      en: `on ${show(f.searched)} unseen letters`,
      zh: `在 ${show(f.searched)} 个没见过的字符上`,
    }),
    open: { en: '{query:gate} open', zh: '{query:门}开处' },
    shut: { en: 'elsewhere', zh: '别处' },
    solved: (f) => ({
      en: `${ours(f).en}: “${token(f.next)}” ${showEntry(f.guess, 0)}%, without it ${showEntry(f.guessOff, 0)}%`,
      zh: `${ours(f).zh}：“${token(f.next)}”${showEntry(f.guess, 0)}%，没有它 ${showEntry(f.guessOff, 0)}%`,
    }),
    moved: {
      en: 'how much of the next guess moves without it',
      zh: '没有它，下一个字符的猜测变多少',
    },
    plusShare: { en: 'says plus, % of open places', zh: '门开处输出为正的百分比' },
    sorted: { en: 'all neurons, sorted', zh: '全部神经元，排序' },
    everyRelu: { en: 'every ReLU neuron', zh: '所有 ReLU 神经元' },
    loss: { en: 'loss on unseen text: lower is better', zh: '没见过的文本上的损失：越低越好' },
    gated: { en: 'SwiGLU', zh: 'SwiGLU' },
    updates: { en: 'updates', zh: '更新步数' },
    checks: { en: 'loss at each check in training', zh: '训练中每次检验的损失' },
    trained: { en: 'as trained', zh: '训练所得' },
    reluTwin: { en: 'ReLU twin', zh: 'ReLU 孪生' },
    noMinus: { en: 'minus cut to zero', zh: '负值截成零' },
    frozen: { en: 'gates held still', zh: '门停住' },
  },
});
