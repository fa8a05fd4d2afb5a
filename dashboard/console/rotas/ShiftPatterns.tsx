import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shared/api/session-queries.ts';
import { usePatternEnd, useShiftPatterns } from '../../shared/api/team-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { type ShiftPattern, ShiftPatternDialog } from './ShiftPatternDialog.tsx';
import { timesText } from './times-text.ts';

/** Named times that rotas and working hours of contacts share: written once, changed for all of them. */
export function ShiftPatterns() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { data, error, refetch } = useShiftPatterns();
  const mayChange = mayDo(useMe().data?.role, 'makeRotas');
  const end = usePatternEnd();
  /** `new`: one is added; otherwise the one that is changed. */
  const [open, setOpen] = useState<ShiftPattern | 'new' | null>(null);
  const remove = ({ id, name }: ShiftPattern) => end.mutate(id, { onSuccess: () => announce(t('rotas.patterns.removed', { name })) });
  return (
    <section className="card" aria-labelledby="patterns-title">
      <div className="card__head">
        <h2 className="card__title" id="patterns-title">
          {t('rotas.patterns.title')}
        </h2>
        {mayChange && data && (
          <button type="button" className="take" onClick={() => setOpen('new')}>
            {t('rotas.patterns.add')}
          </button>
        )}
      </div>
      <p className="quiet">{t('rotas.patterns.lead')}</p>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {data?.length === 0 && <p>{t('rotas.patterns.none')}</p>}
      <ul className="contact-dates">
        {data?.map((pattern) => (
          <li key={pattern.id}>
            <strong>{pattern.name}</strong>: {timesText(pattern.windows, t)}{' '}
            {mayChange && (
              <>
                <button
                  type="button"
                  className="tool"
                  aria-label={t('rotas.patterns.changeOf', { name: pattern.name })}
                  onClick={() => setOpen(pattern)}
                >
                  {t('rotas.patterns.change')}
                </button>{' '}
                <button
                  type="button"
                  className="tool"
                  disabled={end.isPending}
                  aria-label={t('rotas.patterns.removeOf', { name: pattern.name })}
                  onClick={() => remove(pattern)}
                >
                  {t('rotas.patterns.remove')}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {end.error && (
        <p className="notice notice--warn" role="alert">
          {end.error.message}
        </p>
      )}
      {open && data && <ShiftPatternDialog pattern={open === 'new' ? null : open} patterns={data} onClose={() => setOpen(null)} />}
    </section>
  );
}
