/**
 * SessionTable: the sessions that this server has served, so that they can be listed, ended, and end by themselves. A session
 * lives in its id; what is kept here is only when it was last asked for, and which have ended.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Limits } from '../limits';
import { problem } from '../problems/Problem';
import type { Opened, Seal } from './Seal';
import type { SessionContent } from './SessionContent';

export interface LiveSession {
  readonly id: string;
  readonly content: SessionContent;
  /** Milliseconds since 1970. */
  readonly created: number;
  used: number;
}

/** Ended sessions are remembered by a digest of their id, as long as they could have lived; so many at most. */
const mostEnded = 100_000;

export class SessionTable {
  private readonly live: LRUCache<string, LiveSession>;
  private readonly ended: LRUCache<string, true>;

  constructor(
    private readonly seal: Seal,
    private readonly limits: Limits,
    private readonly now: () => number = Date.now,
  ) {
    this.live = new LRUCache({ max: 2 * limits.sessions });
    this.ended = new LRUCache({ max: mostEnded });
  }

  get size(): number {
    this.sweep();
    return this.live.size;
  }

  /** Most recently used first. */
  list(from: number, count: number): LiveSession[] {
    this.sweep();
    return [...this.live.values()].slice(from, from + count);
  }

  open(content: SessionContent): LiveSession {
    if (this.size >= this.limits.sessions) throw this.full();
    const created = this.now();
    const session = { id: this.seal.close(content, created), content, created, used: created };
    this.live.set(session.id, session);
    return session;
  }

  /** From its id, wherever it was opened. */
  find(id: string): LiveSession {
    const known = this.live.get(id);
    if (known) {
      const why = this.overdue(known);
      if (why !== undefined) throw this.end(known, why);
      known.used = this.now();
      return known;
    }
    const opened = this.read(id);
    const found = { id, content: opened.content, created: opened.issued, used: this.now() };
    if (this.ended.has(digest(id))) throw gone('it was ended');
    const why = this.overdue(found);
    if (why !== undefined) throw gone(why);
    this.live.set(id, found);
    return found;
  }

  delete(id: string): LiveSession {
    const session = this.find(id);
    this.end(session, 'it was ended');
    return session;
  }

  private read(id: string): Opened {
    if (id.length <= this.limits.id) return this.seal.open(id);
    throw problem('unknown-session', {
      what: 'a session id',
      expected: `at most ${this.limits.id} characters`,
      got: `${id.length}`,
    });
  }

  private end(session: LiveSession, why: string) {
    this.live.delete(session.id);
    this.ended.set(digest(session.id), true);
    return gone(why);
  }

  private overdue({ used, created }: LiveSession): string | undefined {
    const now = this.now();
    const { idle, life } = this.limits;
    if (now - used > 1000 * idle) return `nobody asked for it in ${idle} s`;
    if (now - created > 1000 * life) return `it was ${life} s old`;
    return undefined;
  }

  /** From the one that nobody has asked for longest. */
  private sweep(): void {
    for (const session of this.live.rvalues()) {
      if (!session) continue;
      const why = this.overdue(session);
      if (why === undefined) return;
      this.end(session, why);
    }
  }

  private full() {
    const retryAfter = Math.min(60, this.limits.idle);
    return problem(
      'too-many-sessions',
      {
        what: 'open a session',
        expected: `at most ${this.limits.sessions} at once`,
        got: `${this.live.size}`,
        hint: 'end some with DELETE /api/session/{session_id}; idle ones end by themselves',
      },
      retryAfter,
    );
  }
}

function gone(why: string) {
  return problem('ended-session', {
    what: 'a session',
    expected: 'one that lives',
    got: `one that has ended: ${why}`,
    hint: 'begin again with POST /api/init: the same request gives the same numbers',
  });
}

const digest = (id: string) => createHash('sha256').update(id).digest('base64').slice(0, 22);
