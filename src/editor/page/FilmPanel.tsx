/** @jsxImportSource preact */
/** The Film tab: language, theme, captions, and one field per parameter of the lesson. */
import {
  Button,
  Checkbox,
  Group,
  Input,
  Label,
  Pane,
  Select,
  Separator,
  Tab,
  Tune,
} from '@motion-canvas/ui';
import type { FunctionComponent, InputHTMLAttributes } from 'preact';
import { useState } from 'preact/hooks';
import { languages } from '../../lessons/language';
import { palettes } from '../../theme/palette';
import type { Param } from '../../lessons/defineLesson';
import type { FilmSession } from './FilmSession';

/** Their published types know no attribute of an input. */
type InputElement = FunctionComponent<InputHTMLAttributes<HTMLInputElement>>;
const Line = Input as InputElement;
const Switch = Checkbox as InputElement;

interface Props {
  readonly session: FilmSession;
}

export const FilmTab = ({ tab }: { readonly tab: string }) => (
  <Tab title="Film" id="film-tab" tab={tab}>
    <Tune />
  </Tab>
);

export function FilmPanel({ session }: Props) {
  const { language, theme, captions } = session.choice.value;
  const { script, lesson } = session.film.value;
  const params = Object.entries(lesson.params);
  const strays = Object.keys(session.choice.value.set).filter((name) => !(name in lesson.params));
  return (
    <Pane title={script.title[language]} id="film-pane">
      <p className="film-note">{script.question[language]}</p>
      {session.notice.value !== null && (
        <p className="film-note" role="status">
          {session.notice.value}
        </p>
      )}
      <Group>
        <Label>language</Label>
        <Select
          options={languages.map((value) => ({ value, text: value }))}
          value={language}
          onChange={(value) => session.choose({ language: value })}
        />
      </Group>
      <Group>
        <Label>theme</Label>
        <Select
          options={Object.values(palettes).map(({ name }) => ({ value: name, text: name }))}
          value={theme}
          onChange={(value) => session.choose({ theme: value })}
        />
      </Group>
      <Group>
        <Label>captions</Label>
        <Switch checked={captions} onChange={() => session.choose({ captions: !captions })} />
      </Group>
      <Separator />
      {params.length === 0 && <p className="film-note">This film has no parameters.</p>}
      {params.map(([name, param]) => (
        <ParamField key={name} name={name} param={param} session={session} />
      ))}
      {strays.map((name) => (
        <StrayField key={name} name={name} session={session} />
      ))}
    </Pane>
  );
}

/** A refused value stays in its field with the reason under it; the film keeps its last good one. */
function ParamField({ session, name, param }: Props & { name: string; param: Param }) {
  const { language, set } = session.choice.value;
  const [draft, setDraft] = useState<string | null>(null);
  const value = draft ?? set[name] ?? '';
  const refusal = value === '' ? null : session.refusal(name, value);

  const take = (next: string) => {
    const refused = next !== '' && session.refusal(name, next) !== null;
    setDraft(refused ? next : null);
    if (refused) return;
    const others = without(session, name);
    session.choose({ set: next === '' ? others : { ...others, [name]: next } });
  };

  return (
    <>
      <Group>
        <Label>{name}</Label>
        <Line
          name={name}
          aria-label={name}
          aria-describedby={`allowed-${name}`}
          aria-invalid={refusal !== null}
          value={value}
          placeholder={String(param.initial[language])}
          onChange={(event) => take((event.target as HTMLInputElement).value)}
        />
      </Group>
      <p className="film-note" id={`allowed-${name}`}>
        {param.allowed}
      </p>
      {refusal !== null && (
        <pre className="film-refusal" role="alert">
          {refusal}
        </pre>
      )}
    </>
  );
}

/** A name in the address that is no parameter of the lesson. */
function StrayField({ session, name }: Props & { name: string }) {
  return (
    <>
      <Group>
        <Label>{name}</Label>
        <Button onClick={() => session.choose({ set: without(session, name) })}>Remove</Button>
      </Group>
      <pre className="film-refusal" role="alert">
        {session.refusal(name, '')}
      </pre>
    </>
  );
}

const without = ({ choice }: FilmSession, name: string) =>
  Object.fromEntries(Object.entries(choice.value.set).filter(([key]) => key !== name));
