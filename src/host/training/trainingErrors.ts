import { ForwardPassError } from '../../engine/errors/ForwardPassError';

export function nothingToResume(out: string): ForwardPassError {
  return new ForwardPassError({
    what: `--resume: go on in ${out}`,
    expected: 'the checkpoint of a training that was interrupted',
    got: 'none there',
    hint: 'a training that finished has none; without --resume a new one begins',
  });
}

export function occupied(out: string, interrupted: boolean): ForwardPassError {
  return new ForwardPassError({
    what: `train into ${out}`,
    expected: 'a folder without a model or a checkpoint',
    got: interrupted ? 'a training that was interrupted' : 'a trained model',
    hint: `${interrupted ? '--resume goes on with it, ' : ''}--out names another folder, --force begins anew over it`,
  });
}
