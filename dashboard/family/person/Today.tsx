import type { MyPersonDetail, MyTask } from '../../../gateway/contract/my.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { Link } from '../frame/Link.tsx';
import { alertPath, personPath } from '../frame/route.ts';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';

/** One to three things to do today. */
export function Today({ person }: { person: MyPersonDetail }) {
  const { words, language } = useWords();
  const now = useServerNow();
  if (person.today.length === 0 && person.relation !== 'self') return null;
  return (
    <section aria-labelledby="today" className="card">
      <h2 id="today">{words.person.today}</h2>
      {person.today.length === 0 && <p className="quiet">{words.person.nothingToday}</p>}
      <ul className="tasks">
        {person.today.map((task) => (
          <li key={task.id}>
            <span>
              {task.text}
              {task.dueAt !== null && (
                <span className="quiet">
                  {' '}
                  {say(words.person.by, { time: whenSaid(language, Date.parse(task.dueAt), now, person.zone) })}
                </span>
              )}
            </span>
            <Way task={task} person={person} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Way({ task, person }: { task: MyTask; person: MyPersonDetail }) {
  const { words } = useWords();
  const id = person.patientId;
  if (task.alertId !== null)
    return (
      <Link className="tasks__way" to={alertPath(task.alertId)}>
        {words.person.look}
      </Link>
    );
  if (task.kind === 'message')
    return (
      <Link className="tasks__way" to={personPath(id, 'messages')}>
        {words.person.pages.messages}
      </Link>
    );
  if (task.kind === 'on-duty')
    return (
      <Link className="tasks__way" to={personPath(id, 'rota')}>
        {words.person.pages.rota}
      </Link>
    );
  if (task.readingKind === null || !person.mayAct.includes('enter-readings')) return null;
  if (task.readingKind === 'goal')
    return (
      <Link className="tasks__way" to={personPath(id, 'goals')}>
        {words.person.enter}
      </Link>
    );
  return (
    <Link className="tasks__way" to={`${personPath(id, 'readings')}?enter=${encodeURIComponent(task.readingKind)}`}>
      {words.person.enter}
    </Link>
  );
}
