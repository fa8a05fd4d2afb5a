import { useTranslation } from 'react-i18next';

/** Says that there are too many alerts to look at one by one, and shows them one by one all the same to whoever wants to. */
export function FloodBar({ apart, setApart }: { apart: boolean; setApart: (apart: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <section className="flood" aria-label={t('worklist.flood.name')}>
      <strong>{apart ? t('worklist.flood.saysApart') : t('worklist.flood.says')}</strong>
      <button type="button" className="tool" onClick={() => setApart(!apart)}>
        {apart ? t('worklist.flood.together') : t('worklist.flood.apart')}
      </button>
    </section>
  );
}
