import { useSyncExternalStore } from 'react';

/** Below this width a row is a small card; the style sheet uses the same width. */
const narrow = '(max-width: 60rem)';

/** Row heights in px; the style sheet takes them from here through the table's own size. */
export function rowHeight(isNarrow: boolean): number {
  return isNarrow ? 118 : 32;
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(narrow);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(narrow).matches);
}
