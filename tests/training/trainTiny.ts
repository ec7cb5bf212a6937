/** Trains the tiny recipe into the folder given, with a checkpoint after every step. For a test that kills it. */
import { exists } from '../../src/host/files/exists';
import { checkpointName } from '../../src/host/training/checkpoint';
import { runTraining } from '../../src/host/training/runTraining';
import { tinyRecipe } from './tinyRecipe';

const [out = ''] = process.argv.slice(2);
const resume = await exists(`${out}/${checkpointName}`);
await runTraining({
  recipe: tinyRecipe(),
  settings: { seed: '3' },
  out,
  resume,
  force: !resume, // killed before the first checkpoint, or after the model was written: from the beginning
  checkpointEvery: 0,
  report: (event) => {
    if (event.type === 'step') process.stdout.write('step\n');
    if (event.type === 'measuring') process.stdout.write('end\n');
  },
});
