import { Select } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patientAgreementWays } from '../../../rules/model/agreement.ts';
import { AgreementValues } from './AgreementValues.tsx';
import { unanswered, withPack } from './draft.ts';
import type { StepProps } from './EnrolForm.tsx';

/** Packs, and each of their agreements with its values. */
export function AgreementsStep({ draft, packs, localities, me, say, wrong }: StepProps) {
  const { t } = useTranslation();
  /** One at a time is open: its fields are many. */
  const [open, setOpen] = useState<string | null>(null);
  const { agreements, packIds, home, patientAgreed } = draft;
  const asks = unanswered(draft, packs);
  const known = new Map(packs.flatMap((pack) => pack.agreements.map((one) => [one.template, one])));
  const canApprove = (template: string, n: number) =>
    !known.get(template)?.needsConsent &&
    (patientAgreed !== null || !known.get(template)?.needsPatient) &&
    !asks.some((one) => one.n === n);
  const localityId = localities.find(({ name }) => name === home.localityName)?.id ?? null;
  return (
    <>
      <p className="quiet">{t('enrol.agreements.lead')}</p>
      <fieldset className="enrol__one">
        <legend>{t('enrol.agreements.packs')}</legend>
        {packs.map((pack) => (
          <div key={pack.id}>
            <label className="check">
              <input
                type="checkbox"
                checked={packIds.includes(pack.id)}
                onChange={({ target: { checked } }) => say(withPack(draft, pack, checked, packs))}
              />{' '}
              <strong>{pack.title}</strong>
            </label>
            <p className="quiet enrol__says">{pack.sentence}</p>
          </div>
        ))}
      </fieldset>
      <h3>{t('enrol.agreements.chosen')}</h3>
      {agreements.length === 0 && <p>{t('enrol.agreements.none')}</p>}
      <ul className="enrol__list">
        {agreements.map((agreement, n) => {
          const { template } = agreement;
          const { title = template, needsConsent, needsPatient } = known.get(template) ?? {};
          const isOpen = open === template;
          const problem = wrong(`agreements.${n}`);
          return (
            <li key={template} className={problem ? 'term--wrong' : undefined}>
              <strong>{title}</strong>{' '}
              <button
                type="button"
                id={`agreements.${n}`}
                className="tool"
                aria-expanded={isOpen}
                aria-label={t(isOpen ? 'enrol.agreements.hideOf' : 'enrol.agreements.valuesOf', { title })}
                onClick={() => setOpen(isOpen ? null : template)}
              >
                {t(isOpen ? 'enrol.agreements.hide' : 'enrol.agreements.values')}
              </button>{' '}
              <button
                type="button"
                className="tool"
                aria-label={t('enrol.agreements.removeOf', { title })}
                onClick={() => say({ agreements: agreements.filter((one) => one.template !== template) })}
              >
                {t('enrol.agreements.remove')}
              </button>
              {problem && <p className="nhsuk-error-message">{problem}</p>}
              {asks
                .filter((one) => one.n === n)
                .map(({ question }) => (
                  <p key={question}>{t('enrol.agreements.asks', { question })}</p>
                ))}
              <p className="quiet">
                {[
                  ...(needsConsent ? [t('enrol.agreements.needsConsent')] : []),
                  ...(needsPatient ? [t('enrol.agreements.needsPatient')] : []),
                  ...(agreement.approveNow ? [t('enrol.agreements.approved')] : []),
                ].join(' ')}
              </p>
              {isOpen && (
                <AgreementValues
                  template={template}
                  localityId={localityId}
                  own={agreement.params}
                  change={(params) => say({ agreements: agreements.with(n, { ...agreement, params: { ...params } }) })}
                />
              )}
            </li>
          );
        })}
      </ul>
      {agreements.some(({ template }) => known.get(template)?.needsPatient) && (
        <Select
          id="agreements.patientAgreed"
          label={t('agreements.record.patient')}
          hint={t('agreements.record.patientHint')}
          value={patientAgreed ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const how = patientAgreementWays.find((one) => one === value) ?? null;
            const stays = (template: string) => how !== null || !known.get(template)?.needsPatient;
            say({
              patientAgreed: how,
              agreements: agreements.map((one) => ({ ...one, approveNow: one.approveNow && stays(one.template) })),
            });
          }}
        >
          <option value="">{t('agreements.record.notYet')}</option>
          {patientAgreementWays.map((how) => (
            <option key={how} value={how}>
              {t(`agreements.record.how.${how}`)}
            </option>
          ))}
        </Select>
      )}
      {me.role === 'clinician' ? (
        agreements.length > 0 && (
          <>
            <label className="check">
              <input
                type="checkbox"
                checked={agreements.some(({ approveNow }) => approveNow)}
                disabled={!agreements.some(({ template }, n) => canApprove(template, n))}
                onChange={({ target: { checked } }) =>
                  say({ agreements: agreements.map((one, n) => ({ ...one, approveNow: checked && canApprove(one.template, n) })) })
                }
              />{' '}
              {t('enrol.agreements.approve', { name: me.name })}
            </label>
            <p className="quiet">{t('enrol.agreements.approveHint')}</p>
          </>
        )
      ) : (
        <p className="quiet">{t('enrol.agreements.later')}</p>
      )}
    </>
  );
}
