import { z } from 'zod';
import { myLooksOfDay } from '../../../gateway/contract/consents.ts';
import { counted, say } from '../../shared/words/say.ts';
import { usePart, usePerson } from '../api/my-queries.ts';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { longDay, timeOfDay } from '../words/times.ts';

/** Who opened what about this person, day by day. */
export function LooksPage({ id }: { id: string }) {
  const { words, language } = useWords();
  const person = usePerson(id).data;
  const asked = usePart(id, '/looks', z.array(myLooksOfDay));
  const w = words.looks;
  return (
    <Page title={w.title} back={{ to: personPath(id), text: person?.knownAs ?? words.frame.back }}>
      <p>{w.lead}</p>
      <Answered asked={asked}>
        {(days) => (
          <>
            {days.length === 0 && <p className="quiet">{w.none}</p>}
            {days.map(({ date, looks }) => (
              <section key={date} className="card" aria-labelledby={`day-${date}`}>
                <h2 id={`day-${date}`}>{longDay(language, Date.parse(date), 'UTC')}</h2>
                <ul className="lines">
                  {looks.map((look) => (
                    <li key={`${look.by} ${look.what}`}>
                      <strong>{look.by}</strong> <span className="quiet">({look.role})</span>
                      <br />
                      {look.what}{' '}
                      <span className="quiet">
                        {counted(language, w.times, look.times)},{' '}
                        {say(w.last, { time: timeOfDay(language, Date.parse(look.lastAt), person?.zone) })}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </>
        )}
      </Answered>
    </Page>
  );
}
