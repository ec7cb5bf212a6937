/**
 * A movement runs, and a figure is painted, when the line of the scene that asked for it has long left the stack. An error
 * tells that line too, after its own.
 */

/** @param asked made in the line that is to be told. */
export function blame(error: unknown, asked: Error): unknown {
  if (error instanceof Error) error.stack = `${error.stack ?? error.message}\n${framesOf(asked)}`;
  return error;
}

/** Every movement of these classes, up to `base`, tells where it fails who asked for it. */
export function tellCallers(figure: object, base: object) {
  for (
    let at: object = Object.getPrototypeOf(figure);
    at !== base;
    at = Object.getPrototypeOf(at)
  ) {
    if (telling.has(at)) return;
    telling.add(at);
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      const { value } = property as { value?: unknown };
      if (isMovement(value)) Object.defineProperty(at, name, { ...property, value: told(value) });
    }
  }
}

type Movement = (...given: unknown[]) => Generator<unknown, unknown>;

const telling = new WeakSet();

const Generators = Object.getPrototypeOf(function* () {
  yield;
}).constructor as abstract new () => unknown;

const isMovement = (value: unknown): value is Movement => value instanceof Generators;

const told = (movement: Movement): Movement =>
  function (this: unknown, ...given) {
    return run(movement.apply(this, given), new Error('asked here'));
  };

function* run(movement: Generator<unknown, unknown>, asked: Error): Generator<unknown, unknown> {
  try {
    return yield* movement;
  } catch (error) {
    throw blame(error, asked);
  }
}

const framesOf = ({ stack = '' }: Error) => stack.split('\n').slice(1).join('\n');
