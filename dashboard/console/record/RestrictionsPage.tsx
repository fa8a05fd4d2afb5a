import { TextInput } from 'nhsuk-react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestrictionView } from '../../../gateway/contract/records.ts';
import { useLifting, useRestrictions } from '../../shared/api/record-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { CopyDialog } from './CopyDialog.tsx';

interface Open {
  readonly what: 'lift' | 'copy';
  readonly row: RestrictionView;
}

/** Records that are closed: a copy with a reason, or open again. */
export function RestrictionsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useRestrictions();
  const [open, setOpen] = useState<Open | null>(null);
  const columns = useColumns(setOpen);
  const close = () => setOpen(null);
  return (
    <Page title={t('record.restrictions')}>
      <p className="quiet">{t('record.restrictionsLead')}</p>
      <section className="card" aria-label={t('record.restrictions')}>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Loading />
          )
        ) : data.length === 0 ? (
          <p>{t('record.restrictionsNone')}</p>
        ) : (
          <DataTable caption={t('record.restrictions')} columns={columns} rows={data} rowId={({ patientId }) => patientId} />
        )}
      </section>
      {open?.what === 'copy' && <CopyDialog patientId={open.row.patientId} name={open.row.name} isClosed onClose={close} />}
      {open?.what === 'lift' && <LiftDialog row={open.row} onClose={close} />}
    </Page>
  );
}

function useColumns(open: (what: Open) => void): Column<RestrictionView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'name', header: t('record.restrictionColumns.name'), cell: ({ row }) => <strong>{row.original.name}</strong> },
      { id: 'since', header: t('record.restrictionColumns.since'), cell: ({ row }) => dayAndTime(Date.parse(row.original.setAt)) },
      { id: 'reason', header: t('record.restrictionColumns.reason'), cell: ({ row }) => row.original.reason },
      {
        id: 'act',
        header: t('record.restrictionColumns.act'),
        cell: ({ row: { original: row } }) => (
          <span className="actions__row">
            <button
              type="button"
              className="tool"
              aria-label={t('record.copyOf', { name: row.name })}
              onClick={() => open({ what: 'copy', row })}
            >
              {t('record.copyShort')}
            </button>
            <button
              type="button"
              className="tool"
              aria-label={t('record.liftOf', { name: row.name })}
              onClick={() => open({ what: 'lift', row })}
            >
              {t('record.lift')}
            </button>
          </span>
        ),
      },
    ],
    [t, open],
  );
}

function LiftDialog({ row, onClose }: { row: RestrictionView; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const lifting = useLifting(row.patientId);
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason')).trim();
    if (reason.length < 3) return { field: 'reason', says: t('record.reasonMissing') };
    const onSuccess = () => {
      announce(t('record.lifted', { name: row.name }));
      onClose();
    };
    lifting.mutate(reason, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('record.liftTitle', { name: row.name })}
      send={t('record.liftSend')}
      canSend={!lifting.isPending}
      problem={lifting.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('record.liftSays')}</p>
          <TextInput id="lift-reason" name="reason" maxLength={500} label={t('record.reason')} error={missing('reason')} />
        </>
      )}
    </FormDialog>
  );
}
