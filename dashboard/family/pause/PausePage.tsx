import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import { longestPauseDays, myPause, pauseReasons } from '../../../gateway/contract/my.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { instantAt, localInput } from '../../shared/time/wall-clock.ts';
import { say } from '../../shared/words/say.ts';
import { personApi, useChange, usePart, usePerson } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered, Failure } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';

/** A pause with an end: what it changes stands before the button. */
export function PausePage({ id }: { id: string }) {
  const { words } = useWords();
  const person = usePerson(id);
  const asked = usePart(id, '/pause', myPause);
  return (
    <Page title={words.pause.title} back={{ to: personPath(id), text: person.data?.knownAs ?? words.frame.back }}>
      <p>{words.pause.lead}</p>
      <Answered asked={person}>
        {({ zone }) => <Answered asked={asked}>{(known) => <Form id={id} zone={zone} known={known} />}</Answered>}
      </Answered>
    </Page>
  );
}

function Form({ id, zone, known }: { id: string; zone: string; known: z.infer<typeof myPause> }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const [wrong, setWrong] = useState(false);
  const start = useChange(id, anything, (body: { untilAt: string; reason: string }) => ({
    path: personApi(id, '/pause'),
    method: 'PUT' as const,
    body,
  }));
  const end = useChange(id, anything, () => ({ path: personApi(id, '/pause'), method: 'DELETE' as const }));
  const failed = start.error ?? end.error;
  const w = words.pause;
  const tomorrow =
    now === null
      ? ''
      : localInput(zone, now + 86_400_000)
          .slice(0, 13)
          .concat(':00');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const untilAt = instantAt(zone, String(form.get('until')));
    const good = untilAt !== null && now !== null && untilAt > now && untilAt <= now + longestPauseDays * 86_400_000;
    setWrong(!good);
    if (good) start.mutate({ untilAt: new Date(untilAt).toISOString(), reason: String(form.get('reason')) });
  }

  return (
    <>
      {failed && <Failure error={failed} retry={() => (start.error ? start.reset() : end.reset())} />}
      {known.pause && (
        <div className="notice" role="status">
          <p>
            {words.person.away[known.pause.reason]}.{' '}
            {known.pause.untilAt !== null && say(w.now, { time: whenSaid(language, Date.parse(known.pause.untilAt), now, zone) })}
          </p>
          <button type="button" className="button button--second" disabled={end.isPending} onClick={() => end.mutate(undefined)}>
            {w.end}
          </button>
        </div>
      )}
      <form className="card" noValidate onSubmit={submit}>
        <label htmlFor="reason">{w.why}</label>
        <select id="reason" name="reason" defaultValue={known.pause?.reason ?? 'away'}>
          {pauseReasons.map((reason) => (
            <option key={reason} value={reason}>
              {w.reasons[reason]}
            </option>
          ))}
        </select>
        <label htmlFor="until">{w.until}</label>
        {wrong && (
          <p className="field__wrong" id="until-wrong" role="alert">
            {say(w.wrong, { days: longestPauseDays })}
          </p>
        )}
        <input
          id="until"
          name="until"
          type="datetime-local"
          defaultValue={tomorrow}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'until-wrong' : undefined}
        />
        <p>{known.text}</p>
        <Titles heading={w.rests} titles={known.rests} />
        <Titles heading={w.goesOn} titles={known.goesOn} />
        <button type="submit" className="button" disabled={start.isPending}>
          {known.pause ? w.change : w.start}
        </button>
      </form>
    </>
  );
}

function Titles({ heading, titles }: { heading: string; titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <>
      <h2>{heading}</h2>
      <ul className="bullets">
        {titles.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </>
  );
}
