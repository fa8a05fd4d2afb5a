import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { ServiceView } from '../../../gateway/contract/services.ts';
import { useSuggestedServices } from '../../shared/api/service-queries.ts';
import { SignpostDialog } from './SignpostDialog.tsx';

/** After an alert that was closed without anybody being needed at once: what near by might do more than the next alert. */
export function Suggested({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  const { data } = useSuggestedServices(alert.id);
  const [told, setTold] = useState<ServiceView | null>(null);
  if (!data || data.found.length === 0) return null;
  const to = (need = '') => `/services?${new URLSearchParams({ patient: alert.patientId, need, alert: alert.id })}`;
  return (
    <section className="card" aria-labelledby="suggested-services">
      <h2 className="card__title" id="suggested-services">
        {t('services.suggested')}
      </h2>
      <p>{t('services.suggestedLead')}</p>
      <ul>
        {data.found.map(({ service, capacity }) => (
          <li key={service.id}>
            <Link to={to(service.needs.find((need) => data.needs.includes(need)))}>{service.name}</Link>{' '}
            <span className="quiet">{t(`services.capacity.${capacity}`)}</span>{' '}
            <button
              type="button"
              className="tool"
              aria-label={t('services.signpost.title', { name: alert.patientName, service: service.name })}
              onClick={() => setTold(service)}
            >
              {t('services.signpost.button')}
            </button>
          </li>
        ))}
      </ul>
      {told && (
        <SignpostDialog
          service={told}
          person={{ id: alert.patientId, name: alert.patientName }}
          alertId={alert.id}
          onClose={() => setTold(null)}
        />
      )}
      <p>
        <Link to={to()}>{t('services.more')}</Link>
      </p>
    </section>
  );
}
