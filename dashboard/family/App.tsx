import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useContext, useEffect } from 'react';
import { ApiProblem } from '../shared/api/problem.ts';
import { useClockView, useMe } from '../shared/api/session-queries.ts';
import { ServerClockContext } from '../shared/time/use-server-now.ts';
import { usePeople } from './api/my-queries.ts';
import { Calls } from './frame/Calls.tsx';
import { Frame } from './frame/Frame.tsx';
import { routeOf, usePathname } from './frame/route.ts';
import { Failure, Loading } from './frame/States.tsx';
import { MyLive } from './live/use-my-live.tsx';
import { Pages } from './Pages.tsx';
import { keepLastUser, readLastUser } from './queue/last-user.ts';
import { OutboxProvider, useOutbox } from './queue/use-outbox.tsx';
import { useWords } from './words/language.tsx';

const SignIn = lazy(async () => ({ default: (await import('./settings/SignIn.tsx')).SignIn }));
const ByLink = lazy(async () => ({ default: (await import('./settings/SignIn.tsx')).ByLink }));
const OfflinePage = lazy(async () => ({ default: (await import('./queue/OfflinePage.tsx')).OfflinePage }));

/** The app of patients and families: signing in, then the pages inside the frame. */
export function App() {
  const me = useMe();
  const clock = useContext(ServerClockContext);
  const said = useClockView().data;
  useEffect(() => {
    if (said) clock.heard(said.now, said.speed);
  }, [clock, said]);
  const route = routeOf(usePathname());
  useEffect(() => {
    if (me.data === null) keepLastUser(null);
  }, [me.data]);
  if (route.page === 'invitation' || route.page === 'reset')
    return (
      <Suspense fallback={<Loading />}>
        <ByLink page={route.page} />
      </Suspense>
    );
  if (me.isPending) return <Loading />;
  if (me.isError) return <NotAsked error={me.error} retry={() => void me.refetch()} />;
  if (!me.data)
    return (
      <Suspense fallback={<Loading />}>
        <SignIn />
      </Suspense>
    );
  if (!appRoles.has(me.data.role)) return <ForStaff />;
  return (
    <OutboxProvider key={me.data.id} userId={me.data.id}>
      <Live userId={me.data.id} demo={said?.demo ?? false} />
    </OutboxProvider>
  );
}

/** Nobody could be asked who is signed in. Whoever was here last can enter something all the same; it is sent in their name or not at all. */
function NotAsked({ error, retry }: { error: Error; retry: () => void }) {
  const { words } = useWords();
  const last = error instanceof ApiProblem && error.status === 0 ? readLastUser() : null;
  if (last)
    return (
      <OutboxProvider userId={last.id}>
        <Suspense fallback={<Loading />}>
          <OfflinePage patientId={last.patientId} error={error} retry={retry} />
        </Suspense>
      </OutboxProvider>
    );
  return (
    <>
      <main id="maincontent" className="page">
        <h1>{words.frame.product}</h1>
        <Failure error={error} retry={retry} />
        <p>{words.entrance.emergency}</p>
      </main>
      <Calls />
    </>
  );
}

const appRoles: ReadonlySet<string> = new Set(['patient', 'contact', 'agency-carer', 'champion']);

function Live({ userId, demo }: { userId: string; demo: boolean }) {
  const { outbox } = useOutbox();
  const client = useQueryClient();
  const people = usePeople().data;
  const own = people?.find(({ relation }) => relation === 'self')?.patientId;
  // The gateway keeps no address for notices of a contact who may be told of nobody.
  const noticed = people?.some(({ relation, purposes }) => relation !== 'contact' || purposes.includes('be-told')) ?? false;
  useEffect(() => {
    if (own !== undefined) keepLastUser({ id: userId, patientId: own });
  }, [userId, own]);
  useEffect(() => {
    if (noticed) void import('./settings/push.ts').then(({ keepPush }) => keepPush(userId));
  }, [userId, noticed]);
  const back = useCallback(() => {
    void client.invalidateQueries();
    void outbox.send();
  }, [client, outbox]);
  return (
    <MyLive onBack={back}>
      <Frame demo={demo}>
        <Pages />
      </Frame>
    </MyLive>
  );
}

function ForStaff() {
  const { words } = useWords();
  return (
    <main id="maincontent" className="page">
      <h1>{words.frame.product}</h1>
      <p>{words.frame.staff}</p>
      <p>
        <a href="/">{words.frame.toConsole}</a>
      </p>
    </main>
  );
}
