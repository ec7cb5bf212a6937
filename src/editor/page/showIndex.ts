/** The first page: all films in teaching order, each with its question. */
import '@motion-canvas/ui/dist/style.css';
import '../../theme/fonts';
import type { Script } from '../../film/script';
import './editor.css';
import { messageOf } from './FilmSession';

type LoadScript = () => Promise<unknown>;

export function showIndex(films: readonly string[], scripts: Readonly<Record<string, LoadScript>>) {
  const heading = element('h1', 'Forward Pass');
  const list = element('ul');
  const page = element('div');
  page.className = 'film-index';
  const gallery = element('a', 'gallery of components');
  gallery.href = '/gallery';
  page.append(heading, list, gallery);
  document.body.replaceChildren(page);
  for (const film of films) {
    const link = element('a', film);
    link.href = `/${film}`;
    const question = element('p', '…');
    const item = element('li');
    item.append(link, question);
    list.append(item);
    void questionOf(scripts[film]).then((text) => {
      question.textContent = text;
    });
  }
}

async function questionOf(load: LoadScript | undefined): Promise<string> {
  try {
    const { script } = (await load?.()) as { readonly script: Script };
    return `${script.question.en} · ${script.question.zh}`;
  } catch (error) {
    return messageOf(error);
  }
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
