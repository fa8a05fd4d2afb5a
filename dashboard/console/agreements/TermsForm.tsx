import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AgreementTerms } from '../../../gateway/contract/agreement-terms.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { type Severity, severities } from '../../../rules/model/alert.ts';
import { type DraftOf, type PreviewDays, previewDays, useDraft, usePreview } from '../../shared/api/agreement-queries.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { mayDo } from '../../shared/roles.ts';
import { fieldsOf } from './fields.ts';
import { Preview } from './Preview.tsx';
import { Origin, TermField } from './TermField.tsx';
import { type Params, withValue } from './values.ts';
import { emptied, wrongFields } from './wrong.ts';

/** Every value of a draft with where it comes from, what it would have meant, and the way to save it. */
export function TermsForm({ patient, of, terms }: { patient: PatientDetail; of: DraftOf; terms: AgreementTerms }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const role = useMe().data?.role;
  const [own, setOwn] = useState<Params>(terms.own.params);
  const [severity, setSeverity] = useState(terms.own.severity);
  const [said, setSaid] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const [blanks, setBlanks] = useState<readonly string[]>([]);
  const draft = useDraft(patient.id, of);
  const [days, setDays] = useState<PreviewDays>(28);
  const preview = usePreview(patient.id, of);
  const summary = useRef<HTMLDivElement>(null);
  const fields = useMemo(() => fieldsOf(terms.schema), [terms.schema]);
  const refusal = draft.error ?? preview.error;
  const wrong = (path: string) =>
    blanks.includes(path) ? t('agreements.form.blank') : refusal instanceof ApiProblem ? (wrongFields(refusal).get(path) ?? null) : null;
  // A new agreement may well say only what everybody else says.
  const changed = terms.version === null || own !== terms.own.params || severity !== terms.own.severity;
  const next = { params: own, plan: terms.own.plan, severity };

  const problem = said ?? refusal?.message;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every try that comes to nothing leads to what says why.
  useEffect(() => {
    if (problem !== undefined) summary.current?.focus();
  }, [problem, tries]);

  /** Nothing goes out that is not changed or not filled in. */
  function ready(): boolean {
    setTries(tries + 1);
    draft.reset();
    preview.reset();
    const empty = emptied(own);
    setBlanks(empty);
    setSaid(empty.length > 0 ? t('agreements.form.blanks') : changed ? null : t('agreements.form.unchanged'));
    return changed && empty.length === 0;
  }

  function say(path: string, value: unknown) {
    setOwn((before) => withValue(before, path, value));
    // What it would have meant was said of other terms.
    preview.reset();
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!ready()) return;
    draft.mutate(
      { ...next, template: terms.template },
      {
        onSuccess: ({ version }) => {
          announce(t('agreements.form.saved', { version }));
          void navigate(`/patients/${encodeURIComponent(patient.id)}`);
        },
      },
    );
  }

  return (
    <form className="change" noValidate onSubmit={submit}>
      {problem !== undefined && (
        <div className="notice notice--wrong" role="alert" tabIndex={-1} ref={summary}>
          <h2 className="notice__title">{t('agreements.form.problem')}</h2>
          <p>{problem}</p>
        </div>
      )}
      <section className="card" aria-label={t('agreements.form.values')}>
        {fields.map((field) => (
          <TermField key={field.path} field={field} terms={{ own, below: terms.below, wrong, say }} />
        ))}
        <div className="term">
          <label className="term__label" htmlFor="term-severity">
            {t('agreements.form.severity')}
          </label>
          <select
            id="term-severity"
            className="nhsuk-select"
            value={severity ?? ''}
            onChange={(event) => {
              setSeverity((event.target.value || null) as Severity | null);
              preview.reset();
            }}
            aria-describedby="term-severity-origin"
          >
            <option value="">
              {terms.below.severity
                ? t('agreements.form.severityBelow', { severity: t(`terms.severity.${terms.below.severity}`) })
                : t('agreements.form.severityOpen')}
            </option>
            {severities.map((one) => (
              <option key={one} value={one}>
                {t(`terms.severity.${one}`)}
              </option>
            ))}
          </select>
          <div className="term__origin">
            <p id="term-severity-origin">
              <Origin path="severity" below={terms.below} isOwn={severity !== null} />
            </p>
          </div>
        </div>
        <dl className="pairs">
          <dt>{t('agreements.form.plan')}</dt>
          <dd>
            {terms.planInWords || t('agreements.form.nothing')}{' '}
            <span className="quiet">{terms.version !== null && t('agreements.form.planStays')}</span>
          </dd>
        </dl>
      </section>
      <div className="change__actions">
        <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={draft.isPending}>
          {t('agreements.form.save')}
        </button>
        {mayDo(role, 'preview') && (
          <>
            <label htmlFor="preview-days">{t('agreements.preview.over')}</label>
            <select
              id="preview-days"
              className="nhsuk-select change__days"
              value={days}
              onChange={(event) => setDays(previewDays.find((one) => String(one) === event.target.value) ?? 28)}
            >
              {previewDays.map((one) => (
                <option key={one} value={one}>
                  {t('agreements.preview.days', { count: one })}
                </option>
              ))}
            </select>
            <button
              type="button"
              className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
              disabled={preview.isPending}
              onClick={() => ready() && preview.mutate({ asked: next, days })}
            >
              {preview.isPending ? t('agreements.preview.asking') : t('agreements.preview.ask')}
            </button>
          </>
        )}
      </div>
      {preview.data && <Preview result={preview.data} zone={patient.zone} />}
    </form>
  );
}
