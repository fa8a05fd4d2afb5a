import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundService } from '../../../gateway/contract/services.ts';
import { readableNumber } from '../../../rules/model/readable-number.ts';
import { ReferDialog } from './ReferDialog.tsx';
import { SignpostDialog } from './SignpostDialog.tsx';

/** One service: whom it fits and why not, whether it has room, how to reach it. Somebody is referred from here. */
export function ServiceCard({
  found,
  person,
  alertId = null,
}: {
  found: FoundService;
  person?: { readonly id: string; readonly name: string } | undefined;
  /** The alert after which somebody is told of it, or referred. */
  alertId?: string | null;
}) {
  const { t } = useTranslation();
  const [telling, setTelling] = useState(false);
  const [referring, setReferring] = useState(false);
  const { service, fit, why, capacity, near } = found;
  return (
    <article className="card service" aria-labelledby={`service-${service.id}`}>
      <h3 className="card__title" id={`service-${service.id}`}>
        {service.name}
      </h3>
      {service.organisation !== '' && <p className="quiet">{service.organisation}</p>}
      <p className="service__facts">
        <strong className={`service__fit service__fit--${fit}`}>{t(`services.fit.${fit}`)}</strong>
        <strong className={capacity === 'open' ? undefined : 'quiet'}>{t(`services.capacity.${capacity}`)}</strong>
        {near && <span>{t(`services.near.${near}`)}</span>}
        {service.cost && <span>{t(`services.cost.${service.cost}`)}</span>}
      </p>
      {why.length > 0 && (
        <ul className="service__why">
          {why.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {service.description !== '' && <p>{service.description}</p>}
      <Hours found={found} />
      <Reach found={found} />
      {person &&
        (service.referral === 'self' ? (
          <p className="quiet">{t('services.self')}</p>
        ) : (
          <button
            type="button"
            className="take"
            aria-label={t('services.referTo', { name: person.name, service: service.name })}
            onClick={() => setReferring(true)}
          >
            {t('services.refer')}
          </button>
        ))}
      {person && (
        <>
          {' '}
          <button
            type="button"
            className="take"
            aria-label={t('services.signpost.title', { name: person.name, service: service.name })}
            onClick={() => setTelling(true)}
          >
            {t('services.signpost.button')}
          </button>
        </>
      )}
      {telling && person && <SignpostDialog service={service} person={person} alertId={alertId} onClose={() => setTelling(false)} />}
      {referring && person && <ReferDialog service={service} person={person} alertId={alertId} onClose={() => setReferring(false)} />}
    </article>
  );
}

function Hours({ found: { service, open } }: { found: FoundService }) {
  const { t } = useTranslation();
  if (service.opening === null) return <p className="quiet">{t('services.hoursUnknown')}</p>;
  const hours = Array.from(
    Map.groupBy(service.opening, ({ from, to }) => `${from}–${to}`),
    ([time, on]) => `${on.flatMap(({ days }) => days.map((day) => t(`services.days.${day}`))).join(', ')} ${time}`,
  );
  return (
    <p>
      <strong>{open ? t('services.open') : t('services.closed')}</strong> <span className="quiet">{hours.join('; ')}</span>
    </p>
  );
}

function Reach({ found: { service } }: { found: FoundService }) {
  const { t } = useTranslation();
  return (
    <p className="service__reach">
      {service.phone && (
        <a href={`tel:${service.phone.replaceAll(/[^+0-9]/g, '')}`}>{t('services.call', { phone: readableNumber(service.phone) })}</a>
      )}
      {service.email && <a href={`mailto:${service.email}`}>{t('services.write', { email: service.email })}</a>}
      {service.url && (
        <a href={service.url} target="_blank" rel="noreferrer">
          {t('services.page')}
        </a>
      )}
      {service.address !== '' && <span className="quiet">{service.address}</span>}
    </p>
  );
}
