import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreedValue, AgreementView } from '../../../gateway/contract/agreements.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';

/** Every value of an agreement with the layer that it comes from and who set it. */
export function AgreementValues({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation();
  const columns = useMemo(
    (): Column<AgreedValue>[] => [
      { id: 'what', header: t('agreements.columns.what'), cell: ({ row }) => row.original.label },
      { id: 'value', header: t('agreements.columns.value'), cell: ({ row }) => <strong>{row.original.value}</strong> },
      {
        id: 'layer',
        header: t('agreements.columns.layer'),
        cell: ({ row: { original: value } }) => (
          <span className={`layer layer--${value.layer}`}>{t(`agreements.layer.${value.layer}`)}</span>
        ),
      },
      { id: 'source', header: t('agreements.columns.source'), cell: ({ row }) => row.original.source },
    ],
    [t],
  );
  if (agreement.values.length === 0) return null;
  return (
    <details className="behind">
      <summary>{t('agreements.values')}</summary>
      <DataTable
        caption={t('agreements.valuesTable', { title: agreement.title })}
        columns={columns}
        rows={agreement.values}
        rowId={(value) => value.path}
      />
    </details>
  );
}
