import type { MyAction, MyPersonDetail } from '../../../gateway/contract/my.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { counted, say } from '../../shared/words/say.ts';
import { usePerson } from '../api/my-queries.ts';
import { Link } from '../frame/Link.tsx';
import { Page } from '../frame/Page.tsx';
import { home, type PersonPage as Named, personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';
import { Goals } from './Goals.tsx';
import { Sentence } from './Sentence.tsx';
import { HelpButton, OkButton } from './Signals.tsx';
import { Today } from './Today.tsx';

/** One person, as far as whoever looks may see. */
export function PersonPage({ id }: { id: string }) {
  const { words } = useWords();
  const { data } = usePerson(id);
  const title = data ? (data.relation === 'self' ? words.person.you : data.knownAs) : words.frame.loading;
  return (
    <Page title={title} back={{ to: home, text: words.frame.home }}>
      <PersonView id={id} />
    </Page>
  );
}

/** The sentence first; then for a patient the two buttons, the day, the goals, and everything else by name. */
export function PersonView({ id }: { id: string }) {
  const asked = usePerson(id);
  return (
    <Answered asked={asked}>
      {(person) => (
        <>
          {person.sentence && (
            <section className="card">
              <Sentence person={person} />
            </section>
          )}
          <Paused person={person} />
          {person.mayAct.includes('say-ok') && <OkButton patientId={id} />}
          {person.mayAct.includes('call-help') && <HelpButton patientId={id} />}
          <Today person={person} />
          {person.goals.length > 0 && <Goals person={person} />}
          <More person={person} />
        </>
      )}
    </Answered>
  );
}

function Paused({ person }: { person: MyPersonDetail }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const { pause, presence, zone } = person;
  if (pause)
    return (
      <p className="notice">
        {words.person.away[pause.reason]}.{' '}
        {pause.untilAt === null
          ? words.person.pausedOpen
          : say(words.person.paused, { time: whenSaid(language, Date.parse(pause.untilAt), now, zone) })}{' '}
        {person.mayAct.includes('pause') && <Link to={personPath(person.patientId, 'pause')}>{words.person.endPause}</Link>}
      </p>
    );
  if (presence && presence.mode !== 'home') return <p className="notice">{words.person.away[presence.mode]}.</p>;
  return null;
}

/** Pages in the order in which they are wanted, each with what must be allowed. */
const offered: readonly { readonly page: Named; readonly any: readonly MyAction[] }[] = [
  { page: 'messages', any: ['messages'] },
  { page: 'readings', any: ['see-readings', 'enter-readings'] },
  { page: 'rota', any: ['see-duty', 'be-on-duty'] },
  { page: 'goals', any: ['see-goals', 'change-goals'] },
  { page: 'plan', any: ['see-plan'] },
  { page: 'sharing', any: ['see-contacts'] },
  { page: 'looks', any: ['see-looks'] },
  { page: 'pause', any: ['pause'] },
];

function More({ person }: { person: MyPersonDetail }) {
  const { words, language } = useWords();
  const shown = offered.filter(({ any }) => any.some((one) => person.mayAct.includes(one)));
  if (shown.length === 0) return null;
  return (
    <nav aria-label={words.person.more}>
      <ul className="ways">
        {shown.map(({ page }) => (
          <li key={page}>
            <Link to={personPath(person.patientId, page)}>
              {words.person.pages[page]}
              {page === 'messages' && person.unreadMessages > 0 && (
                <span className="count"> {counted(language, words.person.unread, person.unreadMessages)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
