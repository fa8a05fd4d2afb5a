import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

type Announce = (text: string, urgency?: 'polite' | 'assertive') => void;
const AnnounceContext = createContext<Announce>(() => undefined);

/** Says something to those who hear the page. Counts and outcomes are polite; only a new high alert or a dead link interrupts. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

/** The two live regions of the whole page. */
export function Announcer({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  const announce = useCallback<Announce>((text, urgency = 'polite') => (urgency === 'polite' ? setPolite : setAssertive)(text), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="nhsuk-u-visually-hidden" role="status">
        {polite}
      </div>
      <div className="nhsuk-u-visually-hidden" role="alert">
        {assertive}
      </div>
    </AnnounceContext>
  );
}
