import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocalities } from '../../shared/api/enrolment-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import type { Locality } from '../../shared/api/shapes.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { LayerList } from './LayerList.tsx';
import { LocalityDialog } from './LocalityDialog.tsx';
import { treeOf } from './tree.ts';

/** Places, localities and practices: who lives where, and what each says about agreements. */
export function LocalitiesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useLocalities();
  const setsUp = mayDo(useMe().data?.role, 'setUp');
  /** `new`: one is added; otherwise the one that is changed. */
  const [open, setOpen] = useState<Locality | 'new' | null>(null);
  const [layersOf, setLayersOf] = useState<string | null>(null);
  return (
    <Page title={t('localities.title')}>
      <p className="quiet enrol__lead">{t('localities.lead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          {setsUp && (
            <div className="actions__row">
              <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => setOpen('new')}>
                {t('localities.add')}
              </button>
            </div>
          )}
          {data.length === 0 && <p className="empty__title">{t('localities.none')}</p>}
          <ul className="card localities">
            {treeOf(data).map(({ place, depth }) => (
              <li key={place.id}>
                <strong style={{ paddingInlineStart: `${depth * 1.5}rem` }}>{place.name}</strong>
                <span className="quiet">{t(`localities.kinds.${place.kind}`)}</span>
                <span>{t('localities.people', { count: place.people })}</span>
                <span className="actions__row">
                  {place.layers > 0 && (
                    <button
                      type="button"
                      className="tool"
                      aria-expanded={layersOf === place.id}
                      aria-label={t('localities.layersOf', { count: place.layers, name: place.name })}
                      onClick={() => setLayersOf(layersOf === place.id ? null : place.id)}
                    >
                      {t('localities.layers', { count: place.layers })}
                    </button>
                  )}
                  {setsUp && (
                    <button
                      type="button"
                      className="tool"
                      aria-label={t('localities.changeOf', { name: place.name })}
                      onClick={() => setOpen(place)}
                    >
                      {t('localities.change')}
                    </button>
                  )}
                </span>
                {layersOf === place.id && <LayerList id={place.id} name={place.name} />}
              </li>
            ))}
          </ul>
          {open && <LocalityDialog places={data} place={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
        </>
      )}
    </Page>
  );
}
