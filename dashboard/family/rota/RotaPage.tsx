import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { longestDutyDays, onDutyEntry } from '../../../gateway/contract/my-circle.ts';
import { newId } from '../../shared/queue/outbox.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { instantAt } from '../../shared/time/wall-clock.ts';
import { say } from '../../shared/words/say.ts';
import { personApi, useChange, usePart, usePerson } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered, Failure, Loading } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { dayOfMonth, whenSaid } from '../words/times.ts';
import { type Span, weekends, weeks } from './weekends.ts';

type Entry = z.infer<typeof onDutyEntry>;
const weeksShown = 4;

/** Who of the family is asked first, and "I'm on this weekend". */
export function RotaPage({ id }: { id: string }) {
  const { words } = useWords();
  const person = usePerson(id);
  const entries = usePart(id, '/on-duty', z.array(onDutyEntry));
  const now = useServerNow();
  return (
    <Page title={words.rota.title} back={{ to: personPath(id), text: person.data?.knownAs ?? words.frame.back }}>
      <p>{words.rota.lead}</p>
      <Answered asked={person}>
        {({ zone, mayAct }) => (
          <Answered asked={entries}>
            {(known) =>
              now === null ? <Loading /> : <Weeks id={id} zone={zone} now={now} known={known} may={mayAct.includes('be-on-duty')} />
            }
          </Answered>
        )}
      </Answered>
    </Page>
  );
}

function Weeks({ id, zone, now, known, may }: { id: string; zone: string; now: number; known: readonly Entry[]; may: boolean }) {
  const { words, language } = useWords();
  const add = useChange(id, anything, (span: Span) => ({
    path: personApi(id, '/on-duty'),
    body: { id: newId(), fromAt: new Date(span.fromAt).toISOString(), untilAt: new Date(span.untilAt).toISOString() },
  }));
  const stop = useChange(id, anything, (entry: string) => ({
    path: personApi(id, `/on-duty/${encodeURIComponent(entry)}`),
    method: 'DELETE' as const,
  }));
  const covered = (span: Span) =>
    known.some((one) => one.mine && Date.parse(one.fromAt) <= span.fromAt && Date.parse(one.untilAt) >= span.untilAt);
  const failed = add.error ?? stop.error;
  return (
    <>
      {failed && <Failure error={failed} retry={() => (add.error ? add.reset() : stop.reset())} />}
      {may && (
        <div className="answers">
          {weekends(now, zone, weeksShown).map((span, i) =>
            covered(span) ? null : (
              <button
                key={span.untilAt}
                type="button"
                className={i === 0 ? 'button' : 'button button--second'}
                disabled={add.isPending}
                onClick={() => add.mutate(span)}
              >
                {i === 0 ? words.rota.weekend : say(words.rota.nextWeekend, { date: dayOfMonth(language, span.fromAt, zone) })}
              </button>
            ),
          )}
        </div>
      )}
      <section aria-labelledby="weeks">
        <h2 id="weeks">{words.rota.weeks}</h2>
        {weeks(now, zone, weeksShown).map((week) => (
          <Week key={week.fromAt} week={week} zone={zone} known={known} stop={may ? (entry) => stop.mutate(entry) : null} />
        ))}
      </section>
      {may && <Other zone={zone} add={(span) => add.mutate(span)} />}
    </>
  );
}

function Week(props: { week: Span; zone: string; known: readonly Entry[]; stop: ((id: string) => void) | null }) {
  const { words, language } = useWords();
  const { week, zone } = props;
  const inside = props.known.filter((one) => Date.parse(one.fromAt) < week.untilAt && Date.parse(one.untilAt) > week.fromAt);
  const when = (iso: string) => whenSaid(language, Date.parse(iso), null, zone);
  return (
    <div className="week">
      <h3>{say(words.rota.weekOf, { date: dayOfMonth(language, week.fromAt, zone) })}</h3>
      {inside.length === 0 && <p className="quiet">{words.rota.nobody}</p>}
      <ul className="lines">
        {inside.map((one) => (
          <li key={one.id}>
            <strong>{one.mine ? words.rota.you : one.name}</strong>{' '}
            {say(words.rota.from, { from: when(one.fromAt), until: when(one.untilAt) })}
            {one.mine && props.stop && (
              <button
                type="button"
                className="button button--plain"
                aria-label={`${words.rota.stop}: ${when(one.fromAt)}`}
                onClick={() => props.stop?.(one.id)}
              >
                {words.rota.stop}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Other({ zone, add }: { zone: string; add: (span: Span) => void }) {
  const { words } = useWords();
  const [wrong, setWrong] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const fromAt = instantAt(zone, String(form.get('from')));
    const untilAt = instantAt(zone, String(form.get('until')));
    const good = fromAt !== null && untilAt !== null && untilAt > fromAt && untilAt - fromAt <= longestDutyDays * 86_400_000;
    setWrong(!good);
    if (good) add({ fromAt, untilAt });
  }
  return (
    <form className="card" noValidate onSubmit={submit} aria-labelledby="other">
      <h2 id="other">{words.rota.other}</h2>
      {wrong && (
        <p className="field__wrong" role="alert">
          {say(words.rota.wrong, { days: longestDutyDays })}
        </p>
      )}
      <label htmlFor="from">{words.rota.fromField}</label>
      <input id="from" name="from" type="datetime-local" />
      <label htmlFor="until">{words.rota.untilField}</label>
      <input id="until" name="until" type="datetime-local" />
      <button type="submit" className="button button--second">
        {words.rota.add}
      </button>
    </form>
  );
}
