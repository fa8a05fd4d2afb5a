import { useEffect } from 'react';
import { PushSwitch } from '../shared/phone/PushSwitch.tsx';
import { Duty } from './duty/Duty.tsx';
import { Account } from './frame/Account.tsx';
import { Calls } from './frame/Calls.tsx';
import { Frame } from './frame/Frame.tsx';
import { Failure, Loading } from './frame/States.tsx';
import { JobScreen } from './job/JobScreen.tsx';
import { Offers } from './job/Offers.tsx';
import { Over } from './job/Over.tsx';
import { isHeld } from './job/stand.ts';
import type { Kept } from './keep/kept.ts';
import { useMine } from './keep/use-mine.ts';
import { push } from './push.ts';
import { words } from './words.ts';

/** One visit at a time: the one in hand, else those that are offered, else the duty. */
export function VisitsPage({ user, kept, demo }: { user: Kept['user']; kept: Kept | null; demo: boolean }) {
  const { asked, my, visits } = useMine(user, kept);
  const inHand = visits.find(({ stand }) => isHeld(stand));
  useEffect(() => {
    // The name of the person is for the page; the title stands in lists of windows.
    document.title = `${words.title} – ${words.product}`;
  }, []);
  return (
    <Frame name={user.name} demo={demo} asOf={my ? Date.parse(my.at) : null}>
      <Over visits={visits} known={my !== undefined} />
      {!inHand && <h1>{words.title}</h1>}
      <Offers visits={visits} />
      {inHand ? (
        <JobScreen key={inHand.job.id} visit={inHand} />
      ) : (
        my && <Idle hasOffer={visits.some(({ stand }) => stand === 'offered')} isOnDuty={my.unit !== null} />
      )}
      {my ? (
        <Duty my={my} holds={inHand !== undefined} />
      ) : asked.isError ? (
        <Failure error={asked.error} retry={() => void asked.refetch()} />
      ) : (
        <Loading />
      )}
      {!inHand && <Calls />}
      <PushSwitch push={push} words={words.notices} userId={user.id} />
      <Account name={user.name} />
    </Frame>
  );
}

function Idle({ hasOffer, isOnDuty }: { hasOffer: boolean; isOnDuty: boolean }) {
  if (hasOffer || !isOnDuty) return null;
  return (
    <section className="card">
      <p>
        <strong>{words.nothing}</strong>
      </p>
      <p className="quiet">{words.nothingSays}</p>
    </section>
  );
}
