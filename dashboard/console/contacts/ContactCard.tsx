import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ContactView } from '../../../gateway/contract/contacts.ts';
import type { invitationLine } from '../../../gateway/contract/sign-in.ts';
import { readableNumber } from '../../../rules/model/readable-number.ts';
import type { Open } from './Contacts.tsx';

interface Props {
  readonly contact: ContactView;
  /** Of the newest invitation that stands; null: they were never invited. */
  readonly invitation: z.infer<typeof invitationLine>['state'] | null;
  readonly open: (what: Open) => void;
}

/** One contact: every way to them in order, whether it is checked, and what can be done. */
export function ContactCard({ contact, invitation, open }: Props) {
  const { t } = useTranslation();
  const { name, relationship, order, channels } = contact;
  return (
    <article className="contact-card" aria-label={name}>
      <h3>
        {t('contacts.order', { order })} {name}, {relationship}
        {invitation === 'accepted' && <span className="mark">{t('contacts.signsIn')}</span>}
        {invitation === 'waiting' && <span className="mark">{t('contacts.invited')}</span>}
      </h3>
      {channels.length === 0 && <p className="quiet">{t('contacts.noWays')}</p>}
      <ul className="plain-list">
        {channels.map((channel) => (
          <li key={`${channel.kind} ${channel.address}`} className="contact-card__way">
            <WayLine contact={contact} channel={channel} open={open} />
          </li>
        ))}
      </ul>
      <div className="actions__row">
        <button type="button" className="tool" aria-label={t('contacts.editOf', { name })} onClick={() => open({ what: 'edit', contact })}>
          {t('contacts.edit')}
        </button>
        {invitation !== 'accepted' && invitation !== 'waiting' && (
          <button type="button" className="tool" onClick={() => open({ what: 'invite', contact })}>
            {t('contacts.signIn', { name })}
          </button>
        )}
        <button
          type="button"
          className="tool"
          aria-label={t('contacts.removeOf', { name })}
          onClick={() => open({ what: 'remove', contact })}
        >
          {t('contacts.remove')}
        </button>
      </div>
    </article>
  );
}

function WayLine({ contact, channel, open }: Pick<Props, 'contact' | 'open'> & { channel: ContactView['channels'][number] }) {
  const { t } = useTranslation();
  const { kind, address } = channel;
  if (kind === 'push') return <>{t('contacts.app')}</>;
  const point = contact.points.find((one) => one.kind === kind && one.address === address);
  const names = { name: contact.name, address: readableNumber(address) };
  return (
    <>
      <span>
        {t(`terms.channel.${kind}`)}: {names.address}
      </span>
      {point?.checkedHow && (
        <span className="steps-done">{t(`contacts.checkedBy.${point.checkedHow}`, { by: point.checkedBy ?? '' })}</span>
      )}
      {point && point.checkedHow === null && (
        <>
          <strong className="never">{t('contacts.unchecked')}</strong>
          <button
            type="button"
            className="tool"
            aria-label={t('contacts.codeOf', names)}
            onClick={() => open({ what: 'code', contact, point })}
          >
            {t('contacts.code')}
          </button>
          <button
            type="button"
            className="tool"
            aria-label={t('contacts.phoneOf', names)}
            onClick={() => open({ what: 'phone', contact, point })}
          >
            {t('contacts.phone')}
          </button>
        </>
      )}
    </>
  );
}
