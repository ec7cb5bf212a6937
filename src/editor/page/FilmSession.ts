/**
 * One film open in the editor: what is chosen about it, what went wrong, and how a new choice
 * reaches the player. A change of language or theme keeps the beat that is on screen.
 */
import type { Player } from '@motion-canvas/core';
import { signal, type Signal } from '@preact/signals';
import type { Film } from '../../film/film';
import { halfWritten } from '../../film/unplayed';
import { filmDefaults } from '../../film/FilmVariables';
import { scenePlace } from './scenePlace';
import { formatQuery, parseQuery, type Choice } from './filmQuery';

export class FilmSession {
  public readonly film: Signal<Film>;
  public readonly choice: Signal<Choice>;
  /** What is wrong with the address that the page was opened with. */
  public readonly refused = signal<string | null>(null);
  /** The first error of lesson or scene, until the film is tried again. */
  public readonly failure = signal<string | null>(null);
  /** What a film that is being written lacks still. */
  public readonly notice = signal<string | null>(null);
  public player: Player | null = null;

  public constructor(film: Film, query: string) {
    this.film = signal(film);
    this.choice = signal<Choice>({ ...filmDefaults });
    try {
      this.choice.value = parseQuery(query);
    } catch (error) {
      this.refused.value = messageOf(error);
    }
  }

  public variables(): Record<string, unknown> {
    return { ...this.choice.value, facts: null };
  }

  public attach(player: Player) {
    this.player = player;
    for (const scene of player.playback.onScenesRecalculated.current) {
      scene.onReloaded.subscribe(() => {
        this.failure.value = null;
      });
    }
    player.onRecalculated.subscribe(() => {
      const played = spans(player).map(({ beat }) => beat);
      this.notice.value = halfWritten(this.film.value.script, played);
    });
  }

  /** Tells an error at once, and its place as soon as that is known. */
  public async fail(message: string, stack = '') {
    if (this.failure.value !== null) return;
    this.failure.value = message;
    const place = await scenePlace(stack);
    if (place !== null && this.failure.value === message) {
      this.failure.value = `${message}\n${place}`;
    }
  }

  /** Takes effect at once, and stays in the address. */
  public choose(change: Partial<Choice>) {
    this.refused.value = null;
    this.choice.value = { ...this.choice.value, ...change };
    history.replaceState(null, '', location.pathname + formatQuery(this.choice.value));
    if (!this.player) return;
    const { player } = this;
    const place = placeOf(player);
    player.setVariables(this.variables());
    const stop = player.onRecalculated.subscribe(() => {
      stop();
      player.requestSeek(frameOf(player, place));
    });
    player.playback.reload();
  }

  /** The message for a value that the lesson would refuse. */
  public refusal(name: string, value: string): string | null {
    try {
      this.film.value.lesson.resolve({ [name]: value }, this.choice.value.language);
      return null;
    } catch (error) {
      return messageOf(error);
    }
  }
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : `${error}`);

/** A moment as share of a beat, which means the same at every pace. */
interface Place {
  readonly beat: string;
  readonly share: number;
}

function spans(player: Player) {
  const [scene] = player.playback.onScenesRecalculated.current;
  const beats = scene?.timeEvents.onChanged.current ?? [];
  const end = player.status.framesToSeconds(player.playback.duration);
  return beats.map(({ name, initialTime }, i) => ({
    beat: name,
    start: initialTime,
    length: (beats[i + 1]?.initialTime ?? end) - initialTime,
  }));
}

function placeOf(player: Player): Place {
  const { time } = player.status;
  const span = spans(player).findLast(({ start }) => start <= time);
  if (!span) return { beat: '', share: 0 };
  return { beat: span.beat, share: (time - span.start) / Math.max(span.length, Number.EPSILON) };
}

function frameOf(player: Player, { beat, share }: Place): number {
  const span = spans(player).find((s) => s.beat === beat);
  return span ? player.status.secondsToFrames(span.start + share * span.length) : 0;
}
