import type { MouseEvent, ReactNode } from 'react';
import { go, usePathname } from './route.ts';

/** A link to a page of ours: shown without loading anew; with a modifier key the browser does what it does. */
export function Link({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  const here = usePathname() === to;
  function follow(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  }
  return (
    <a href={to} className={className} aria-current={here ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  );
}
