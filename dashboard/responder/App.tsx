import { lazy, Suspense, useContext, useEffect, useState } from 'react';
import { ApiProblem } from '../shared/api/problem.ts';
import { useClockView, useMe } from '../shared/api/session-queries.ts';
import { ServerClockContext } from '../shared/time/use-server-now.ts';
import { Calls } from './frame/Calls.tsx';
import { Failure, Loading } from './frame/States.tsx';
import { forgetKept, type Kept, readKept } from './keep/kept.ts';
import { LinkProvider } from './live/link.tsx';
import { push } from './push.ts';
import { OutboxProvider } from './queue/use-outbox.tsx';
import { VisitsPage } from './VisitsPage.tsx';
import { words } from './words.ts';

const SignIn = lazy(async () => ({ default: (await import('./frame/SignIn.tsx')).SignIn }));

/** Who may be of a crew. */
const crews: ReadonlySet<string> = new Set(['responder', 'clinician']);

/** The page of the crews. Without a connection it opens for whoever was signed in here last, with their visit in hand. */
export function App() {
  const me = useMe();
  const clock = useContext(ServerClockContext);
  const said = useClockView().data;
  const kept = useKept();
  useEffect(() => {
    if (said) clock.heard(said.now, said.speed);
    else if (kept && clock.now() === null) {
      const { now, wall, speed } = kept.clock;
      clock.heard(new Date(now + (Date.now() - wall) * speed).toISOString(), speed);
    }
  }, [clock, said, kept]);
  const isOut = me.data === null;
  useEffect(() => {
    // The session may have ended elsewhere, and the phone may be in other hands.
    if (isOut) void forgetKept();
  }, [isOut]);
  const crewId = me.data && crews.has(me.data.role) ? me.data.id : null;
  useEffect(() => {
    if (crewId !== null) void push.keepPush(crewId);
  }, [crewId]);
  if (me.isPending || kept === undefined) return <Loading />;
  if (isOut)
    return (
      <Suspense fallback={<Loading />}>
        <SignIn />
      </Suspense>
    );
  const isCutOff = me.isError && me.error instanceof ApiProblem && (me.error.status === 0 || me.error.status >= 500);
  const user = me.data ?? (isCutOff ? kept?.user : undefined);
  if (!user)
    return (
      <main id="maincontent" className="page">
        <h1>{words.title}</h1>
        {me.error && <Failure error={me.error} retry={() => void me.refetch()} />}
        <Calls />
      </main>
    );
  if (me.data && !crews.has(me.data.role)) return <ForOthers />;
  return (
    <OutboxProvider key={user.id} userId={user.id}>
      <LinkProvider>
        <VisitsPage user={user} kept={kept?.user.id === user.id ? kept : null} demo={said?.demo ?? false} />
      </LinkProvider>
    </OutboxProvider>
  );
}

/** What the phone kept the last time; undefined: it is still being read. */
function useKept(): Kept | null | undefined {
  const [kept, setKept] = useState<Kept | null>();
  useEffect(() => {
    readKept(Date.now()).then(setKept, () => setKept(null));
  }, []);
  return kept;
}

function ForOthers() {
  return (
    <main id="maincontent" className="page">
      <h1>{words.title}</h1>
      <p>{words.notForYou}</p>
      <p>
        <a href="/">{words.toConsole}</a>
      </p>
    </main>
  );
}
