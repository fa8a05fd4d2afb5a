import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useHomesToFit } from '../shared/api/installer-queries.ts';
import { Page } from '../shared/components/Page.tsx';
import { Failure, Loading } from '../shared/components/States.tsx';

/** The homes whose kit somebody fits now. */
export function HomesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useHomesToFit();
  return (
    <Page title={t('installer.title')}>
      <p className="quiet">{t('installer.lead')}</p>
      {!data ? (
        error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : data.homes.length === 0 ? (
        <p>{t('installer.none')}</p>
      ) : (
        <ul className="plain-list">
          {data.homes.map(({ id, address }) => (
            <li key={id} className="card">
              <Link className="home-link" to={`/homes/${encodeURIComponent(id)}`}>
                {address}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
