/** How much the loss moves when a step moves. */
import { significant } from '../steps/metadataOf';
import { JsonBytes } from '../steps/JsonBytes';
import { gradientSchema } from '../schemas/answers';
import type { Context, Server } from '../Server';
import { unknownTensor } from '../problems/unknownTensor';
import { checkStep } from './stepRoutes';
import { problemsOf } from './problemsOf';
import { sendJson } from './sendJson';

export function gradientRoutes(server: Server, { schemas, sessions, computer }: Context): void {
  server.post(
    '/api/gradients',
    {
      schema: {
        summary: 'The loss of the next token, and its gradient with respect to one step',
        tags: ['numbers'],
        body: schemas.gradients,
        response: { 200: gradientSchema, ...problemsOf(404, 410, 422, 503) },
      },
    },
    async ({ body }, reply) => {
      const { content } = sessions.find(body.session_id);
      const run = await computer.runOf(content);
      if (typeof body.step === 'number') checkStep(body.step, run);
      const name = body.name ?? run.steps[body.step ?? -1]?.name ?? '';
      if (!run.tensors.some((tensor) => tensor.name === name) && name !== 'logits') {
        throw unknownTensor(name);
      }
      const { loss, letters, shape, values } = await computer.gradient(content, name);
      const json = new JsonBytes(body.precision ?? content.viz.precision);
      const inBatch = letters.startsWith('B ') ? 1 : 0;
      const norm = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
      const head = {
        name,
        loss: significant(loss),
        axes: inBatch ? letters.slice(2) : letters,
        shape: shape.slice(inBatch),
        norm: significant(norm),
      };
      json.raw(`${JSON.stringify(head).slice(0, -1)},"gradient":`);
      json.nested(values, shape.slice(inBatch)).raw('}');
      return sendJson(reply, content.viz.enable_compression, json.finish());
    },
  );
}
