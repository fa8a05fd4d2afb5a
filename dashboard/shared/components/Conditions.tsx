import { useTranslation } from 'react-i18next';
import type { ConditionView } from '../../../gateway/contract/conditions.ts';

/** Conditions of an agreement: for each a shape (full, empty, dashed) and a word that say whether it was so, what was found, and the limit with who set it. */
export function Conditions({ conditions }: { conditions: readonly ConditionView[] }) {
  const { t } = useTranslation();
  return (
    <ul className="conditions">
      {conditions.map(({ text, met, found, limit }) => {
        const mark = met === null ? 'unknown' : met ? 'met' : 'unmet';
        return (
          <li key={text} className={`conditions__one conditions__one--${mark}`}>
            <span className="conditions__mark">
              <span className="conditions__shape" /> {t(`alert.why.mark.${mark}`)}
            </span>
            <span>
              {text}
              <span className="quiet conditions__found">{found}</span>
              {limit && <span className="quiet conditions__found">{t('alert.evidence.limit', { limit })}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
