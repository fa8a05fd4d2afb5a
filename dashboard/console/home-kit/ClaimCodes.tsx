import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClaimCodeLine } from '../../../gateway/contract/apps.ts';
import type { HomeKit } from '../../../gateway/contract/home-kit.ts';
import { useClaimCodes, useClaimWithdrawal } from '../../shared/api/home-kit-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { ClaimCodeDialog } from './ClaimCodeDialog.tsx';
import { ClaimState } from './ClaimState.tsx';

/** Codes that pair a hub or an app with this home, and what became of those of the last week. */
export function ClaimCodes({ kit }: { kit: HomeKit }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useClaimCodes(kit.homeId);
  const [making, setMaking] = useState(false);
  const columns = useColumns(kit.homeId);
  return (
    <section className="card" aria-labelledby="claims-title">
      <h2 className="card__title" id="claims-title">
        {t('homeKit.claim.title')}
      </h2>
      <p className="quiet">{t('homeKit.claim.lead')}</p>
      <p>
        <button type="button" className="tool" onClick={() => setMaking(true)}>
          {t('homeKit.claim.make')}
        </button>
      </p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p>{t('homeKit.claim.none')}</p>
      ) : (
        <DataTable caption={t('homeKit.claim.title')} columns={columns} rows={data} rowId={({ id }) => id} />
      )}
      {making && <ClaimCodeDialog kit={kit} onClose={() => setMaking(false)} />}
    </section>
  );
}

function useColumns(homeId: string): Column<ClaimCodeLine>[] {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { mutate, isPending } = useClaimWithdrawal(homeId);
  return useMemo(() => {
    const until = ({ expiresAt }: ClaimCodeLine) => dayAndTime(Date.parse(expiresAt));
    return [
      { id: 'until', header: t('homeKit.claim.columns.until'), cell: ({ row }) => until(row.original) },
      {
        id: 'for',
        header: t('homeKit.claim.columns.for'),
        cell: ({ row: { original: line } }) =>
          line.patientName === null ? t('homeKit.claim.anybody') : t('homeKit.claim.appOf', { name: line.patientName }),
      },
      { id: 'state', header: t('homeKit.claim.columns.state'), cell: ({ row }) => <ClaimState line={row.original} /> },
      { id: 'by', header: t('homeKit.claim.columns.by'), cell: ({ row }) => row.original.madeBy },
      {
        id: 'act',
        header: t('homeKit.claim.columns.act'),
        cell: ({ row: { original: line } }) =>
          line.state === 'waiting' && (
            <button
              type="button"
              className="tool"
              disabled={isPending}
              aria-label={t('homeKit.claim.withdrawOf', { time: until(line) })}
              onClick={() => mutate(line.id, { onSuccess: () => announce(t('homeKit.claim.withdrew')) })}
            >
              {t('homeKit.claim.withdraw')}
            </button>
          ),
      },
    ];
  }, [t, announce, mutate, isPending]);
}
