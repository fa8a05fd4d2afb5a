import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../../shared/components/Page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('frame.notFound.title')}>
      <p>{t('frame.notFound.says')}</p>
      <p>
        <Link to="/">{t('frame.notFound.back')}</Link>
      </p>
    </Page>
  );
}
