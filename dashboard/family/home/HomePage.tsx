import { say } from '../../shared/words/say.ts';
import { AlertLine } from '../alert/AlertLine.tsx';
import { isForMe } from '../alert/is-for-me.ts';
import { useAlerts, usePeople } from '../api/my-queries.ts';
import { Link } from '../frame/Link.tsx';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { PersonView } from '../person/PersonPage.tsx';
import { Sentence } from '../person/Sentence.tsx';
import { useWords } from '../words/language.tsx';

/** First what needs an answer, then everybody whom this person follows. Somebody who follows only themselves sees themselves. */
export function HomePage() {
  const { words } = useWords();
  const people = usePeople();
  const self = people.data?.find((one) => one.relation === 'self');
  const onlySelf = self !== undefined && people.data?.length === 1;
  return (
    <Page title={onlySelf ? say(words.person.hello, { name: self.knownAs }) : words.person.yourPeople}>
      <Answered asked={people}>
        {(all) => (
          <>
            <Waiting />
            {onlySelf && <PersonView id={self.patientId} />}
            {all.length === 0 && <p>{words.person.nobody}</p>}
            {!onlySelf && (
              <ul className="cards">
                {all.map((one) => (
                  <li key={one.patientId} className="card">
                    <h2>
                      <Link className="way" to={personPath(one.patientId)}>
                        {one.relation === 'self' ? words.person.you : one.knownAs}
                      </Link>
                    </h2>
                    <Sentence person={one} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Answered>
    </Page>
  );
}

/** Alerts that this person has, or may still take. */
function Waiting() {
  const waiting = useAlerts().data?.filter(isForMe) ?? [];
  if (waiting.length === 0) return null;
  return (
    <ul className="cards">
      {waiting.map((alert) => (
        <AlertLine key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}
