import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { Conditions } from '../../shared/components/Conditions.tsx';

/** Every condition as it stood when the alert was raised. Alerts of before have none, and no such section. */
export function Why({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  if (alert.conditions.length === 0) return null;
  return (
    <section className="card">
      <h2 className="card__title">{t('alert.why.title')}</h2>
      <Conditions conditions={alert.conditions} />
      <p className="quiet">
        {t('alert.agreement.from', { title: alert.scenarioTitle, version: alert.scenarioVersion, by: alert.approvedBy })}
      </p>
    </section>
  );
}
