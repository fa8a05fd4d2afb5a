import type { ReactNode } from 'react';
import { Caught as CaughtWith } from '../../shared/components/Caught.tsx';
import { words } from '../words.ts';

/** Whatever breaks while the page is drawn: it is said, and the way out is to load anew. */
export function Caught({ children }: { children: ReactNode }) {
  return <CaughtWith broken={() => <Broken />}>{children}</CaughtWith>;
}

function Broken() {
  return (
    <main id="maincontent" className="page">
      <h1>{words.broken}</h1>
      <p>{words.ring999}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </main>
  );
}
