import { Component, type ReactNode } from 'react';
import { useWords } from '../words/language.tsx';

/** Whatever breaks while a page is drawn: it is said, and the way out is to load anew. */
export class Caught extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
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
