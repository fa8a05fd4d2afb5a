import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WardStay } from '../../../gateway/contract/ward.ts';
import { useOffersTaken, useStayOffers } from '../../shared/api/ward-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';

/** The agreements of the pathway: those that need no answer can be drafted together, the others have their own form. */
export function Offers({ stay }: { stay: WardStay }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { data } = useStayOffers(stay.id);
  const taken = useOffersTaken(stay.id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (!data) return null;
  const toggle = (template: string) =>
    setChosen((before) => new Set(before.has(template) ? [...before].filter((one) => one !== template) : [...before, template]));
  const draft = () =>
    taken.mutate([...chosen], {
      onSuccess: () => {
        setChosen(new Set());
        announce(t('ward.drafted'));
      },
    });
  return (
    <details className="behind">
      <summary>{t('ward.offers')}</summary>
      <p className="quiet">{t('ward.offersSays')}</p>
      <fieldset className="dialog__group">
        <legend>{t('ward.offersOf', { title: data.title })}</legend>
        {data.agreements.map(({ template, title, asks, state }) => (
          <div key={template}>
            {state === 'open' && asks.length === 0 ? (
              <label className="person-choice">
                <input type="checkbox" checked={chosen.has(template)} onChange={() => toggle(template)} /> {title}
              </label>
            ) : (
              <p>
                {title}: <span className="quiet">{t(`ward.state.${state}`)}</span>
                {state === 'open' && (
                  <>
                    . {t('ward.asks', { questions: asks.join(' ') })}{' '}
                    <Link to={`/patients/${encodeURIComponent(stay.patientId)}/agreements/new/${template}`}>
                      {t('ward.own')}
                      <span className="nhsuk-u-visually-hidden">: {title}</span>
                    </Link>
                  </>
                )}
              </p>
            )}
          </div>
        ))}
      </fieldset>
      {taken.error && (
        <p className="notice notice--warn" role="alert">
          {taken.error.message}
        </p>
      )}
      <button type="button" className="tool" disabled={chosen.size === 0 || taken.isPending} onClick={draft}>
        {t('ward.draft')}
      </button>
    </details>
  );
}
