import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/language.tsx';
import { Link } from './Link.tsx';

/** Set once the first page was shown: whoever opens the app is not thrown past its head, whoever goes on hears where they came to. */
let shownBefore = false;

/** One page: its name in the window and as heading, the way back, and what it holds. */
export function Page({ title, back, children }: { title: string; back?: { to: string; text: string }; children: ReactNode }) {
  const { words } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${words.frame.product}`;
  }, [title, words]);
  useEffect(() => {
    if (shownBefore) heading.current?.focus({ preventScroll: true });
    shownBefore = true;
  }, []);
  return (
    <main id="maincontent" className="page">
      {back && (
        <Link to={back.to} className="back">
          {back.text}
        </Link>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
