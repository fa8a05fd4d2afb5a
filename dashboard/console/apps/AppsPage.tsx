import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApps } from '../../shared/api/app-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { AddAppDialog } from './AddAppDialog.tsx';
import { AppCard } from './AppCard.tsx';

/** The register of apps: which versions may send, and for whom. */
export function AppsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useApps();
  const [adding, setAdding] = useState(false);
  return (
    <Page title={t('apps.title')}>
      <p className="quiet">{t('apps.lead')}</p>
      <p>
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => setAdding(true)}>
          {t('apps.add')}
        </button>
      </p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p className="empty__title">{t('apps.none')}</p>
      ) : (
        data.map((app) => <AppCard key={app.id} app={app} />)
      )}
      {adding && <AddAppDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}
