import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreedValue } from '../../../gateway/contract/agreements.ts';
import { useScenarioTemplates } from '../../shared/api/agreement-queries.ts';
import { useLocalityLayers } from '../../shared/api/locality-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';

/** The values that hold in a place for kinds of agreements of which it says something, each with who set it: the place, or one around it. */
export function LayerList({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useLocalityLayers(id);
  const titles = new Map(useScenarioTemplates().data?.map((one) => [one.id, one.title]));
  const columns = useMemo(
    (): Column<AgreedValue>[] => [
      { id: 'what', header: t('localities.columns.what'), cell: ({ row }) => row.original.label },
      { id: 'value', header: t('localities.columns.value'), cell: ({ row }) => <strong>{row.original.value}</strong> },
      { id: 'source', header: t('localities.columns.source'), cell: ({ row }) => row.original.source },
    ],
    [t],
  );
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <ul className="localities__layers" aria-label={t('localities.layersTitle', { name })}>
      {data
        .filter(({ endedAt }) => endedAt === null)
        .map(({ template, version, approvedBy, values }) => {
          const title = titles.get(template) ?? template;
          return (
            <li key={template}>
              <p>{t('localities.layer', { title, version, by: approvedBy })}</p>
              <DataTable caption={t('localities.values', { name, title })} columns={columns} rows={values} rowId={({ path }) => path} />
            </li>
          );
        })}
    </ul>
  );
}
