import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useContext, useEffect } from 'react';
import { useClockView, useMe } from '../shared/api/session-queries.ts';
import { ServerClockContext } from '../shared/time/use-server-now.ts';
import { Caught } from './frame/Caught.tsx';
import { Frame } from './frame/Frame.tsx';
import { Failure, Loading } from './frame/States.tsx';
import { MyLive } from './live/use-my-live.tsx';
import { Pages } from './Pages.tsx';
import { OutboxProvider, useOutbox } from './queue/use-outbox.tsx';
import { useWords } from './words/language.tsx';

const SignIn = lazy(async () => ({ default: (await import('./settings/SignIn.tsx')).SignIn }));

/** The app of patients and families: signing in, then the pages inside the frame. */
export function App() {
  const { words } = useWords();
  const me = useMe();
  const clock = useContext(ServerClockContext);
  const said = useClockView().data;
  useEffect(() => {
    if (said) clock.heard(said.now, said.speed);
  }, [clock, said]);
  if (me.isPending) return <Loading />;
  if (me.isError)
    return (
      <main id="maincontent" className="page">
        <h1>{words.frame.product}</h1>
        <Failure error={me.error} retry={() => void me.refetch()} />
        <p>{words.entrance.emergency}</p>
      </main>
    );
  if (!me.data)
    return (
      <Suspense fallback={<Loading />}>
        <SignIn />
      </Suspense>
    );
  if (!appRoles.has(me.data.role)) return <ForStaff />;
  return (
    <Caught>
      <OutboxProvider key={me.data.id} userId={me.data.id}>
        <Live demo={said?.demo ?? false} />
      </OutboxProvider>
    </Caught>
  );
}

const appRoles: ReadonlySet<string> = new Set(['patient', 'contact', 'agency-carer', 'champion']);

function Live({ demo }: { demo: boolean }) {
  const { outbox } = useOutbox();
  const client = useQueryClient();
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
