import { useTranslation } from 'react-i18next';
import { useScenarioTemplates } from '../../shared/api/agreement-queries.ts';
import { useLocalityLayers } from '../../shared/api/locality-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';

/** The values that a place sets for kinds of agreements, as they are in force. */
export function LayerList({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useLocalityLayers(id);
  const titles = new Map(useScenarioTemplates().data?.map((one) => [one.id, one.title]));
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <ul aria-label={t('localities.layersTitle', { name })}>
      {data
        .filter(({ endedAt }) => endedAt === null)
        .map(({ template, version, approvedBy, params }) => (
          <li key={template}>
            {t('localities.layer', { title: titles.get(template) ?? template, version, by: approvedBy })}
            <code className="localities__values">{JSON.stringify(params)}</code>
          </li>
        ))}
    </ul>
  );
}
