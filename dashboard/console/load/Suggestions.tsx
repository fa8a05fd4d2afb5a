import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SuggestionView } from '../../../gateway/contract/fatigue.ts';
import { useSuggestions } from '../../shared/api/load-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { DismissDialog } from './DismissDialog.tsx';

/** What a clinician might change this week. */
export function Suggestions() {
  const { t } = useTranslation();
  const { data, error, refetch } = useSuggestions();
  const [dismissing, setDismissing] = useState<SuggestionView | null>(null);
  return (
    <section className="card" aria-labelledby="suggestions-title">
      <h2 className="card__title" id="suggestions-title">
        {t('load.suggestions.title')}
      </h2>
      <p className="quiet">{t('load.suggestions.lead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p>{t('load.suggestions.none')}</p>
      ) : (
        <ul>
          {data.map((suggestion) => (
            <Suggestion key={suggestion.id} suggestion={suggestion} onDismiss={() => setDismissing(suggestion)} />
          ))}
        </ul>
      )}
      {dismissing && <DismissDialog suggestion={dismissing} onClose={() => setDismissing(null)} />}
    </section>
  );
}

function Suggestion({ suggestion: { text, patientId, dismissed }, onDismiss }: { suggestion: SuggestionView; onDismiss: () => void }) {
  const { t } = useTranslation();
  const isClinician = useMe().data?.role === 'clinician';
  return (
    <li>
      {text} <Link to={`/patients/${encodeURIComponent(patientId)}`}>{t('load.suggestions.open')}</Link>{' '}
      {dismissed && <span className="quiet">{t('load.suggestions.dismissed', dismissed)}</span>}
      {!dismissed && isClinician && (
        <button type="button" className="take" aria-label={t('load.suggestions.dismissOf', { text })} onClick={onDismiss}>
          {t('load.suggestions.dismiss')}
        </button>
      )}
    </li>
  );
}
