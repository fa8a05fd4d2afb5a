import { TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../gateway/contract/contacts.ts';
import { type Point, useCheck, useCode } from '../../shared/api/contact-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** A code is sent there; then what they read out is entered. */
export function CodeDialog(props: { patientId: string; contact: ContactView; point: Point; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { contact, onClose } = props;
  const { kind, address } = props.point;
  const sending = useCode(props.patientId, contact.id);
  const checking = useCheck(props.patientId, contact.id);
  const sent = sending.data;

  const submit = (entered: FormData) => {
    if (!sent) {
      sending.mutate({ kind, address });
      return null;
    }
    const code = String(entered.get('code')).replaceAll(/\s/g, '');
    if (!/^\d{6}$/.test(code)) return { field: 'code', says: t('contacts.byCode.missing') };
    const onSuccess = () => {
      announce(t('contacts.did.checked', { address }));
      onClose();
    };
    checking.mutate({ kind, address, how: 'code', code }, { onSuccess });
    return null;
  };

  return (
    <FormDialog
      title={t('contacts.byCode.title', { address })}
      send={sent ? t('contacts.byCode.check') : t('contacts.byCode.send')}
      canSend={!sending.isPending && !checking.isPending}
      problem={(sent ? checking.error : sending.error)?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('contacts.byCode.says', { name: contact.name })}</p>
          {sent && (
            <>
              <p role="status">{t('contacts.byCode.sent', { time: dayAndTime(Date.parse(sent.expiresAt)) })}</p>
              <TextInput
                id="contact-code"
                name="code"
                inputMode="numeric"
                autoComplete="off"
                maxLength={10}
                label={t('contacts.byCode.label', { name: contact.name })}
                error={missing('code')}
              />
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}
