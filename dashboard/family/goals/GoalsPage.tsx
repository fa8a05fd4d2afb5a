import { type FormEvent, useState } from 'react';
import { type MyGoal, myGoalInput } from '../../../gateway/contract/my.ts';
import { personApi, useChange, usePerson } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered, Failure } from '../frame/States.tsx';
import { Attainment } from '../person/Goals.tsx';
import { useEnter } from '../queue/use-outbox.tsx';
import { useWords } from '../words/language.tsx';

/** Goals in the person's own words, which they can change, and say when they did it. */
export function GoalsPage({ id }: { id: string }) {
  const { words } = useWords();
  const person = usePerson(id);
  return (
    <Page title={words.goals.title} back={{ to: personPath(id), text: person.data?.knownAs ?? words.frame.back }}>
      <Answered asked={person}>
        {({ goals, mayAct, relation }) => (
          <>
            {relation === 'self' && <p>{words.goals.lead}</p>}
            {goals.length === 0 && <p className="quiet">{words.goals.none}</p>}
            {goals.map((goal) => (
              <section key={goal.id} className="card" aria-label={goal.text ?? words.goals.title}>
                {goal.text !== null && <p className="goals__words">{goal.text}</p>}
                <Attainment goal={goal} />
                {mayAct.includes('enter-readings') && goal.text !== null && <Did id={id} text={goal.text} />}
                {mayAct.includes('change-goals') && <Words id={id} goal={goal} />}
              </section>
            ))}
          </>
        )}
      </Answered>
    </Page>
  );
}

function Did({ id, text }: { id: string; text: string }) {
  const { words } = useWords();
  const enter = useEnter(id);
  const [said, setSaid] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={said}
        onClick={() => {
          setSaid(true);
          void enter({ part: 'readings', body: { kind: 'goal', value: text } });
        }}
      >
        {words.goals.did}
      </button>
      <div role="status">{said && <p>{words.goals.didSays}</p>}</div>
    </>
  );
}

function Words({ id, goal }: { id: string; goal: MyGoal }) {
  const { words } = useWords();
  const change = useChange(id, anything, (text: string) => ({
    path: personApi(id, `/goals/${encodeURIComponent(goal.id)}`),
    method: 'PUT' as const,
    body: { text },
  }));
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = myGoalInput.safeParse({ text: new FormData(event.currentTarget).get('text') });
    if (entered.success) change.mutate(entered.data.text);
  }
  return (
    <form onSubmit={submit}>
      <label htmlFor={goal.id}>{words.goals.words}</label>
      <input id={goal.id} name="text" defaultValue={goal.text ?? ''} maxLength={60} autoComplete="off" />
      <button type="submit" className="button button--second" disabled={change.isPending}>
        {words.goals.save}
      </button>
      <div role="status">{change.isSuccess && <p>{words.goals.saved}</p>}</div>
      {change.error && <Failure error={change.error} retry={() => change.reset()} />}
    </form>
  );
}
