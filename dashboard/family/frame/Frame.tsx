import type { ReactNode } from 'react';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { counted, say } from '../../shared/words/say.ts';
import { useAlerts } from '../api/my-queries.ts';
import { useLink } from '../live/use-my-live.tsx';
import { useEntries, useOutbox } from '../queue/use-outbox.tsx';
import { useWords } from '../words/language.tsx';
import { timeOfDay } from '../words/times.ts';
import { Calls } from './Calls.tsx';
import { Link } from './Link.tsx';
import { alerts, home, settings } from './route.ts';

/** What is around every page: where to, and whether it can be believed. */
export function Frame({ demo, children }: { demo: boolean; children: ReactNode }) {
  const { words } = useWords();
  return (
    <>
      <a className="skip" href="#maincontent">
        {words.frame.skip}
      </a>
      <header className="head">
        <Link to={home} className="head__name">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {words.frame.product}
        </Link>
        <Navigation />
      </header>
      {demo && <Demo />}
      <LinkSays />
      <Waiting />
      {children}
      <Calls />
    </>
  );
}

function Navigation() {
  const { words } = useWords();
  const asked = useAlerts().data?.filter((alert) => alert.asked && alert.status === 'open').length ?? 0;
  return (
    <nav aria-label={words.frame.navigation}>
      <Link to={home}>{words.frame.home}</Link>
      <Link to={alerts}>
        {words.frame.alerts}
        {asked > 0 && <span className="count">{asked}</span>}
      </Link>
      <Link to={settings}>{words.frame.settings}</Link>
    </nav>
  );
}

/** That these are no real people, and the time of day in their homes. */
function Demo() {
  const { words, language } = useWords();
  const now = useServerNow();
  return (
    <p className="bar">
      {words.frame.demo} {now !== null && say(words.frame.demoTime, { time: timeOfDay(language, now) })}
    </p>
  );
}

/** Says when the page cannot be kept up to date. Heard once when it begins, not at every tick. */
function LinkSays() {
  const { words } = useWords();
  const link = useLink();
  return (
    <div role="status">
      {link === 'dead' && <p className="bar bar--offline">{words.frame.offline}</p>}
      {link === 'late' && <p className="bar bar--late">{words.frame.late}</p>}
    </div>
  );
}

/** How much of what was entered has not reached the gateway, and what of somebody else was taken away. */
function Waiting() {
  const { words, language } = useWords();
  const { removed } = useOutbox();
  const waiting = useEntries().filter((entry) => entry.state === 'waiting').length;
  return (
    <div role="status">
      {waiting > 0 && <p className="bar">{counted(language, words.frame.waiting, waiting)}</p>}
      {removed > 0 && <p className="bar bar--late">{counted(language, words.frame.removed, removed)}</p>}
    </div>
  );
}
