import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { rotaView } from '../../../gateway/contract/rotas.ts';
import { useSwapTakenBack } from '../../shared/api/rota-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

type Rota = z.infer<typeof rotaView>;

/** Swaps that are not over, in the order in which they were made. */
export function Swaps({ teamId, rota }: { teamId: string; rota: Rota }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const back = useSwapTakenBack(teamId);
  const named = (id: string | null) => rota.people.find((person) => person.id === id)?.name ?? null;
  const words = ({ inId, outId }: Rota['overrides'][number]): string => {
    const [comes, leaves] = [named(inId), named(outId)];
    if (comes && leaves) return t('rotas.swap.for', { comes, leaves });
    return comes ? t('rotas.swap.also', { comes }) : t('rotas.swap.without', { leaves: leaves ?? '' });
  };
  return (
    <section className="card">
      <h2 className="card__title">{t('rotas.swap.title')}</h2>
      {rota.overrides.length === 0 && <p>{t('rotas.swap.none')}</p>}
      <ul className="contact-dates">
        {rota.overrides.map((one) => {
          const period = { from: dayAndTime(Date.parse(one.fromAt), rota.zone), until: dayAndTime(Date.parse(one.untilAt), rota.zone) };
          const text = t('rotas.swap.line', { ...period, who: words(one) });
          return (
            <li key={one.id}>
              {text} <span className="quiet">{one.note}</span>{' '}
              <button
                type="button"
                className="tool"
                disabled={back.isPending}
                aria-label={t('rotas.swap.backOf', { text })}
                onClick={() => back.mutate(one.id, { onSuccess: () => announce(t('rotas.swap.tookBack')) })}
              >
                {t('rotas.swap.back')}
              </button>
            </li>
          );
        })}
      </ul>
      {back.error && (
        <p className="notice notice--warn" role="alert">
          {back.error.message}
        </p>
      )}
    </section>
  );
}
