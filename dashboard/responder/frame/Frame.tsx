import type { ReactNode } from 'react';
import { timeOfDay } from '../../shared/time/format.ts';
import { responseTerms } from '../../shared/words/en/response-terms.ts';
import { counted, say } from '../../shared/words/say.ts';
import { useLink } from '../live/link.tsx';
import { useEntries, useOutbox } from '../queue/use-outbox.tsx';
import { words } from '../words.ts';

/** What is around the page: whether it can be believed, and what has not been sent. `asOf`: milliseconds since 1970. */
export function Frame(props: { name: string; demo: boolean; asOf: number | null; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#maincontent">
        {words.skip}
      </a>
      <header className="head">
        <span className="head__name head__brand">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {words.product}
        </span>
        <span>{props.name}</span>
      </header>
      {props.demo && <p className="bar">{words.demo}</p>}
      <LinkSays asOf={props.asOf} />
      <Waiting />
      <main id="maincontent" className="page">
        <Unheeded />
        {props.children}
      </main>
    </>
  );
}

/** Says when the page cannot be kept up to date. Heard once when it begins, not at every tick. */
function LinkSays({ asOf }: { asOf: number | null }) {
  const link = useLink();
  return (
    <div role="status">
      {link === 'dead' && <p className="bar bar--offline">{say(words.offline, { time: asOf === null ? '–' : timeOfDay(asOf) })}</p>}
      {link === 'late' && <p className="bar bar--late">{words.late}</p>}
    </div>
  );
}

/** How much of what was entered has not reached the gateway, also of others who use this phone. */
function Waiting() {
  const { ofOthers } = useOutbox();
  const waiting = useEntries().filter((entry) => entry.state === 'waiting').length;
  return (
    <div role="status">
      {waiting > 0 && <p className="bar bar--late">{counted('en', words.waiting, waiting)}</p>}
      {ofOthers > 0 && <p className="bar">{counted('en', words.ofOthers, ofOthers)}</p>}
    </div>
  );
}

/** What was entered and refused, or came too late to have an effect: it is said until it was read. */
function Unheeded() {
  const { outbox } = useOutbox();
  const unheeded = useEntries().filter((entry) => entry.state !== 'waiting' && entry.said !== null);
  return unheeded.map(({ body, enteredAt, state, said }) => (
    <div key={body.id} className="notice notice--wrong" role="alert">
      <p>
        {say(state === 'refused' ? words.refused : words.noEffect, {
          what: responseTerms.event[body.type],
          time: timeOfDay(enteredAt),
          detail: said ?? '',
        })}
      </p>
      <button type="button" className="button button--second" onClick={() => void outbox.dismiss(body.id)}>
        {words.dismiss}
      </button>
    </div>
  ));
}
