import { Select, Textarea } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ServiceView, signpostWays } from '../../../gateway/contract/services.ts';
import { useSignpost, useSignposts } from '../../shared/api/answering-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

interface Props {
  service: Pick<ServiceView, 'id' | 'name'>;
  person: { readonly id: string; readonly name: string };
  /** The alert that it follows from; null: none. */
  alertId: string | null;
  onClose: () => void;
}

/** Tells somebody of a service: its entry goes to the messages of their app, or it is written down that it was said. */
export function SignpostDialog({ service, person, alertId, onClose }: Props) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { data } = useSignposts(person.id);
  const signpost = useSignpost(person.id);
  const [id] = useState(() => crypto.randomUUID());
  const ways = signpostWays.filter((way) => way !== 'app' || data?.hasApp);
  const before = data?.signposts.find(({ serviceId }) => serviceId === service.id);
  const submit = (entered: FormData) => {
    const how = ways.find((way) => way === entered.get('how')) ?? 'spoken';
    const onSuccess = () => {
      announce(t('services.signpost.done', { name: person.name }));
      onClose();
    };
    signpost.mutate({ id, serviceId: service.id, note: String(entered.get('note')).trim(), how, alertId }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('services.signpost.title', { name: person.name, service: service.name })}
      send={t('services.signpost.send')}
      canSend={!signpost.isPending && data !== undefined}
      problem={signpost.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => (
        <>
          <p className="quiet">{t('services.signpost.lead')}</p>
          {before && <p className="notice">{t('services.signpost.before')}</p>}
          {data && (
            <Select
              id="signpost-how"
              name="how"
              label={t('services.signpost.how')}
              hint={data.hasApp ? undefined : t('services.signpost.noApp')}
            >
              {ways.map((way) => (
                <option key={way} value={way}>
                  {t(`services.signpost.ways.${way}`)}
                </option>
              ))}
            </Select>
          )}
          <Textarea id="signpost-note" name="note" rows={2} maxLength={500} label={t('services.signpost.note')} />
        </>
      )}
    </FormDialog>
  );
}
