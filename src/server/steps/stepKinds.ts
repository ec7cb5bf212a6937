/**
 * What a step may be: by the name of its tensor inside a block, the name it has outside, what it is computed from, and what
 * it does, in two languages. Names outside are those that clients of this interface know; a step that they do not know has the
 * engine's own name.
 */

/** A tensor of the same block (`a|b`: the first of them that is there), or one found by the way that the numbers flow. */
export type InputRule = string;

export interface StepKind {
  readonly type: string;
  readonly of: readonly InputRule[];
  readonly en: string;
  readonly zh: string;
  /** A step only where attention is sparse. */
  readonly sparseOnly?: boolean;
}

const kind = (
  type: string,
  of: readonly InputRule[],
  en: string,
  zh: string,
  more: { readonly sparseOnly?: boolean } = {},
): StepKind => ({ type, of, en, zh, ...more });

const norm = (n: number, en: string, zh: string) =>
  kind(`layer_norm_${n}`, ['@before'], `Normalise each row${en}`, `对每一行做归一化${zh}`);

const residual = (n: number, en: string, zh: string) =>
  kind(`residual_${n}`, ['@stream', '@change'], `Add ${en} to the rows`, `残差连接：加上${zh}`);

function attention(cross: 'cross_' | ''): Record<string, StepKind> {
  const [en, zh] = cross ? [' (to the source)', '（对源序列）'] : ['', ''];
  const from = cross ? '@memory' : '@norm';
  const q = `${cross}q_projection`;
  const of = (...names: string[]) => names.map((name) => cross + name);
  const all: Record<string, StepKind> = {
    q_projection: kind(q, ['@norm'], `Queries${en}: what each token asks`, `Query 投影${zh}`),
    k_projection: kind(
      `${cross}k_projection`,
      [from],
      `Keys${en}: what each token offers`,
      `Key 投影${zh}`,
    ),
    v_projection: kind(
      `${cross}v_projection`,
      [from],
      `Values${en}: what each token gives`,
      `Value 投影${zh}`,
    ),
    attention_scores: kind(
      `${cross}attention_scores`,
      cross
        ? of('q_projection', 'k_projection')
        : ['q_rotated|q_projection', 'k_rotated|k_projection'],
      `Scores${en}: every query times every key, over √D`,
      `注意力分数${zh}：每个 Query 与每个 Key 的点积除以 √D`,
    ),
    attention_weights: kind(
      `${cross}attention_weights`,
      [`${cross}masked_scores|${cross}attention_scores`],
      `Shares${en}: softmax of each row of scores`,
      `注意力权重${zh}：对每行分数做 Softmax`,
    ),
    attention_output: kind(
      `${cross}attention_output`,
      of('attention_weights', 'v_projection'),
      `Each head takes the values${en} in proportion to its shares`,
      `注意力输出${zh}：按权重对 Value 求和`,
    ),
    attention_projection: kind(
      `${cross}attention_projection`,
      of('heads_concatenated'),
      `The heads side by side, through the output matrix${en}`,
      `输出投影${zh}：拼接各头后乘以输出矩阵`,
    ),
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [cross + name, value]));
}

export const stepKinds: Readonly<Record<string, StepKind | undefined>> = {
  layer_norm_1: norm(1, ' (around attention)', '（注意力层）'),
  ...attention(''),
  residual_1: residual(1, 'what this layer has found', '这一层的输出'),
  layer_norm_2: norm(2, ' (around the feed-forward layer)', '（前馈层）'),
  ffn_hidden: kind(
    'ffn_hidden',
    ['@norm'],
    'Feed-forward: out to the wide hidden layer',
    '前馈网络第一层',
  ),
  ffn_activation: kind(
    'ffn_relu',
    ['ffn_gate_activation|ffn_hidden', 'ffn_hidden'],
    'Feed-forward: the activation, {activation}',
    '前馈网络激活：{activation}',
  ),
  ffn_output: kind(
    'ffn_output',
    ['ffn_activation'],
    'Feed-forward: back to the width of the model',
    '前馈网络第二层',
  ),
  residual_2: residual(2, 'what this layer has found', '这一层的输出'),
  residual_3: residual(3, 'what this layer has found', '这一层的输出'),
  layer_norm_3: norm(3, ' (around the feed-forward layer)', '（前馈层）'),

  sparse_mask: kind(
    'sparse_mask',
    [],
    'The sparse mask: 1 where a query sees a key, 0 where it does not',
    '稀疏注意力掩码：1 表示可见，0 表示不可见',
  ),
  masked_scores: kind(
    'masked_attention',
    ['attention_scores', 'sparse_mask'],
    'The mask applied: hidden scores become −∞ (null)',
    '应用稀疏掩码：不可见的分数变为 −∞（null）',
    { sparseOnly: true },
  ),
  heads_concatenated: kind(
    'sparse_attention_output',
    ['attention_output'],
    'What sparse attention gives: the heads side by side',
    '稀疏注意力输出：拼接各头',
    { sparseOnly: true },
  ),

  moe_gate_logits: kind(
    'moe_gate_logits',
    ['@norm'],
    'The router scores every expert',
    'MoE 门控 logits',
  ),
  moe_gate_probs: kind(
    'moe_gate_probs',
    ['moe_noisy_logits|moe_gate_logits'],
    'Softmax of the router’s scores',
    'MoE 门控概率：对门控 logits 做 Softmax',
  ),
  expert_N_output: kind(
    'expert_N_output',
    ['@norm'],
    'Expert {expert}: its output for the tokens that ask it, 0 for the others',
    '专家 {expert} 的输出（未选择它的 token 为 0）',
  ),
  moe_combined_output: kind(
    'moe_combined_output',
    ['moe_gates', '@experts'],
    'The experts’ outputs, each times its gate, added up',
    'MoE 专家组合输出：按门控加权求和',
  ),

  ...attention('cross_'),
  q_rotated: kind(
    'q_rotated',
    ['q_projection'],
    'Queries turned by their position (RoPE)',
    'Query 旋转位置编码（RoPE）',
  ),
  k_rotated: kind(
    'k_rotated',
    ['k_projection'],
    'Keys turned by their position (RoPE)',
    'Key 旋转位置编码（RoPE）',
  ),
  ffn_gate: kind('ffn_gate', ['@norm'], 'SwiGLU: the gate', 'SwiGLU：门'),
  ffn_gate_activation: kind(
    'ffn_gate_activation',
    ['ffn_gate'],
    'SwiGLU: SiLU of the gate',
    'SwiGLU：对门做 SiLU',
  ),

  in_projection: kind(
    'in_projection',
    ['@norm'],
    'Mamba: out to x and the gate',
    'Mamba：输入投影',
  ),
  convolution: kind(
    'convolution',
    ['in_projection'],
    'Mamba: a short causal convolution',
    'Mamba：因果卷积',
  ),
  convolution_activation: kind(
    'convolution_activation',
    ['convolution'],
    'Mamba: SiLU of it',
    'Mamba：SiLU 激活',
  ),
  delta: kind(
    'delta',
    ['convolution_activation'],
    'Mamba: Δ, the width of each step',
    'Mamba：步长 Δ',
  ),
  Bsel: kind('Bsel', ['convolution_activation'], 'Mamba: B, what to write', 'Mamba：写入方向 B'),
  Csel: kind('Csel', ['convolution_activation'], 'Mamba: C, what to read', 'Mamba：读出方向 C'),
  decay: kind('decay', ['delta'], 'Mamba: Ā, what stays of the state', 'Mamba：状态衰减 Ā'),
  state: kind(
    'state',
    ['decay', 'Bsel'],
    'Mamba: the state after each token',
    'Mamba：每个 token 之后的状态',
  ),
  scan_output: kind(
    'scan_output',
    ['state', 'Csel'],
    'Mamba: what is read from the state',
    'Mamba：扫描输出',
  ),
  gate: kind('gate', ['in_projection'], 'Mamba: the gate', 'Mamba：门'),
  gate_activation: kind(
    'gate_activation',
    ['gate'],
    'Mamba: SiLU of the gate',
    'Mamba：对门做 SiLU',
  ),
  gated_output: kind(
    'gated_output',
    ['scan_output', 'gate_activation'],
    'Mamba: the output times its gate',
    'Mamba：门控输出',
  ),
  out_projection: kind(
    'out_projection',
    ['gated_output'],
    'Mamba: back to the width of the model',
    'Mamba：输出投影',
  ),
};

export type Language = 'en' | 'zh';

export function describeStep(
  name: string,
  language: Language,
  words: Readonly<Record<'activation' | 'expert', string>>,
): string {
  const text = stepKinds[name]?.[language] ?? name;
  return text.replace(
    /\{(activation|expert)\}/g,
    (_, word: 'activation' | 'expert') => words[word],
  );
}
