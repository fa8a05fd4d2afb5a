import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactToCall } from '../../../gateway/contract/answering.ts';
import { type CallOrderReason, type CallResult, callOrderReasons, callResults } from '../../../rules/model/answering.ts';
import { readableNumber } from '../../../rules/model/readable-number.ts';
import { useRecord } from '../../shared/api/answering-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { useCanAct } from '../../shared/live/use-live.tsx';

const minutesToChoose = [10, 20, 30, 45, 60] as const;

interface Props {
  alertId: string;
  contact: Pick<ContactToCall, 'id' | 'name'>;
  /** Left out: they are not known yet. */
  numbers: readonly string[] | undefined;
  /** Names of who comes before them and has not been tried. */
  before: readonly string[];
}

/** The button that was pressed is gone: what is asked next is read out. */
const focus = (node: HTMLElement | null) => node?.focus({ preventScroll: true });

/** How a call has ended, as far as it was said. */
interface Ended {
  readonly result: CallResult;
  readonly minutes: number | null;
}

/**
 * A contact's numbers, and how the call ended: one click; one more for somebody who is coming, and one more, with the reason, for whoever was called
 * before their turn. The numbers can be rung at any time.
 */
export function CallOutcome({ alertId, contact, numbers, before }: Props) {
  const { t } = useTranslation();
  const { name } = contact;
  const canAct = useCanAct();
  const announce = useAnnounce();
  const record = useRecord(alertId);
  const [ended, setEnded] = useState<Ended | null>(null);
  const logged = (result: CallResult) => t(`answering.calls.result.${result}`).replace('…', '');

  const log = ({ result, minutes }: Ended, outOfOrder: CallOrderReason | null) =>
    record.mutate(
      { kind: 'call', contactId: contact.id, result, arrivesInMinutes: minutes, outOfOrder, note: '' },
      {
        onSuccess: () => {
          setEnded(null);
          announce(t('answering.calls.logged', { name, result: logged(result) }));
        },
      },
    );
  const say = (said: Ended) => {
    if (before.length > 0 || (said.result === 'coming' && said.minutes === null)) setEnded(said);
    else log(said, null);
  };
  const choice = (key: string, label: string, onClick: () => void) => (
    <button key={key} type="button" className="tool" disabled={!canAct || record.isPending} onClick={onClick}>
      {label}
    </button>
  );
  const asked = (legend: string, choices: readonly ReactNode[]) => (
    <fieldset key={legend} className="contact-list__results" tabIndex={-1} ref={focus}>
      <legend>{legend}</legend>
      {choices}
      <button type="button" className="tool" onClick={() => setEnded(null)}>
        {t('answering.cancel')}
      </button>
    </fieldset>
  );
  return (
    <>
      <p className="contact-list__numbers">
        {numbers?.map((number) => (
          <a key={number} href={`tel:${number}`} aria-label={t('answering.calls.ring', { name, number: readableNumber(number) })}>
            {readableNumber(number)}
          </a>
        ))}
        {numbers?.length === 0 && <span className="quiet">{t('answering.calls.noNumber')}</span>}
      </p>
      {ended?.result === 'coming' && ended.minutes === null ? (
        asked(
          t('answering.calls.minutes', { name }),
          minutesToChoose.map((count) =>
            choice(String(count), t('answering.calls.minutesOption', { count }), () => say({ result: 'coming', minutes: count })),
          ),
        )
      ) : ended ? (
        asked(
          t('answering.calls.outOfOrder', { name, before: before.join(', ') }),
          callOrderReasons.map((one) => choice(one, t(`answering.calls.orderReason.${one}`), () => log(ended, one))),
        )
      ) : (
        <fieldset className="contact-list__results">
          <legend className="nhsuk-u-visually-hidden">{t('answering.calls.outcomeOf', { name })}</legend>
          {callResults.map((result) => choice(result, t(`answering.calls.result.${result}`), () => say({ result, minutes: null })))}
        </fieldset>
      )}
      {record.error && (
        <p className="notice notice--warn" role="alert">
          {record.error.message}
        </p>
      )}
    </>
  );
}
