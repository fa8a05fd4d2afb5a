import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { handOverView } from '../../../gateway/contract/rotas.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** What is still to come beside the alerts: follow-ups, silent kit, who is away, referrals without an answer. */
export function HandOverRest({ data, zone }: { data: z.infer<typeof handOverView>; zone: string }) {
  const { t } = useTranslation();
  const at = (instant: string) => dayAndTime(Date.parse(instant), zone);
  const due = ({ dueAt, overdue }: { dueAt: string | null; overdue: boolean }) =>
    dueAt !== null && (
      <>
        , {overdue ? <strong className="never">{t('handOver.overdue', { at: at(dueAt) })}</strong> : t('handOver.due', { at: at(dueAt) })}
      </>
    );
  const person = ({ patientId, patientName }: { patientId: string | null; patientName: string | null }) =>
    patientId && <Link to={`/patients/${encodeURIComponent(patientId)}`}>{patientName}</Link>;
  return (
    <>
      <Part title={t('handOver.followUps')}>
        {data.followUps.map((one) => (
          <li key={one.id}>
            {person(one)} {one.text}{' '}
            <span className="quiet">
              {one.owner ?? t('handOver.noOwner')}
              {due(one)}
            </span>
          </li>
        ))}
      </Part>
      <Part title={t('handOver.silentKit')}>
        {data.silentKit.map((one) => (
          <li key={`${one.address} ${one.deviceName} ${one.dueAt}`}>
            {one.deviceName}, {one.patients.join(', ')}, {one.address}{' '}
            <span className="quiet">
              {one.owner ?? t('handOver.noOwner')}
              {due(one)}. {one.interimPlan === '' ? t('handOver.noPlan') : t('handOver.meanwhile', { plan: one.interimPlan })}
            </span>
          </li>
        ))}
      </Part>
      <Part title={t('handOver.away')}>
        {data.away.map((one) => (
          <li key={one.patientId}>
            {person(one)} {t(`terms.presence.${one.mode}`)}
            {one.untilAt !== null && `, ${t('handOver.until', { at: at(one.untilAt) })}`}
          </li>
        ))}
      </Part>
      <Part title={t('handOver.referrals')}>
        {data.referrals.map((one) => (
          <li key={one.id}>
            {person(one)} {one.serviceName}
            <span className="quiet">{due(one)}</span>
          </li>
        ))}
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: readonly ReactNode[] }) {
  const { t } = useTranslation();
  return (
    <>
      <h3 className="card__title">{title}</h3>
      {children.length === 0 ? <p>{t('handOver.nothing')}</p> : <ul>{children}</ul>}
    </>
  );
}
