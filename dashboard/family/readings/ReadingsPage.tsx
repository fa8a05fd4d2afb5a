import { useState } from 'react';
import { z } from 'zod';
import { type MyReading, myReading } from '../../../gateway/contract/my.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { usePart, usePerson } from '../api/my-queries.ts';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';
import { Chart } from './Chart.tsx';
import { Entered } from './Entered.tsx';
import { EnterReading } from './EnterReading.tsx';
import { enterable } from './fields.ts';

/** What was measured, and a place to enter more. */
export function ReadingsPage({ id }: { id: string }) {
  const { words } = useWords();
  const person = usePerson(id);
  const [wanted] = useState(() => new URLSearchParams(location.search).get('enter'));
  return (
    <Page title={words.readings.title} back={{ to: personPath(id), text: person.data?.knownAs ?? words.frame.back }}>
      <Answered asked={person}>
        {({ mayAct, zone }) => (
          <>
            {mayAct.includes('enter-readings') && (
              <EnterReading patientId={id} first={enterable.find((each) => each === wanted) ?? 'blood-pressure'} />
            )}
            <Entered patientId={id} />
            {mayAct.includes('see-readings') && <Taken id={id} zone={zone} />}
          </>
        )}
      </Answered>
    </Page>
  );
}

function Taken({ id, zone }: { id: string; zone: string }) {
  const { words } = useWords();
  const asked = usePart(id, '/readings', z.array(myReading));
  const [kind, setKind] = useState('');
  return (
    <section aria-labelledby="taken">
      <h2 id="taken">{words.readings.taken}</h2>
      <Answered asked={asked}>
        {(readings) => {
          const labels = new Map(readings.map((each) => [each.kind, each.label]));
          const shown = readings.filter((each) => kind === '' || each.kind === kind);
          if (readings.length === 0) return <p className="quiet">{words.readings.none}</p>;
          return (
            <>
              <label htmlFor="only">{words.readings.only}</label>
              <select id="only" value={kind} onChange={(event) => setKind(event.target.value)}>
                <option value="">{words.readings.all}</option>
                {[...labels].map(([each, label]) => (
                  <option key={each} value={each}>
                    {label}
                  </option>
                ))}
              </select>
              {kind !== '' && <Chart readings={shown} name={say(words.readings.chart, { label: labels.get(kind) ?? kind })} zone={zone} />}
              <Table readings={shown} withKind={kind === ''} zone={zone} />
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function Table({ readings, withKind, zone }: { readings: readonly MyReading[]; withKind: boolean; zone: string }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const newestFirst = [...readings].sort((a, b) => Date.parse(b.measuredAt) - Date.parse(a.measuredAt));
  return (
    <table>
      <caption className="unseen">{words.readings.table}</caption>
      <thead>
        <tr>
          <th scope="col">{words.readings.when}</th>
          <th scope="col">{words.readings.value}</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map((each) => (
          <tr key={`${each.key} ${each.measuredAt}`}>
            <td>{whenSaid(language, Date.parse(each.measuredAt), now, zone)}</td>
            <td>
              {withKind && <span className="quiet">{each.label}: </span>}
              {each.text}
              {each.byHand && <span className="quiet"> ({words.readings.byHand})</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
