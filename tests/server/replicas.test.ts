/** Two servers with one secret serve each other's sessions, wherever a request happens to go. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Rng } from '../../src/engine/random/Rng';
import { served, type Served, type StepJson } from './served';

let replicas: Served[] = [];
beforeAll(async () => {
  replicas = await Promise.all([1, 2].map(() => served({}, { secret: 'one for both' })));
});
afterAll(() => Promise.all(replicas.map(({ server }) => server.close())));

it('at random', async () => {
  const rng = new Rng('balancer');
  const any = () => replicas[rng.integer(0, 2)] as Served;
  for (let client = 0; client < 8; client++) {
    const body = {
      text: `client ${client}`,
      config: {
        n_vocab: 300,
        n_embd: 16,
        n_layer: 1,
        n_head: 2,
        moe_config: { enabled: true, n_experts: 3 },
      },
      seed: client,
    };
    const session_id = await any().open(body);
    const steps: StepJson[] = [];
    for (let step = 0; step < 17; step++) {
      steps.push(await any().post<StepJson>('/api/step', { session_id, step }));
    }
    const traces = await Promise.all(
      replicas.map((replica) =>
        replica.post<{ computation_trace: StepJson[] }>('/api/trace', { session_id }),
      ),
    );
    for (const trace of traces) expect(trace.computation_trace).toEqual(steps);
  }
});

it('and no server with another secret', async () => {
  const stranger = await served({}, { secret: 'another' });
  const session_id = await (replicas[0] as Served).open({
    text: 'x',
    config: { n_vocab: 300, n_embd: 8, n_layer: 1, n_head: 1 },
  });
  const payload = { session_id, step: 0 };
  const refused = await stranger.server.inject({ method: 'POST', url: '/api/step', payload });
  await stranger.server.close();
  expect(refused.statusCode).toBe(404);
});
