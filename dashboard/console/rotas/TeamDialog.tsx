import { Select, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { teamInput } from '../../../gateway/contract/people.ts';
import type { teamSetUp } from '../../../gateway/contract/rotas.ts';
import { teamKinds } from '../../../rules/model/patient.ts';
import { useLocalities } from '../../shared/api/enrolment-queries.ts';
import { useNewTeam, useTeamChange } from '../../shared/api/team-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { WayFields } from '../contacts/WayFields.tsx';
import { readWays, staffWays, type TypedWay } from '../contacts/ways.ts';
import { treeOf } from '../localities/tree.ts';

/** Makes a team, or changes its name, where it works and what its people share. `team` null: a new one. */
export function TeamDialog({ team, onClose }: { team: z.infer<typeof teamSetUp> | null; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const places = useLocalities().data ?? [];
  const making = useNewTeam();
  const changing = useTeamChange(team?.id ?? '');
  const [ways, setWays] = useState<readonly TypedWay[]>(team?.channels ?? []);
  const [wrong, setWrong] = useState<number | null>(null);
  const [localityId, setLocalityId] = useState(team?.localityId ?? '');
  const submit = (entered: FormData) => {
    const name = String(entered.get('name')).trim();
    const read = readWays(ways);
    setWrong('wrong' in read ? read.wrong : null);
    if (name === '') return { field: 'name', says: t('rotas.team.nameMissing') };
    if ('wrong' in read) return { field: `way-${read.wrong}`, says: '' };
    const to = { name, localityId: localityId || null, channels: read.ways as z.input<typeof teamInput>['channels'] };
    const saved = (id: string) => {
      announce(t('rotas.team.saved', { name }));
      onClose();
      void navigate(`/rotas/${encodeURIComponent(id)}`);
    };
    if (team) changing.mutate(to, { onSuccess: () => saved(team.id) });
    else {
      const kind = teamKinds.find((one) => one === entered.get('kind')) ?? 'agency';
      making.mutate({ ...to, kind }, { onSuccess: ({ id }) => saved(id) });
    }
    return null;
  };
  return (
    <FormDialog
      title={team ? t('rotas.team.changeOf', { name: team.name }) : t('rotas.team.add')}
      send={t('rotas.team.send')}
      canSend={!making.isPending && !changing.isPending}
      problem={(making.error ?? changing.error)?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          {!team && (
            <Select id="team-kind" name="kind" label={t('rotas.columns.kind')}>
              {teamKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`absences.team.${kind}`)}
                </option>
              ))}
            </Select>
          )}
          <TextInput
            id="team-name"
            name="name"
            maxLength={200}
            autoComplete="off"
            label={t('rotas.team.name')}
            defaultValue={team?.name}
            error={missing('name')}
          />
          <Select
            id="team-place"
            label={t('rotas.team.place')}
            value={localityId}
            onChange={(event) => setLocalityId(event.currentTarget.value)}
          >
            <option value="">{t('rotas.team.everywhere')}</option>
            {treeOf(places).map(({ place, depth }) => (
              <option key={place.id} value={place.id}>
                {`${'– '.repeat(depth)}${place.name}`}
              </option>
            ))}
          </Select>
          <p className="quiet">{t('rotas.team.sharedSays')}</p>
          <WayFields kinds={staffWays} ways={ways} onChange={setWays} wrong={wrong} />
          <p className="quiet">{t('rotas.team.times')}</p>
        </>
      )}
    </FormDialog>
  );
}
