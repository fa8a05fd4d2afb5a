import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useExplanation } from '../../shared/api/queries.ts';
import { Conditions } from '../../shared/components/Conditions.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

const dayMs = 86_400_000;

/** Why an agreement raised no alert at an instant: a small form, and the answer below it. */
export function WhyNot({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const now = useServerNow();
  const [asked, setAsked] = useState<{ scenarioId: string; at: string } | null>(null);
  if (patient.scenarios.length === 0 || now === null) return null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const at = instantAt(patient.zone, String(entered.get('at')));
    if (at !== null) setAsked({ scenarioId: String(entered.get('scenario')), at: new Date(at).toISOString() });
  }

  const titles = new Map(patient.scenarios.map(({ id, title }) => [id, title]));
  return (
    <section className="card">
      <h2 className="card__title">{t('patients.whyNot.title')}</h2>
      <form className="why-not" onSubmit={submit}>
        <label>
          {t('patients.whyNot.agreement')}
          <select className="nhsuk-select" name="scenario">
            {[...titles].map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('patients.whyNot.at', { zone: patient.zone })}
          <input
            className="nhsuk-input"
            type="datetime-local"
            name="at"
            required
            defaultValue={localInput(patient.zone, now)}
            min={localInput(patient.zone, now - 90 * dayMs)}
          />
        </label>
        <button type="submit" className="nhsuk-button nhsuk-button--small nhsuk-button--secondary">
          {t('patients.whyNot.ask')}
        </button>
      </form>
      {asked && <Answer patientId={patient.id} {...asked} />}
    </section>
  );
}

function Answer(question: { patientId: string; scenarioId: string; at: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useExplanation(question);
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  const { sentence, conditions, version, approvedBy, title, notes } = data;
  return (
    <div role="status">
      <p>
        <strong>{sentence}</strong>
      </p>
      <Conditions conditions={conditions} />
      {version !== null && <p className="quiet">{t('alert.agreement.from', { title, version, by: approvedBy ?? '' })}</p>}
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </div>
  );
}
