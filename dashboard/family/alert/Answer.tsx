import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { type MyAlertDetail, type myAlertCommand, myAlertConflict, myAlertDetail } from '../../../gateway/contract/my-alert-detail.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { request } from '../../shared/api/request.ts';
import { say } from '../../shared/words/say.ts';
import { keys } from '../api/keys.ts';
import { useLink } from '../live/use-my-live.tsx';
import { useWords } from '../words/language.tsx';

type Command = z.infer<typeof myAlertCommand>;
type WithoutVersion = Command extends infer C ? (C extends { version: number } ? Omit<C, 'version'> : never) : never;

/** Accept, decline or hand over, as far as the gateway allows it now. Nothing is answered offline: it would arrive too late to be true. */
export function Answer({ alert }: { alert: MyAlertDetail }) {
  const { words } = useWords();
  const offline = useLink() === 'dead';
  const command = useCommand(alert);
  const [handing, setHanding] = useState(false);
  const w = words.alert;
  const may = (type: Command['type']) => alert.allowed.includes(type);
  if (offline) return <p className="notice notice--wrong">{w.offline}</p>;
  const act = (what: WithoutVersion) => command.mutate(what);
  return (
    <section className="answers">
      <div role="status">
        {command.data === 'overtaken' && <p className="notice">{w.overtaken}</p>}
        {command.isError && <p className="notice notice--wrong">{`${words.frame.failed}: ${command.error.message}`}</p>}
      </div>
      {handing ? (
        <>
          {alert.handOverTo.map(({ contactId, name }) => (
            <Way
              key={contactId}
              text={say(w.handOverTo, { name })}
              off={command.isPending}
              go={() => act({ type: 'hand-over', to: { contactId } })}
            />
          ))}
          <Way text={w.handOverCentre} off={command.isPending} go={() => act({ type: 'hand-over', to: { level: 'coordination' } })} />
          <button type="button" className="button button--plain" onClick={() => setHanding(false)}>
            {w.keep}
          </button>
        </>
      ) : (
        <>
          {may('acknowledge') && (
            <Way text={w.accept} says={w.acceptSays} first off={command.isPending} go={() => act({ type: 'acknowledge' })} />
          )}
          {may('unacknowledge') && <Way text={w.giveBack} off={command.isPending} go={() => act({ type: 'unacknowledge' })} />}
          {may('decline') && <Way text={w.decline} says={w.declineSays} off={command.isPending} go={() => act({ type: 'decline' })} />}
          {may('hand-over') && <Way text={w.handOver} off={false} go={() => setHanding(true)} />}
        </>
      )}
    </section>
  );
}

function Way({ text, says, first, off, go }: { text: string; says?: string; first?: boolean; off: boolean; go: () => void }) {
  return (
    <p className="answers__way">
      <button type="button" className={first ? 'button' : 'button button--second'} disabled={off} onClick={go}>
        {text}
      </button>
      {says && <span className="quiet">{says}</span>}
    </p>
  );
}

/** Sends a command about the version that is shown; where it was overtaken nothing is done, and the page shows how it is now. */
function useCommand(alert: MyAlertDetail) {
  const client = useQueryClient();
  const { language } = useWords();
  const show = (changed: MyAlertDetail) => {
    client.setQueryData([...keys.alert(alert.id), { language }], changed);
    void client.invalidateQueries({ queryKey: keys.alerts, exact: false });
    void client.invalidateQueries({ queryKey: keys.person(alert.patientId) });
  };
  return useMutation({
    mutationFn: async (command: WithoutVersion): Promise<'done' | 'overtaken'> => {
      try {
        const path = `/api/my/alerts/${encodeURIComponent(alert.id)}/commands`;
        show(await request(myAlertDetail, path, { body: { ...command, version: alert.version }, language }));
        return 'done';
      } catch (error) {
        const conflict = error instanceof ApiProblem && error.status === 409 ? myAlertConflict.safeParse(error.body) : null;
        if (!conflict?.success) throw error;
        show(conflict.data.alert);
        return 'overtaken';
      }
    },
  });
}
