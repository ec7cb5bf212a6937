/**
 * What a scene draws with: `add` figures, announce a `beat`, ask for a `word`. A beat shows its
 * sentence and is held until the sentence can be read.
 */
import type { Node, View2D } from '@motion-canvas/2d';
import { all, useScene, useThread, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { Caption } from '../components/text/Caption';
import type { Figure } from '../components/figure/Figure';
import { Region } from '../components/figure/Region';
import { shareBound } from '../components/grids/sharedBounds';
import { Heading } from '../components/text/Heading';
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import type { ArrayFact, Facts } from '../lessons/facts';
import type { Language } from '../lessons/language';
import { pace, readingTime } from '../theme/pace';
import { body } from '../theme/layout';
import { beatNames, said, sentence, type Script } from './script';
import { unmarked } from './show';

export interface FilmSettings {
  readonly language: Language;
  readonly captions: boolean;
}

export class Stage<
  F extends Facts = Facts,
  Beat extends string = string,
  Word extends string = string,
> {
  /** Between heading and caption, in stage pixels from the centre. */
  public readonly body = new Region(body);
  private readonly caption = new Caption();
  private readonly heading: Heading;
  private readonly played: string[] = [];
  private readonly order: readonly string[];
  private spokenAt = 0;
  private spoken = '';
  private reading = 0;

  public constructor(
    private readonly view: View2D,
    private readonly script: Script<F, Beat, Word>,
    private readonly facts: F,
    private readonly settings: FilmSettings,
  ) {
    for (const fact of Object.values(facts)) if (fact.kind === 'array') shareBound([fact]);
    this.order = beatNames(script as unknown as Script);
    this.heading = new Heading(
      script.question[settings.language],
      said(script.setting, facts, settings.language),
    );
    view.add([this.heading, this.caption]);
  }

  public get language(): Language {
    return this.settings.language;
  }

  /** Numbers of one kind: the same colour for the same number, in every grid from now on. */
  public oneScale(...facts: readonly ArrayFact[]) {
    shareBound(facts);
  }

  /** Puts a figure on stage, under heading and caption. */
  public add<T extends Node>(figure: T): T {
    this.view.insert(figure, this.view.children().length - 2);
    return figure;
  }

  /** The old figure goes, then the next comes where it stood, or where it already has its place. */
  public *replace(old: Node, next: Figure, seconds: number = pace.slow): ThreadGenerator {
    if (!next.parent()) this.add(next.position(old.position()));
    next.opacity(0);
    yield* this.leaveIn(seconds / 2, [old]);
    yield* next.opacity(1, seconds / 2);
  }

  /** Figures fade and are gone. */
  public *leave(...figures: readonly Node[]): ThreadGenerator {
    yield* this.leaveIn(pace.change, figures);
  }

  /** A word of the script, in the film's language. */
  public word(name: Word): string {
    return said(this.script.words[name], this.facts, this.language);
  }

  /** Ends the beat before, then marks this one and shows its sentence; `hook` is there at once. */
  public *beat(name: Beat | 'hook' | 'answer'): ThreadGenerator {
    const isFirst = this.played.length === 0;
    if (!isFirst) yield* this.settle();
    this.mark(name);
    if (!this.settings.captions) return;
    if (isFirst) this.caption.text(this.spoken).opacity(1);
    else yield* this.caption.say(this.spoken);
  }

  /** Takes everything but `kept` off the stage. */
  public *clear(...kept: readonly Node[]): ThreadGenerator {
    const stays: readonly Node[] = [this.heading, this.caption, ...kept];
    yield* this.leave(...this.view.children().filter((figure) => !stays.includes(figure)));
  }

  /** Holds the last beat. */
  public *close(): ThreadGenerator {
    yield* this.settle();
  }

  private *leaveIn(seconds: number, figures: readonly Node[]): ThreadGenerator {
    yield* all(...figures.map((figure) => figure.opacity(0, seconds)));
    for (const figure of figures) figure.remove();
  }

  /** Long enough for the eye to rest and for the sentence to be read. */
  private *settle(): ThreadGenerator {
    const since = useThread().time() - this.spokenAt;
    yield* waitFor(Math.max(pace.settle, this.reading + pace.quick - since));
  }

  private mark(name: string) {
    const expected = this.order[this.played.length];
    if (name !== expected) {
      throw new ForwardPassError({
        what: 'a beat of the scene',
        expected: `"${expected ?? 'the end'}", as the script has it`,
        got: `"${name}"`,
        hint: `the script's beats are ${this.order.join(', ')}`,
      });
    }
    this.played.push(name);
    this.spokenAt = useThread().time();
    useScene().timeEvents.register(name, this.spokenAt);
    const spoken = sentence(this.script as unknown as Script, name, this.facts, this.language);
    this.reading = readingTime(unmarked(spoken), this.language);
    this.spoken = spoken;
  }
}
