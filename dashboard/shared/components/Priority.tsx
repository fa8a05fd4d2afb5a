import { useTranslation } from 'react-i18next';
import type { Severity } from '../../../rules/model/alert.ts';

/** A shape for each severity, so that colour is never the only difference. */
const shapes: Record<Severity, string> = {
  high: 'M8 1 15.5 15H.5Z',
  moderate: 'M8 .8 15.2 8 8 15.2.8 8Z',
  low: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z',
};

/** Severity as shape, word and colour. */
export function Priority({ severity }: { severity: Severity }) {
  const { t } = useTranslation();
  return (
    <span className={`priority priority--${severity}`}>
      <svg className="priority__shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={shapes[severity]} />
      </svg>
      {t(`terms.severity.${severity}`)}
    </span>
  );
}
