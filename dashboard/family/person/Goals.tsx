import type { MyGoal, MyPersonDetail } from '../../../gateway/contract/my.ts';
import { say } from '../../shared/words/say.ts';
import { useWords } from '../words/language.tsx';

/** Goals in the person's own words, and how far they are this week. */
export function Goals({ person }: { person: MyPersonDetail }) {
  const { words } = useWords();
  return (
    <section aria-labelledby="goals" className="card">
      <h2 id="goals">{person.relation === 'self' ? words.person.goals : say(words.person.goalsOf, { name: person.knownAs })}</h2>
      <ul className="goals">
        {person.goals.map((goal) => (
          <li key={goal.id}>
            {goal.text !== null && <p className="goals__words">{goal.text}</p>}
            <Attainment goal={goal} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** As many dots as times are meant, filled as far as they were done; the words say the same. */
export function Attainment({ goal }: { goal: MyGoal }) {
  return (
    <p className="attainment">
      <span className="attainment__dots" aria-hidden="true">
        {Array.from({ length: Math.min(goal.of, 14) }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have nothing but their place
          <span key={i} className={i < goal.done ? 'dot dot--done' : 'dot'} />
        ))}
      </span>
      {goal.attainment}
    </p>
  );
}
