import { carePlanShown } from '../../../gateway/contract/care-plan.ts';
import { say } from '../../shared/words/say.ts';
import { usePart, usePerson } from '../api/my-queries.ts';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { longDate } from '../words/times.ts';

/** The plan of care, as far as it is shared with whoever reads it. */
export function PlanPage({ id }: { id: string }) {
  const { words, language } = useWords();
  const person = usePerson(id).data;
  const asked = usePart(id, '/plan', carePlanShown.nullable());
  const w = words.plan;
  const day = (iso: string) => longDate(language, Date.parse(iso), person?.zone);
  return (
    <Page title={w.title} back={{ to: personPath(id), text: person?.knownAs ?? words.frame.back }}>
      <Answered asked={asked}>
        {(plan) =>
          plan === null || plan.parts.length === 0 ? (
            <p className="quiet">{w.none}</p>
          ) : (
            <>
              <p className="quiet">
                {plan.agreed} {say(w.approved, { name: plan.approvedBy, time: day(plan.activeFrom) })}{' '}
                {say(plan.reviewOverdue ? w.overdue : w.review, { date: day(plan.reviewOn) })}
              </p>
              {plan.parts.map((part) => (
                <section key={part.section} className="card" aria-labelledby={part.section}>
                  <h2 id={part.section}>{part.title}</h2>
                  {part.lines.map((line) => (
                    <p key={line} className={part.recorded ? undefined : 'quiet'}>
                      {line}
                    </p>
                  ))}
                </section>
              ))}
            </>
          )
        }
      </Answered>
    </Page>
  );
}
