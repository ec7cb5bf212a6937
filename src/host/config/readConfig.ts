/** config.json, checked field by field. What the engine does not know is reported, not believed. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { configSchemas, type Configs } from './configSchemas';
import { inFile } from '../files/inFile';
import { parseObject } from '../files/parseObject';
import { nearestName } from '../../engine/errors/nearestName';
import { readText } from '../files/readText';

export interface ReadConfig<Config = Configs[keyof Configs]> {
  readonly config: Config;
  /** What was passed over, in words for the user. */
  readonly warnings: readonly string[];
}

const what = 'read a model configuration';

export async function readConfig(path: string): Promise<ReadConfig> {
  return inFile(path, async () => parseConfig(await readText(path, 10_000_000)));
}

export function parseConfig(text: string): ReadConfig {
  const said = parseObject(text, what);
  const type = said['model_type'] ?? typeOfClass(said['architectures']);
  const given = type === 'qwen2' ? qwen2(said) : { ...said, model_type: type };
  const schema = schemaOf(given.model_type, said['architectures']);
  const known = Object.keys(schema.in.shape);
  const extra = Object.keys(given).filter(
    (field) => !known.includes(field) && !harmless.test(field),
  );
  const result = schema.safeParse(given);
  if (!result.success) throw wrongField(result.error.issues[0], given, extra);
  const warnings = extra.map((field) => {
    const meant = nearestName(field, known);
    return `"${field}" is unknown and passed over${meant ? `; did you mean "${meant}"?` : ''}`;
  });
  return { config: result.data, warnings };
}

/** Fields of published folders that say nothing about how a forward pass computes, or say again what others say. */
const harmless = new RegExp(
  `^(${[
    '_name_or_path|architectures|auto_map|transformers_version|torch_dtype|dtype|use_cache|pretraining_tp',
    '(bos|eos|pad|unk|sep|cls|decoder_start)_token_id|initializer_range|gradient_checkpointing',
    'output_.*|return_dict.*|summary_.*|task_specific_params|id2label|label2id|problem_type',
    'is_llama_config|transformers\\.js_config|is_decoder|is_encoder_decoder|finetuning_task|reorder_and_upcast_attn|max_length|do_sample',
    'n_ctx|d_model|d_inner|n_layer|fused_add_norm|residual_in_fp32|ssm_cfg|use_mambapy',
    'rescale_prenorm_residual|pad_vocab_size_multiple|time_step_(floor|init_scheme|scale)',
  ].join('|')})$`,
);

/** As `model_type` names them. */
const types = [...Object.keys(configSchemas), 'qwen2'];

/** Qwen 2 and 2.5: a Llama whose queries, keys and values have biases. */
function qwen2(said: Record<string, unknown>): Record<string, unknown> {
  const unsaid = { max_position_embeddings: 32768, use_sliding_window: false };
  return { ...unsaid, ...said, model_type: 'llama', qkv_bias: true };
}

/** Of older files that only name the class in Python: GPT2LMHeadModel, LlamaForCausalLM, MambaModel. */
function typeOfClass(classes: unknown): string | undefined {
  const names = Array.isArray(classes) ? classes.map(String) : [];
  const stems = names.map((name) => name.replace(/(LMHeadModel|ForCausalLM|Model)$/, ''));
  return types.find((type) => stems.some((stem) => stem.toLowerCase() === type));
}

function schemaOf(type: unknown, classes: unknown): (typeof configSchemas)[keyof Configs] {
  const known = (Object.keys(configSchemas) as (keyof Configs)[]).find((name) => name === type);
  if (known) return configSchemas[known];
  const meant = typeof type === 'string' ? nearestName(type, types) : undefined;
  throw configError(
    `"model_type" to be one of ${types.join(', ')}`,
    JSON.stringify(type) ??
      (classes === undefined ? 'none' : `architectures ${JSON.stringify(classes)}`),
    meant ? `did you mean "${meant}"?` : 'other architectures cannot be computed here',
  );
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function wrongField(
  issue: Issue | undefined,
  given: Record<string, unknown>,
  extra: readonly string[],
): ForwardPassError {
  const field = String(issue?.path[0] ?? '');
  const got = JSON.stringify(given[field]);
  const meant = got === undefined ? nearestName(field, extra) : undefined;
  const hint = meant
    ? `is "${meant}" a misspelling of it?`
    : 'compare the file with the published one; other computations are not done here';
  const rule = (issue?.message ?? '')
    .replace(/^Invalid (input|option): /, '')
    .replace(/, received .*/, '');
  return configError(
    `"${issue?.path.join('.')}": ${rule}`,
    got?.slice(0, 120) ?? 'no such field',
    hint,
  );
}

function configError(expected: string, got: string, hint: string): ForwardPassError {
  return new ForwardPassError({ what, expected, got, hint });
}
