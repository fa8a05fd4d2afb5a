import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { rotaView } from '../../../gateway/contract/rotas.ts';
import { useSwap } from '../../shared/api/rota-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { instantAt, localInput } from '../../shared/time/wall-clock.ts';
import type { Stretch } from './schedule.ts';

/** One person for another for some time; or somebody more, or somebody fewer. */
export function SwapDialog(props: {
  teamId: string;
  rota: z.infer<typeof rotaView>;
  time: Partial<Pick<Stretch, 'fromAt' | 'untilAt'>>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const swap = useSwap(props.teamId);
  const { zone, people } = props.rota;
  const local = (at: number | undefined) => (at === undefined ? '' : localInput(zone, at));
  const submit = (entered: FormData) => {
    const text = (name: string) => String(entered.get(name) ?? '').trim();
    const [outId, inId] = [text('out') || null, text('in') || null];
    const [from, until] = [instantAt(zone, text('from')), instantAt(zone, text('until'))];
    if (outId === inId) return { field: 'in', says: t(outId === null ? 'rotas.swap.whoMissing' : 'rotas.swap.same') };
    if (from === null) return { field: 'from', says: t('rotas.swap.fromMissing') };
    if (until === null || until <= from) return { field: 'until', says: t('rotas.swap.untilMissing') };
    const onSuccess = () => {
      announce(t('rotas.swap.saved'));
      props.onClose();
    };
    const asked = { outId, inId, fromAt: new Date(from).toISOString(), untilAt: new Date(until).toISOString(), note: text('note') };
    swap.mutate(asked, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('rotas.swap.dialog')}
      send={t('rotas.swap.send')}
      canSend={!swap.isPending}
      problem={swap.error?.message ?? null}
      submit={submit}
      onClose={props.onClose}
    >
      {(missing) => (
        <>
          <Select id="swap-out" name="out" label={t('rotas.swap.out')} defaultValue="">
            <option value="">{t('rotas.swap.outNobody')}</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          <Select id="swap-in" name="in" label={t('rotas.swap.in')} defaultValue="" error={missing('in')}>
            <option value="">{t('rotas.swap.inNobody')}</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          <TextInput
            id="swap-from"
            name="from"
            type="datetime-local"
            label={t('absences.contact.from', { zone })}
            defaultValue={local(props.time.fromAt)}
            error={missing('from')}
          />
          <TextInput
            id="swap-until"
            name="until"
            type="datetime-local"
            label={t('absences.until', { zone })}
            defaultValue={local(props.time.untilAt)}
            error={missing('until')}
          />
          <TextInput id="swap-note" name="note" maxLength={500} label={t('rotas.swap.note')} />
        </>
      )}
    </FormDialog>
  );
}
