import { useAlerts } from '../api/my-queries.ts';
import { Page } from '../frame/Page.tsx';
import { Answered } from '../frame/States.tsx';
import { useLink } from '../live/use-my-live.tsx';
import { useWords } from '../words/language.tsx';
import { AlertLine } from './AlertLine.tsx';

/** Alerts that this person was told of, those that wait for an answer first. */
export function AlertsPage() {
  const { words } = useWords();
  const asked = useAlerts();
  const offline = useLink() === 'dead';
  return (
    <Page title={words.alert.title}>
      <Answered asked={asked}>
        {(alerts) => (
          <>
            {offline && <p className="notice">{words.alert.cannotTell}</p>}
            {!offline && alerts.every(({ status }) => status === 'closed') && <p className="notice notice--good">{words.alert.none}</p>}
            <ul className="cards">
              {[...alerts]
                .sort((a, b) => Number(b.asked) - Number(a.asked) || Date.parse(b.openedAt) - Date.parse(a.openedAt))
                .map((alert) => (
                  <AlertLine key={alert.id} alert={alert} />
                ))}
            </ul>
          </>
        )}
      </Answered>
    </Page>
  );
}
