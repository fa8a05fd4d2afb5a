import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { type ConsentBasis, type ContactConsent, type Purpose, purposes } from '../../../gateway/contract/relations.ts';
import { useConsentChange, useConsentPreview } from '../../shared/api/consent-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { instantAt } from '../../shared/time/wall-clock.ts';
import { Consequence } from './Consequence.tsx';

interface Props {
  readonly patient: PatientDetail;
  readonly contact: PatientDetail['contacts'][number];
  readonly held: (purpose: Purpose) => ContactConsent | undefined;
  readonly onClose: () => void;
}

/** Changes what one contact may see and be told. What follows is shown before it can be saved. */
export function ConsentDialog({ patient, contact, held, onClose }: Props) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const now = useServerNow();
  const isClinician = useMe().data?.role === 'clinician';
  const change = useConsentChange(patient.id, contact.id);
  const [allowed, setAllowed] = useState<readonly Purpose[]>(purposes.filter((purpose) => held(purpose)));
  const [basis, setBasis] = useState<ConsentBasis>('patient');
  const turned = purposes.filter((purpose) => allowed.includes(purpose) !== (held(purpose) !== undefined));
  const changes = turned.map((purpose) => ({ purpose, allowed: allowed.includes(purpose) }));
  const preview = useConsentPreview(patient.id, contact.id, changes);
  const name = patient.knownAs;
  const bestInterest = basis === 'best-interest';

  const tick = (purpose: Purpose, on: boolean) => setAllowed(on ? [...allowed, purpose] : allowed.filter((one) => one !== purpose));

  const submit = (entered: FormData) => {
    const text = (field: string) => String(entered.get(field) ?? '').trim();
    const end = text('ends') === '' ? null : instantAt(patient.zone, `${text('ends')}T23:59`);
    const endsAt = end === null ? null : new Date(end).toISOString();
    // A day that is entered also holds for what has an end already on the same word: that is how it goes on.
    const goesOn = purposes.filter((one) => !turned.includes(one) && endsAt && held(one)?.endsAt && held(one)?.basis === basis);
    const all = [
      ...changes.map((one) => ({ ...one, endsAt: one.allowed ? endsAt : null })),
      ...goesOn.map((purpose) => ({ purpose, allowed: true, endsAt })),
    ];
    if (all.length === 0) return { field: 'purpose', says: t('consents.dialog.purposeMissing') };
    const gives = all.some((one) => one.allowed);
    if (bestInterest && text('decidedBy') === '') return { field: 'decidedBy', says: t('consents.dialog.decidedByMissing') };
    if ((bestInterest && gives && end === null) || (end !== null && now !== null && end <= now))
      return { field: 'ends', says: t('consents.dialog.endsMissing') };
    if (bestInterest && text('note') === '') return { field: 'note', says: t('consents.dialog.noteMissing', { name }) };
    if (preview.data?.leavesNobody && entered.get('told') === null)
      return { field: 'told', says: t('consents.dialog.toldMissing', { name }) };
    const onSuccess = () => {
      announce(t('consents.did', { name: contact.name }));
      onClose();
    };
    change.mutate(
      { changes: all, note: text('note'), bestInterest: bestInterest ? { decidedBy: text('decidedBy') } : null },
      { onSuccess },
    );
    return null;
  };

  return (
    <FormDialog
      title={t('consents.dialog.title', { name: contact.name })}
      send={t('consents.dialog.send')}
      warning={preview.data?.leavesNobody === true}
      canSend={!change.isPending && (changes.length === 0 || preview.isSuccess)}
      problem={change.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <fieldset className="dialog__group">
            <legend>{t('consents.dialog.allowed')}</legend>
            {purposes.map((purpose) => {
              const decided = held(purpose)?.basis === 'best-interest' && !isClinician;
              return (
                <label key={purpose} className="check consent__purpose">
                  <input
                    type="checkbox"
                    name="purpose"
                    checked={allowed.includes(purpose)}
                    disabled={decided}
                    onChange={(event) => tick(purpose, event.target.checked)}
                  />
                  <span>
                    {t(`consents.purpose.${purpose}`)}
                    {decided && (
                      <span className="quiet consent__basis">{t('consents.dialog.decided', { by: held(purpose)?.givenBy ?? '' })}</span>
                    )}
                  </span>
                </label>
              );
            })}
            {missing('purpose') && <p role="alert">{missing('purpose')}</p>}
          </fieldset>
          <Consequence changed={changes.length > 0} preview={preview} name={name} missing={missing('told')} />
          {isClinician && (
            <Select
              id="consent-basis"
              label={t('consents.dialog.basis')}
              value={basis}
              onChange={(event) => setBasis(event.currentTarget.value === 'best-interest' ? 'best-interest' : 'patient')}
            >
              <option value="patient">{t('consents.dialog.patient', { name })}</option>
              <option value="best-interest">{t('consents.dialog.bestInterest', { name })}</option>
            </Select>
          )}
          {bestInterest && (
            <TextInput
              id="consent-decided"
              name="decidedBy"
              maxLength={200}
              label={t('consents.dialog.decidedBy')}
              error={missing('decidedBy')}
            />
          )}
          <TextInput
            id="consent-ends"
            name="ends"
            type="date"
            label={t(bestInterest ? 'consents.dialog.endsInBestInterest' : 'consents.dialog.ends')}
            error={missing('ends')}
          />
          <Textarea
            id="consent-note"
            name="note"
            rows={2}
            maxLength={1000}
            label={t(bestInterest ? 'consents.dialog.noteInBestInterest' : 'consents.dialog.note', { name })}
            error={missing('note')}
          />
        </>
      )}
    </FormDialog>
  );
}
