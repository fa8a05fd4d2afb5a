import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnrolmentResult } from '../../../gateway/contract/people.ts';
import { useHomeKit } from '../../shared/api/home-kit-queries.ts';
import { CopyField } from '../../shared/components/CopyField.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { ClaimCodes } from '../home-kit/ClaimCodes.tsx';
import { KeySafe } from '../home-kit/KeySafe.tsx';

/** It is done: secrets that are shown this once, codes to pair what pairs itself, and where to go next. */
export function Done({ name, devices, result }: { name: string; devices: readonly string[]; result: EnrolmentResult }) {
  const { t } = useTranslation();
  const kit = useHomeKit(result.homeId);
  const patientId = result.patients[0]?.patientId ?? '';
  return (
    <Page title={t('enrol.done.title', { name })}>
      <p className="actions__row">
        <Link to={`/patients/${encodeURIComponent(patientId)}`}>{t('enrol.done.toPatient', { name })}</Link>
        <Link to={`/homes/${encodeURIComponent(result.homeId)}/kit`}>{t('enrol.done.toKit')}</Link>
        <Link to="/enrol">{t('enrol.done.another')}</Link>
      </p>
      {result.devices.length > 0 && (
        <section className="card" aria-labelledby="secrets-title">
          <h2 className="card__title" id="secrets-title">
            {t('enrol.done.secrets')}
          </h2>
          <p className="notice notice--warn">{t('enrol.done.once')}</p>
          {result.devices.map(({ deviceId, username, secret }, n) => (
            <div key={deviceId} className="enrol__one">
              <CopyField id={`user-${n}`} label={t('enrol.done.userOf', { name: devices[n] ?? deviceId })} value={username} />
              <CopyField id={`secret-${n}`} label={t('enrol.done.secretOf', { name: devices[n] ?? deviceId })} value={secret} />
            </div>
          ))}
        </section>
      )}
      {kit.data && <KeySafe kit={kit.data} />}
      {kit.data && <ClaimCodes kit={kit.data} />}
    </Page>
  );
}
