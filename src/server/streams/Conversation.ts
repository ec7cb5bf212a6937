/**
 * Conversation: one WebSocket. Messages are answered in the order in which they came, a ping at once; a subscription goes on
 * meanwhile. What goes wrong is a message too. The next step is written when the one before has left for the reader.
 */
import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { problem, type Problem } from '../problems/Problem';
import { problemOf } from '../problems/problemOf';
import { checkStep, formOf, traceAnswer, type Wishes } from '../routes/stepRoutes';
import type { Message } from '../schemas/messages';
import type { Context } from '../Server';

/** Messages that wait for their answer, at most. */
const mostWaiting = 32;
/** Seconds between two looks whether the client is still there. */
const heartbeat = 30;
/** RFC 6455, 7.4.1. */
const [policyViolation, tryAgainLater] = [1008, 1013];

export class Conversation {
  private answered = Promise.resolve();
  private waiting = 0;
  private subscribed = false;
  private isThere = true;
  private readonly beat: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    private readonly request: Pick<FastifyRequest, 'headers' | 'log'>,
    private readonly sessionId: string,
    private readonly context: Context,
  ) {
    const leave = this.enter();
    this.beat = setInterval(() => this.look(), 1000 * heartbeat);
    socket.on('pong', () => (this.isThere = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(this.beat);
      leave();
    });
    socket.on('message', (data) => this.hear(String(data)));
    this.greet();
  }

  private enter(): () => void {
    try {
      return this.context.streams.enter();
    } catch (error) {
      void this.complain(error).then(() => this.socket.close(tryAgainLater));
      return () => undefined;
    }
  }

  /** A session that is none ends the conversation before it begins. */
  private greet(): void {
    try {
      this.context.sessions.find(this.sessionId);
    } catch (error) {
      void this.complain(error).then(() => this.socket.close(policyViolation));
    }
  }

  private look(): void {
    if (!this.isThere) return this.socket.terminate();
    this.isThere = false;
    this.socket.ping();
  }

  private hear(text: string): void {
    let message: Message;
    try {
      message = this.read(text);
      if (this.waiting >= mostWaiting) throw tooMany(this.waiting);
    } catch (error) {
      void this.complain(error);
      return;
    }
    if (message.type === 'ping') {
      void this.say('pong', '{}').catch(() => undefined);
      return;
    }
    const answer = async () => {
      try {
        await this.answer(message);
      } catch (error) {
        await this.complain(error);
      }
      this.waiting--;
    };
    this.waiting++;
    if (message.type === 'subscribe') void answer();
    else this.answered = this.answered.then(answer);
  }

  private read(text: string): Message {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw problem('not-json', { what: 'a message', expected: 'JSON', got: text.slice(0, 60) });
    }
    const parsed = this.context.messages.safeParse(json);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw problem('invalid', {
      what: `a message: ${issue?.path.join('.') || 'its type'}`,
      expected: 'type subscribe, step with data.step, trace, or ping',
      got: issue?.message ?? 'something else',
    });
  }

  private async answer(message: Exclude<Message, { type: 'ping' }>): Promise<void> {
    const { sessions, computer } = this.context;
    const session = sessions.find(message.session_id ?? this.sessionId);
    const { content } = session;
    const run = await computer.runOf(content);
    const formWith = (wishes: Wishes) => formOf(this.request, content, wishes);
    switch (message.type) {
      case 'step': {
        const { step: at, precision } = message.data;
        checkStep(at, run);
        const form = formWith({ precision });
        return this.say('step', await computer.write(content, run, { part: 'step', at }, form));
      }
      case 'trace': {
        const { include_metadata: metadata, precision } = message.data ?? {};
        const form = formWith({ precision, ...(metadata !== undefined && { metadata }) });
        const inside = await computer.write(content, run, { part: 'trace' }, form);
        return this.say('trace', traceAnswer(session, run, inside));
      }
      case 'subscribe': {
        if (this.subscribed) throw twice();
        this.subscribed = true;
        try {
          const { from = 0, precision } = message.data ?? {};
          const total = run.steps.length;
          await this.say('start', JSON.stringify({ total_steps: total }));
          const form = formWith({ precision });
          for (let at = from; at < total; at++) {
            await this.say('step', await computer.write(content, run, { part: 'step', at }, form));
          }
          await this.say('complete', JSON.stringify({ message: 'Streaming completed' }));
        } finally {
          this.subscribed = false;
        }
      }
    }
  }

  private async complain(error: unknown): Promise<void> {
    if (error instanceof Gone) return;
    const found: Problem = problemOf(error);
    if (found.status >= 500) this.request.log.error(error);
    const data = { message: found.message, ...found.toJSON() };
    await this.say('error', JSON.stringify(data)).catch(() => undefined);
  }

  /** When it has left; a reader who takes nothing for too long is left. */
  private say(type: string, data: string | Uint8Array): Promise<void> {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return Promise.reject(new Gone());
    const parts = [`{"type":"${type}","data":`, data, '}'].map((part) => Buffer.from(part));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => socket.terminate(),
        1000 * this.context.settings.limits.unread,
      );
      socket.send(Buffer.concat(parts), { binary: false }, (error) => {
        clearTimeout(timer);
        if (error) reject(new Gone());
        else resolve();
      });
    });
  }
}

/** The client has left; nobody is there to be told. */
class Gone extends Error {}

function tooMany(waiting: number) {
  return problem('too-many-requests', {
    what: 'messages of this WebSocket',
    expected: `fewer than ${mostWaiting} that wait for their answer`,
    got: `${waiting}`,
    hint: 'wait for answers before asking on',
  });
}

function twice() {
  return problem('invalid', {
    what: 'subscribe',
    expected: 'one subscription at a time',
    got: 'a second one before the first is complete',
  });
}
