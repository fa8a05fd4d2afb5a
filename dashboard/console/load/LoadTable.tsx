import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertLoad } from '../../../gateway/contract/fatigue.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';

type OfAgreement = AlertLoad['agreements'][number];
type Line = Pick<OfAgreement, 'title' | 'fired' | 'acted' | 'noAction' | 'promptSufficed' | 'open' | 'shareActionable'> &
  Partial<Pick<OfAgreement, 'patientId' | 'patientName'>>;

/** Counts, a line each; with the patient where the lines are of one person. */
export function LoadTable<L extends Line>({
  caption,
  lines,
  lineId,
}: {
  caption: string;
  lines: readonly L[];
  lineId: (line: L) => string;
}) {
  const { t } = useTranslation();
  const ofPeople = lines.some(({ patientId }) => patientId !== undefined);
  const columns = useMemo((): Column<L>[] => {
    const count = (id: 'fired' | 'acted' | 'noAction' | 'promptSufficed' | 'open', header: string): Column<L> => ({
      id,
      header,
      accessorFn: (line) => line[id],
      sortFn: 'basic',
      cell: ({ row }) => row.original[id],
    });
    const patient: Column<L> = {
      id: 'patient',
      header: t('load.columns.patient'),
      accessorFn: ({ patientName }) => patientName ?? '',
      sortFn: 'text',
      cell: ({ row: { original } }) => <Link to={`/patients/${encodeURIComponent(original.patientId ?? '')}`}>{original.patientName}</Link>,
    };
    return [
      {
        id: 'what',
        header: t('load.columns.what'),
        accessorFn: ({ title }) => title,
        sortFn: 'text',
        cell: ({ row }) => <strong>{row.original.title}</strong>,
      },
      ...(ofPeople ? [patient] : []),
      count('fired', t('load.columns.fired')),
      count('acted', t('load.columns.acted')),
      count('noAction', t('load.columns.noAction')),
      count('promptSufficed', t('load.columns.prompt')),
      count('open', t('load.columns.open')),
      {
        id: 'share',
        header: t('load.columns.share'),
        accessorFn: ({ shareActionable }) => shareActionable ?? -1,
        sortFn: 'basic',
        cell: ({ row: { original } }) =>
          original.shareActionable === null ? t('load.noShare') : `${Math.round(original.shareActionable * 100)} %`,
      },
    ];
  }, [t, ofPeople]);
  return <DataTable caption={caption} columns={columns} rows={lines} rowId={lineId} sortable />;
}
