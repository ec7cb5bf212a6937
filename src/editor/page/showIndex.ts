/** The first page: all films in teaching order, each with its picture, its question and its length. */
import type { FullSceneDescription } from '@motion-canvas/core';
import '@motion-canvas/ui/dist/style.css';
import '../../theme/fonts';
import type { Film } from '../../film/film';
import type { Script } from '../../film/script';
import { languages, type Language } from '../../lessons/language';
import './editor.css';
import { messageOf } from './FilmSession';
import { formatQuery, parseQuery, type Choice } from './filmQuery';
import { previewFilm } from './previewFilm';

export interface Listed {
  readonly name: string;
  readonly script: () => Promise<unknown>;
  readonly scene: () => Promise<unknown>;
}

const words = {
  en: { language: 'English', gallery: 'Components', verbs: 'every figure with each of its verbs' },
  zh: { language: '中文', gallery: '组件', verbs: '每种图形及其全部动作' },
} as const;

export function showIndex(films: readonly Listed[]) {
  const choice = parseQuery(location.search);
  const { language } = choice;
  document.documentElement.lang = language;
  const cards = films.map((film) => new Card(film, choice));
  const list = element('ul', '', ...cards.map(({ item }) => item));
  const gallery = element('a', words[language].gallery);
  gallery.href = '/gallery';
  const beside = element('p', '', gallery, ` ${words[language].verbs}`);
  const page = element('div', '', element('h1', 'Forward Pass'), switchOf(choice), list, beside);
  page.className = 'film-index';
  document.body.replaceChildren(page);
  void showInTurn(cards, language);
}

/** One after the other, so that the page can be used meanwhile. */
async function showInTurn(cards: readonly Card[], language: Language) {
  await Promise.all(cards.map((card) => card.ask(language)));
  for (const card of cards) await card.draw(language);
}

class Card {
  public readonly item: HTMLLIElement;
  private readonly title: HTMLElement;
  private readonly question = element('p', '…');
  private readonly length = element('span');
  private readonly picture = element('img');

  public constructor(
    private readonly film: Listed,
    choice: Choice,
  ) {
    this.title = element('strong', film.name);
    const link = element('a', '', this.picture, this.title, ' ', this.length);
    link.href = `/${film.name}${formatQuery(choice)}`;
    this.item = element('li', '', link, this.question);
    this.item.dataset['film'] = film.name;
  }

  public async ask(language: Language) {
    try {
      const { script } = (await this.film.script()) as { readonly script: Script };
      this.title.textContent = script.title[language];
      this.question.textContent = script.question[language];
    } catch (error) {
      this.question.textContent = messageOf(error);
    }
  }

  public async draw(language: Language) {
    try {
      const scene = (await this.film.scene()) as { readonly default: Film & FullSceneDescription };
      const { poster, seconds } = await previewFilm(this.film.name, scene.default, language);
      this.picture.src = poster;
      this.length.textContent = clock(seconds);
    } catch (error) {
      this.length.textContent = messageOf(error);
    }
  }
}

const clock = (seconds: number) => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

function switchOf(choice: Choice) {
  const links = languages.map((language) => {
    if (language === choice.language) return element('strong', words[language].language);
    const link = element('a', words[language].language);
    link.href = `/${formatQuery({ ...choice, language })}`;
    return link;
  });
  return element('nav', '', ...links);
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text = '',
  ...inside: readonly (Node | string)[]
) {
  const made = document.createElement(tag);
  made.append(text, ...inside);
  return made;
}
