import type { MyAlertDetail } from '../../../gateway/contract/my-alert-detail.ts';
import { Link } from '../frame/Link.tsx';
import { personPath } from '../frame/route.ts';
import { useWords } from '../words/language.tsx';

/** What the person shares of their plan, before somebody answers for them. What others have to do by when is left to the whole plan. */
export function PlanFirst({ alert: { plan, patientId } }: { alert: MyAlertDetail }) {
  const { words } = useWords();
  const parts = plan?.parts.filter(({ section, recorded }) => recorded && section !== 'actions') ?? [];
  if (parts.length === 0) return null;
  return (
    <section className="card" aria-labelledby="plan">
      <h2 id="plan">{words.alert.plan}</h2>
      {parts.map(({ section, title, lines }) => (
        <div key={section} className="plan__part">
          <h3>{title}</h3>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ))}
      <p>
        <Link className="way" to={personPath(patientId, 'plan')}>
          {words.alert.wholePlan}
        </Link>
      </p>
    </section>
  );
}
