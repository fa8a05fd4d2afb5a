import type { ReactNode } from 'react';
import { Caught as CaughtWith } from '../../shared/components/Caught.tsx';
import { useWords } from '../words/language.tsx';

/** Whatever breaks while a page is drawn: it is said, and the way out is to load anew. */
export function Caught({ children }: { children: ReactNode }) {
  return <CaughtWith broken={() => <Broken />}>{children}</CaughtWith>;
}

function Broken() {
  const { words } = useWords();
  return (
    <main id="maincontent" className="page">
      <h1>{words.frame.failed}</h1>
      <p>{words.entrance.emergency}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {words.frame.reload}
      </button>
    </main>
  );
}
