import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReferralView } from '../../../gateway/contract/services.ts';
import { useReferrals } from '../../shared/api/service-queries.ts';
import { TimeLeft } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { ReferralStepDialog } from './ReferralStepDialog.tsx';
import { stepsAfter } from './steps.ts';

/** Everybody who is on the way to a service, by the clock of each referral. */
export function ReferralsPage() {
  const { t } = useTranslation();
  const [overToo, setOverToo] = useState(false);
  const [moved, setMoved] = useState<ReferralView | null>(null);
  const { data, error, refetch } = useReferrals(overToo);
  const columns = useColumns(setMoved);
  return (
    <Page title={t('services.referrals.title')} aside={<Link to="/services">{t('services.title')}</Link>}>
      <p className="quiet">{t('services.referrals.lead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p className="empty__title">{t('services.referrals.none')}</p>
      ) : (
        <DataTable caption={t('services.referrals.caption')} columns={columns} rows={data} rowId={({ id }) => id} />
      )}
      <label className="check">
        <input type="checkbox" checked={overToo} onChange={(event) => setOverToo(event.target.checked)} /> {t('services.referrals.over')}
      </label>
      {moved && <ReferralStepDialog referral={moved} onClose={() => setMoved(null)} />}
    </Page>
  );
}

function useColumns(record: (referral: ReferralView) => void): Column<ReferralView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'person',
        header: t('services.referrals.columns.person'),
        cell: ({ row: { original: one } }) => <Link to={`/patients/${encodeURIComponent(one.patientId)}`}>{one.patientName}</Link>,
      },
      {
        id: 'service',
        header: t('services.referrals.columns.service'),
        cell: ({ row: { original: one } }) => (
          <>
            <strong>{one.serviceName}</strong>
            <span className="device-why quiet">{one.reason}</span>
          </>
        ),
      },
      {
        id: 'step',
        header: t('services.referrals.columns.step'),
        cell: ({ row: { original: one } }) => t(`services.referrals.step.${one.step}`),
      },
      {
        id: 'due',
        header: t('services.referrals.columns.due'),
        cell: ({ row: { original: one } }) => stepsAfter(one.step).length > 0 && <TimeLeft until={one.dueAt} />,
      },
      { id: 'last', header: t('services.referrals.columns.last'), cell: ({ row }) => <Last referral={row.original} /> },
      {
        id: 'act',
        header: t('services.referrals.columns.act'),
        cell: ({ row: { original: one } }) =>
          stepsAfter(one.step).length > 0 && (
            <button
              type="button"
              className="take"
              aria-label={t('services.referrals.recordOf', { name: one.patientName, service: one.serviceName })}
              onClick={() => record(one)}
            >
              {t('services.referrals.record')}
            </button>
          ),
      },
    ],
    [t, record],
  );
}

function Last({ referral: { steps } }: { referral: ReferralView }) {
  const { t } = useTranslation();
  const last = steps.at(-1);
  if (!last) return null;
  return (
    <>
      <span className="quiet">{t('services.referrals.by', { time: dayAndTime(Date.parse(last.at)), name: last.by })}</span>
      {last.note !== '' && <span className="device-why quiet">{last.note}</span>}
    </>
  );
}
