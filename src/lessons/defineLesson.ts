/**
 * A lesson runs the engine for given parameters and returns facts; its claims are statements that
 * the film makes, each with the predicate that proves it.
 *
 *   parameters + seed → facts          the same every time, in Node and in the browser
 */
import { z } from 'zod';
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import { freeze, type Facts } from './facts';
import type { Language, Text } from './language';

export interface Param<Value = unknown> {
  readonly schema: z.ZodType<Value>;
  readonly initial: Readonly<Record<Language, Value>>;
  /** What is allowed, in one line, for `--help`, errors and the editor. */
  readonly allowed: string;
  /** One of all its texts, by numbers drawn from 0 up to a count, where changing single characters does not lead to them. */
  readonly any?: (drawn: (count: number) => number) => string;
}

export type Params = Readonly<Record<string, Param>>;
export type ParamValues<P extends Params> = {
  readonly [K in keyof P]: P[K] extends Param<infer Value> ? Value : never;
};

export interface Claim<F> {
  readonly text: Text;
  readonly holds: (facts: F) => boolean;
}

export interface Lesson<
  P extends Params = Params,
  F extends Facts = Facts,
  Claims extends string = string,
> {
  readonly id: string;
  readonly params: P;
  readonly claims: Readonly<Record<Claims, Claim<F>>>;
  /**
   * Parameter values from strings such as `--set text=…`; what is not given takes its initial value.
   * @throws ForwardPassError naming the parameter and what is allowed
   */
  resolve(given: Readonly<Record<string, string>>, language: Language): ParamValues<P>;
  /** Frozen facts for given parameters. */
  facts(given: Readonly<Record<string, string>>, language: Language): Promise<F>;
}

interface Definition<P extends Params, F extends Facts, Claims extends string> {
  readonly id: string;
  readonly params: P;
  run(params: ParamValues<P>): F | Promise<F>;
  /** Two types: the compiler reads the names off the second without waiting for the facts. */
  readonly claims: Readonly<Record<string, Claim<F>>> & Readonly<Record<Claims, object>>;
}

export function defineLesson<P extends Params, F extends Facts, Claims extends string>(
  definition: Definition<P, F, Claims>,
): Lesson<P, F, Claims> {
  const { id, params, claims } = definition;

  function resolve(given: Readonly<Record<string, string>>, language: Language) {
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(params, name)) throw unknownParam(id, name, Object.keys(params));
    }
    const entries = Object.entries(params).map(([name, param]) => {
      const raw = Object.hasOwn(given, name) ? given[name] : undefined;
      if (raw === undefined) return [name, param.initial[language]];
      const parsed = param.schema.safeParse(raw);
      if (!parsed.success) throw badParam(id, name, param, raw, parsed.error);
      return [name, parsed.data];
    });
    return Object.fromEntries(entries) as ParamValues<P>;
  }

  return {
    id,
    params,
    claims,
    resolve,
    facts: async (given, language) => freeze(await definition.run(resolve(given, language))),
  };
}

/** A line of text as a parameter. */
export function textParam(initial: Text, limits: { min?: number; max: number }): Param<string> {
  const min = limits.min ?? 1;
  return {
    schema: z.string().trim().min(min).max(limits.max),
    initial,
    allowed: `text of ${min} to ${limits.max} characters`,
  };
}

/** A whole number as a parameter. */
export function integerParam(initial: number, limits: { min: number; max: number }): Param<number> {
  const whole = z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number)
    .pipe(z.number().min(limits.min).max(limits.max));
  return {
    schema: whole as unknown as z.ZodType<number>,
    initial: { en: initial, zh: initial },
    allowed: `a whole number from ${limits.min} to ${limits.max}`,
  };
}

const unknownParam = (lesson: string, name: string, known: readonly string[]) =>
  new ForwardPassError({
    what: `unknown parameter "${name}" of film "${lesson}"`,
    expected: known.length > 0 ? `one of: ${known.join(', ')}` : 'no parameters',
    got: name,
    hint: `npm run render -- --list shows the parameters of every film`,
  });

const badParam = (lesson: string, name: string, param: Param, raw: string, error: z.ZodError) =>
  new ForwardPassError({
    what: `parameter "${name}" of film "${lesson}": ${error.issues[0]?.message ?? 'not allowed'}`,
    expected: param.allowed,
    got: raw,
    hint: `try --set ${name}=${JSON.stringify(param.initial.en)}`,
  });
