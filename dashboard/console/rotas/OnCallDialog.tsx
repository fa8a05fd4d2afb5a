import { TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { onCallInput } from '../../../gateway/contract/people.ts';
import { useNewOnCall } from '../../shared/api/team-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { instantAt } from '../../shared/time/wall-clock.ts';
import { WayFields } from '../contacts/WayFields.tsx';
import { readWays, staffWays, type TypedWay } from '../contacts/ways.ts';

/** Somebody is on call for this team, from now or later on, with an end or without. */
export function OnCallDialog({ teamId, zone, onClose }: { teamId: string; zone: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const adding = useNewOnCall(teamId);
  const [ways, setWays] = useState<readonly TypedWay[]>([{ kind: 'sms', address: '' }]);
  const [wrong, setWrong] = useState<number | null>(null);
  const submit = (entered: FormData) => {
    const text = (field: string) => String(entered.get(field) ?? '').trim();
    const [from, until] = [instantAt(zone, text('from')), instantAt(zone, text('until'))];
    const [name, read] = [text('name'), readWays(ways)];
    setWrong('wrong' in read ? read.wrong : null);
    if (name === '') return { field: 'name', says: t('rotas.onCall.nameMissing') };
    if ('wrong' in read) return { field: `way-${read.wrong}`, says: '' };
    if (read.ways.length === 0) return { field: 'name', says: t('rotas.onCall.ways') };
    if (until !== null && from !== null && until <= from) return { field: 'until', says: t('rotas.onCall.untilWrong') };
    const instant = (at: number) => new Date(at).toISOString();
    const onSuccess = () => {
      announce(t('rotas.onCall.saved', { name }));
      onClose();
    };
    adding.mutate(
      {
        name,
        channels: read.ways as z.input<typeof onCallInput>['channels'],
        ...(from !== null && { fromAt: instant(from) }),
        untilAt: until === null ? null : instant(until),
      },
      { onSuccess },
    );
    return null;
  };
  return (
    <FormDialog
      title={t('rotas.onCall.dialog')}
      send={t('rotas.onCall.send')}
      canSend={!adding.isPending}
      problem={adding.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <TextInput
            id="on-call-name"
            name="name"
            maxLength={200}
            autoComplete="off"
            label={t('rotas.onCall.name')}
            error={missing('name')}
          />
          <WayFields kinds={staffWays} ways={ways} onChange={setWays} wrong={wrong} />
          <TextInput id="on-call-from" name="from" type="datetime-local" label={t('rotas.onCall.from', { zone })} />
          <TextInput id="on-call-until" name="until" type="datetime-local" label={t('rotas.onCall.until')} error={missing('until')} />
        </>
      )}
    </FormDialog>
  );
}
