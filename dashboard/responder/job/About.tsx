import type { ResponseJob } from '../../../gateway/contract/response.ts';
import { say } from '../../shared/words/say.ts';
import { words } from '../words.ts';

const w = words.about;

/** Why, what to know first, who can be called, and the plan of care: what nobody should have to ask again. */
export function About({ job }: { job: ResponseJob }) {
  const { whyNow, recorded, risks, contacts, plan } = job.summary;
  return (
    <>
      <section className="card" aria-labelledby="why">
        <h2 id="why">{w.why}</h2>
        <p>{job.reason}</p>
        {whyNow !== '' && whyNow !== job.reason && <p className="quiet">{whyNow}</p>}
        {recorded.length > 0 && (
          <>
            <h3>{w.recorded}</h3>
            <ul className="lines">
              {recorded.map((line, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list grows at its end only, and two sentences may be alike
                <li key={n}>{line}</li>
              ))}
            </ul>
          </>
        )}
        <h3>{w.risks}</h3>
        <p>{risks || w.noRisks}</p>
        <p className="warning">{w.medicines}</p>
      </section>
      <section className="card" aria-labelledby="contacts">
        <h2 id="contacts">{w.contacts}</h2>
        {contacts.length === 0 ? (
          <p>{w.noContacts}</p>
        ) : (
          <ul className="lines">
            {contacts.map(({ id, name, relationship, telephone }) => (
              <li key={id}>
                {name}, {relationship}
                {telephone === null ? (
                  <span className="quiet"> – {w.noNumber}</span>
                ) : (
                  <a className="button button--second" href={`tel:${telephone}`}>
                    {say(w.call, { name })}
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="card" aria-labelledby="plan">
        <h2 id="plan">{w.plan}</h2>
        {plan === null ? (
          <p>{w.noPlan}</p>
        ) : (
          <>
            {plan.reviewOverdue && <p className="warning">{w.reviewOverdue}</p>}
            {plan.parts
              .filter(({ recorded }) => recorded)
              .map(({ section, title, lines }) => (
                <div key={section} className="plan__part">
                  <h3>{title}</h3>
                  {lines.map((line) => (
                    <p key={line}>{line}</p>
                  ))}
                </div>
              ))}
          </>
        )}
      </section>
    </>
  );
}
