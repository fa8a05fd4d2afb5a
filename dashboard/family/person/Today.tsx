import type { MyPersonDetail, MyTask } from '../../../gateway/contract/my.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { Link } from '../frame/Link.tsx';
import { alertPath, personPath } from '../frame/route.ts';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';

/** One to three things to do today; what was left out stands by itself, with the time by which it was due. */
export function Today({ person }: { person: MyPersonDetail }) {
  const { words } = useWords();
  const now = useServerNow();
  const isPassed = ({ dueAt }: MyTask) => dueAt !== null && now !== null && Date.parse(dueAt) <= now;
  const passed = person.today.filter(isPassed);
  const open = person.today.filter((task) => !isPassed(task));
  if (person.today.length === 0 && person.relation !== 'self') return null;
  return (
    <section aria-labelledby="today" className="card">
      <h2 id="today">{words.person.today}</h2>
      {person.today.length === 0 && <p className="quiet">{words.person.nothingToday}</p>}
      <Tasks tasks={open} person={person} now={now} due={words.person.by} />
      {passed.length > 0 && <h3>{words.person.earlier}</h3>}
      <Tasks tasks={passed} person={person} now={now} due={words.person.wasDue} />
    </section>
  );
}

function Tasks({ tasks, person, now, due }: { tasks: readonly MyTask[]; person: MyPersonDetail; now: number | null; due: string }) {
  const { language } = useWords();
  if (tasks.length === 0) return null;
  return (
    <ul className="tasks">
      {tasks.map((task) => (
        <li key={task.id}>
          <span>
            {task.text}
            {task.dueAt !== null && (
              <span className="quiet"> {say(due, { time: whenSaid(language, Date.parse(task.dueAt), now, person.zone) })}</span>
            )}
          </span>
          <Way task={task} person={person} />
        </li>
      ))}
    </ul>
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
