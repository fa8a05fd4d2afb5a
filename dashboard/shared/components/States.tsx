import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.ts';

export function Loading() {
  const { t } = useTranslation();
  return <p className="quiet">{t('frame.loading')}</p>;
}

/** Why something could not be shown, and the way to try again. `missing`: the words for what does not exist. */
export function Failure({ error, retry, missing }: { error: Error; retry: () => void; missing?: string }) {
  const { t } = useTranslation();
  const status = error instanceof ApiProblem ? error.status : null;
  const text = status === 404 && missing ? missing : status === 403 ? t('frame.error.forbidden') : error.message;
  return (
    <div className="notice notice--wrong">
      <h2 className="notice__title">{t('frame.error.title')}</h2>
      <p>{text}</p>
      {status !== 404 && (
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={retry}>
          {t('frame.error.retry')}
        </button>
      )}
    </div>
  );
}
