/** A half-written film can be looked at; it is not rendered. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { unplayed } from '../../film/unplayed';
import type { Plan } from '../page/Projection';
import type { FilmSource } from './FilmSource';

/** @throws ForwardPassError naming the beats of the script that the scene does not play. */
export function requireWhole({ id, script }: FilmSource, { beats }: Plan): void {
  const played = beats.map(({ name }) => name);
  const [next, ...others] = unplayed(script, played);
  if (next === undefined) return;
  throw new ForwardPassError({
    what: `film "${id}" is half written`,
    expected: 'a scene that plays every beat of its script',
    got: `nothing after "${played.at(-1) ?? ''}"; missing: ${[next, ...others].join(', ')}`,
    hint: `yield* stage.beat('${next}'); npm run stills -- ${id} shows what there is`,
  });
}
