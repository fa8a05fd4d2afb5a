import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../gateway/contract/figures.ts';

/** A shape for each, so that colour is never the only difference; what is not judged has the same quiet line. */
const shapes: Readonly<Record<Verdict, string>> = {
  met: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 10L3.8 7.8 5 6.6l2 2 4-4 1.2 1.2Z',
  near: 'M8 .8 15.2 8 8 15.2.8 8Z',
  missed: 'M8 1 15.5 15H.5Z',
  'not-enough-data': 'M2 7h12v2H2Z',
  'nothing-recorded': 'M2 7h12v2H2Z',
  'no-target': 'M2 7h12v2H2Z',
};

/** How a figure stands to its aim: shape, word and colour. */
export function Standing({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  return (
    <span className={`standing standing--${verdict}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={shapes[verdict]} />
      </svg>
      {t(`figures.verdict.${verdict}`)}
    </span>
  );
}
