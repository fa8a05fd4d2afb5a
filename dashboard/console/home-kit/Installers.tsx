import { Select, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestFittingDays } from '../../../gateway/contract/home-kit.ts';
import { useAssignment, useAssignmentEnd, useInstallers } from '../../shared/api/installer-queries.ts';
import { useColleagues } from '../../shared/api/queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

/** A visit is over by the end of a day here. */
const country = 'Europe/London';
const dayMs = 86_400_000;
/** A visit and the one after it. */
const usualDays = 7;

/** Who sees this home to fit its kit, and until when. */
export function Installers({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { data, error, refetch } = useInstallers(homeId);
  const ending = useAssignmentEnd(homeId);
  const [open, setOpen] = useState(false);
  return (
    <section className="card" aria-labelledby="installers-title">
      <h2 className="card__title" id="installers-title">
        {t('installer.assign.title')}
      </h2>
      <p className="quiet">{t('installer.assign.lead')}</p>
      {ending.error && <p role="alert">{ending.error.message}</p>}
      {!data ? (
        error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : data.length === 0 ? (
        <p>{t('installer.assign.none')}</p>
      ) : (
        <ul className="plain-list">
          {data.map(({ userId, name, untilAt }) => (
            <li key={userId} className="contact-card__way">
              {untilAt === null
                ? t('installer.assign.forGood', { name })
                : t('installer.assign.until', { name, time: dayAndTime(Date.parse(untilAt)) })}
              <button
                type="button"
                className="tool"
                disabled={ending.isPending}
                aria-label={t('installer.assign.endOf', { name })}
                onClick={() => ending.mutate(userId, { onSuccess: () => announce(t('installer.assign.ended', { name })) })}
              >
                {t('installer.assign.end')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="tool" onClick={() => setOpen(true)}>
        {t('installer.assign.add')}
      </button>
      {open && <AssignDialog homeId={homeId} onClose={() => setOpen(false)} />}
    </section>
  );
}

function AssignDialog({ homeId, onClose }: { homeId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const now = useServerNow();
  const installers = useColleagues(true).data?.filter(({ role }) => role === 'installer') ?? [];
  const assigning = useAssignment(homeId);
  const submit = (entered: FormData) => {
    const chosen = installers.find(({ id }) => id === entered.get('installer'));
    const until = instantAt(country, `${String(entered.get('day'))}T23:59`);
    if (!chosen) return { field: 'installer', says: t('installer.assign.whoMissing') };
    if (until === null || now === null || until <= now || until > now + longestFittingDays * dayMs)
      return { field: 'day', says: t('installer.assign.dayMissing') };
    const onSuccess = () => {
      announce(t('installer.assign.did', { name: chosen.name }));
      onClose();
    };
    assigning.mutate({ userId: chosen.id, untilAt: new Date(until).toISOString() }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('installer.assign.dialog')}
      send={t('installer.assign.send')}
      canSend={!assigning.isPending}
      problem={assigning.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select id="assign-who" name="installer" label={t('installer.assign.who')} defaultValue="" error={missing('installer')}>
            <option value="">{t('installer.assign.choose')}</option>
            {installers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          <TextInput
            id="assign-day"
            name="day"
            type="date"
            label={t('installer.assign.day')}
            defaultValue={now === null ? '' : localInput(country, now + usualDays * dayMs).slice(0, 10)}
            error={missing('day')}
          />
        </>
      )}
    </FormDialog>
  );
}
