import { useState } from 'react';
import { type WayIn, waysIn } from '../../../rules/model/response.ts';
import { responseTerms } from '../../shared/words/en/response-terms.ts';
import { useSay } from '../queue/use-outbox.tsx';
import { words } from '../words.ts';
import { OutcomeForm } from './OutcomeForm.tsx';
import { SayWhy } from './SayWhy.tsx';
import { nextEvent, type Stand } from './stand.ts';

const w = words.job;
type Asked = 'way-in' | 'no-access' | 'outcome' | 'give-back' | 'note';

/** The next step as one big button, and below it what else may have to be said. */
export function NextStep({ jobId, stand }: { jobId: string; stand: Stand }) {
  const tell = useSay(jobId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const back = () => setAsked(null);
  const done = (event: Parameters<typeof tell>[0]) => {
    void tell(event);
    back();
  };
  if (asked === 'way-in') return <HowIn choose={(how) => done({ type: 'access-gained', how })} back={back} />;
  if (asked === 'outcome') return <OutcomeForm onSend={(outcome) => done({ type: 'complete', ...outcome })} onBack={back} />;
  if (asked === 'no-access')
    return (
      <SayWhy
        label={w.noAccessWhat}
        missing={w.noAccessMissing}
        send={w.noAccessSend}
        onSend={(text) => done({ type: 'no-access', text })}
        onBack={back}
      />
    );
  if (asked === 'give-back')
    return (
      <SayWhy
        label={w.giveBackWhy}
        missing={words.offer.whyMissing}
        send={w.giveBackSend}
        says={w.giveBackSays}
        onSend={(reason) => done({ type: 'decline', reason })}
        onBack={back}
      />
    );
  if (asked === 'note')
    return (
      <SayWhy label={w.noteLabel} missing={w.noteMissing} send={w.noteSend} onSend={(text) => done({ type: 'note', text })} onBack={back} />
    );
  const next = nextEvent(stand);
  return (
    <div className="next">
      {next && (
        <button type="button" className="button button--ok" onClick={() => done({ type: next })}>
          {next === 'on-the-way' ? w.next.accepted : w.next['on-the-way']}
        </button>
      )}
      {stand === 'arrived' && (
        <>
          <button type="button" className="button button--ok" onClick={() => setAsked('way-in')}>
            {w.next.arrived}
          </button>
          <button type="button" className="button button--second" onClick={() => setAsked('no-access')}>
            {w.noAccess}
          </button>
          <button type="button" className="button button--plain" onClick={() => setAsked('outcome')}>
            {w.leave}
          </button>
        </>
      )}
      {stand === 'access-gained' && (
        <button type="button" className="button button--ok" onClick={() => setAsked('outcome')}>
          {w.next['access-gained']}
        </button>
      )}
      <button type="button" className="button button--plain" onClick={() => setAsked('note')}>
        {w.note}
      </button>
      {stand !== 'access-gained' && (
        <button type="button" className="button button--plain" onClick={() => setAsked('give-back')}>
          {w.giveBack}
        </button>
      )}
    </div>
  );
}

function HowIn({ choose, back }: { choose: (how: WayIn) => void; back: () => void }) {
  return (
    <fieldset>
      <legend>{w.how}</legend>
      {waysIn.map((how) => (
        <button key={how} type="button" className="button" onClick={() => choose(how)}>
          {responseTerms.wayIn[how]}
        </button>
      ))}
      <button type="button" className="button button--second" onClick={back}>
        {words.back}
      </button>
    </fieldset>
  );
}
