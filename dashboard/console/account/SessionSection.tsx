import { useTranslation } from 'react-i18next';
import { useMySessions, useOtherSessionsEnd, useSessionEnd } from '../../shared/api/account-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { browserName } from '../../shared/sign-in/browser-name.ts';
import type { Session } from '../../shared/sign-in/requests.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** Everywhere I am signed in, with the way to end it. */
export function SessionSection() {
  const { t } = useTranslation();
  const { data, error, refetch } = useMySessions();
  const end = useSessionEnd();
  const endOthers = useOtherSessionsEnd();
  return (
    <section className="card">
      <h2>{t('account.sessions.title')}</h2>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data && <Loading />}
      <ul className="account__list">
        {data?.map((session) => (
          <SessionLine key={session.id} session={session} isPending={end.isPending} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      {data && data.length > 1 && (
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
          disabled={endOthers.isPending}
          onClick={() => endOthers.mutate(undefined)}
        >
          {t('account.sessions.endOthers')}
        </button>
      )}
    </section>
  );
}

function SessionLine(props: { session: Session; isPending: boolean; onEnd: () => void }) {
  const { t } = useTranslation();
  const { isThis, browser, address, way, startedAt, usedAt } = props.session;
  const where = browser === null ? t('account.sessions.unknown') : browserName(browser);
  const started = dayAndTime(Date.parse(startedAt));
  return (
    <li>
      <strong>{where}</strong>
      {address && ` (${address})`}
      {isThis && <span className="tag"> {t('account.sessions.here')}</span>}
      <br />
      <span className="quiet">
        {t('account.sessions.started')}: {started} ({t(`account.sessions.way.${way}`)}). {t('account.sessions.used')}:{' '}
        {dayAndTime(Date.parse(usedAt))}.
      </span>{' '}
      {!isThis && (
        <button
          type="button"
          className="tool"
          aria-label={t('account.sessions.endOf', { where, time: started })}
          disabled={props.isPending}
          onClick={props.onEnd}
        >
          {t('account.sessions.end')}
        </button>
      )}
    </li>
  );
}
