import { Select, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocalityChange, useNewLocality } from '../../shared/api/locality-queries.ts';
import type { Locality } from '../../shared/api/shapes.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { possibleParents } from './tree.ts';

const kinds = ['place', 'locality', 'practice'] as const;

/** Adds a place, or gives one another name or another place above it. `place` null: a new one. */
export function LocalityDialog({ places, place, onClose }: { places: readonly Locality[]; place: Locality | null; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [kind, setKind] = useState<Locality['kind']>(place?.kind ?? 'locality');
  const adding = useNewLocality();
  const changing = useLocalityChange(place?.id ?? '');
  const submit = (entered: FormData) => {
    const name = String(entered.get('name')).trim();
    if (name === '') return { field: 'name', says: t('localities.nameMissing') };
    const to = { name, parentId: String(entered.get('parent')) || null };
    const onSuccess = () => {
      announce(t('localities.saved', { name }));
      onClose();
    };
    if (place) changing.mutate(to, { onSuccess });
    else adding.mutate({ ...to, kind }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={place ? t('localities.changeOf', { name: place.name }) : t('localities.addTitle')}
      send={t('localities.send')}
      canSend={!adding.isPending && !changing.isPending}
      problem={(adding.error ?? changing.error)?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          {!place && (
            <Select
              id="locality-kind"
              label={t('localities.kind')}
              value={kind}
              onChange={({ currentTarget: { value } }) => setKind(kinds.find((one) => one === value) ?? kind)}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`localities.kinds.${one}`)}
                </option>
              ))}
            </Select>
          )}
          <TextInput
            id="locality-name"
            name="name"
            maxLength={200}
            label={t('localities.name')}
            defaultValue={place?.name ?? ''}
            error={missing('name')}
          />
          <Select id="locality-parent" name="parent" label={t('localities.parent')} defaultValue={place?.parentId ?? ''}>
            <option value="">{t('localities.top')}</option>
            {possibleParents(places, { id: place?.id ?? '', kind }).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          {place && <p className="quiet">{t('localities.moveSays')}</p>}
        </>
      )}
    </FormDialog>
  );
}
