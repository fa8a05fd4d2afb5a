import type { MyAlertDetail } from '../../../gateway/contract/my-alert-detail.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { Link } from '../frame/Link.tsx';
import { Page } from '../frame/Page.tsx';
import { alerts, personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';
import { Owner } from './AlertLine.tsx';
import { Answer } from './Answer.tsx';
import { PlanFirst } from './PlanFirst.tsx';
import { useAlert } from './use-alert.ts';

/** One alert: why somebody is asked, what of the plan to know first, the answer, then who was tried and what happens next. */
export function AlertPage({ id }: { id: string }) {
  const { words } = useWords();
  const asked = useAlert(id);
  return (
    <Page title={asked.data?.knownAs ?? words.alert.title} back={{ to: alerts, text: words.alert.title }}>
      <Answered asked={asked}>{(alert) => <Shown alert={alert} />}</Answered>
    </Page>
  );
}

function Shown({ alert }: { alert: MyAlertDetail }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const when = (iso: string) => whenSaid(language, Date.parse(iso), now);
  return (
    <>
      <section className="card">
        {alert.severity === 'high' && alert.status === 'open' && <p className="urgent">{words.alert.urgent}</p>}
        <p className="sentence__text">{alert.text}</p>
        <p className="quiet">
          {say(words.alert.since, { time: when(alert.openedAt) })}. {words.alert.status[alert.status]}.
        </p>
        <Owner alert={alert} />
      </section>
      <PlanFirst alert={alert} />
      <Answer alert={alert} />
      <section aria-labelledby="tried">
        <h2 id="tried">{words.alert.tried}</h2>
        {alert.tried.length === 0 && <p className="quiet">{words.alert.noneTried}</p>}
        <ul className="lines">
          {alert.tried.map(({ name, text }) => (
            <li key={`${name} ${text}`}>
              <strong>{name}</strong> {text}
            </li>
          ))}
        </ul>
      </section>
      {alert.nextText !== null && (
        <section aria-labelledby="next">
          <h2 id="next">{words.alert.next}</h2>
          <p>
            {alert.nextAt !== null && <strong>{say(words.alert.nextAt, { time: when(alert.nextAt) })}: </strong>}
            {alert.nextText}
          </p>
        </section>
      )}
      <p>
        <Link className="way" to={personPath(alert.patientId)}>
          {say(words.alert.patientPage, { name: alert.knownAs })}
        </Link>
      </p>
    </>
  );
}
