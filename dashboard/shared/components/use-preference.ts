import { useCallback, useState } from 'react';

/** A choice of this person at this screen, kept in the browser. Never anything about a patient. */
export function usePreference(name: string, initial: string): [string, (value: string) => void] {
  const key = `hearthline.${name}`;
  const [value, setValue] = useState(() => read(key) ?? initial);
  const set = useCallback(
    (next: string) => {
      setValue(next);
      try {
        localStorage.setItem(key, next);
      } catch {
        // Storage can be forbidden or full; the choice then lasts as long as the page.
      }
    },
    [key],
  );
  return [value, set];
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
