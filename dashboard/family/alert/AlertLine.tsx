import type { MyAlert } from '../../../gateway/contract/my-circle.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { Link } from '../frame/Link.tsx';
import { alertPath } from '../frame/route.ts';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';
import { aboutWhom } from './about-whom.ts';

/** One alert in a list: whose, why, whether an answer is waited for. */
export function AlertLine({ alert }: { alert: MyAlert }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const waits = alert.asked && alert.status === 'open';
  return (
    <li className={waits ? 'card card--act' : 'card'}>
      <h2>
        <Link className="way" to={alertPath(alert.id)}>
          {aboutWhom(alert)}
        </Link>
      </h2>
      {waits && (
        <p>
          <strong>{words.alert.asked}</strong>
        </p>
      )}
      {alert.status !== 'open' && <p>{words.alert.status[alert.status]}</p>}
      <Owner alert={alert} />
      <p className="quiet">{say(words.alert.since, { time: whenSaid(language, Date.parse(alert.openedAt), now) })}</p>
    </li>
  );
}

/** Who has an alert now, and for how long. */
export function Owner({ alert }: { alert: MyAlert }) {
  const { words, language } = useWords();
  const now = useServerNow();
  if (alert.status === 'closed') return null;
  if (!alert.owner) return <p>{words.alert.nobody}</p>;
  const { name, mine, untilAt } = alert.owner;
  return <p>{say(mine ? words.alert.mine : words.alert.owned, { name, time: whenSaid(language, Date.parse(untilAt), now) })}</p>;
}
