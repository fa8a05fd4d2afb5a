import { type RefObject, useEffect } from 'react';
import { everySecond } from '../../shared/time/use-server-now.ts';

/** Switches the class `flash-on` of the area once a second, past React: hundreds of rows are not compared for the sake of an edge. */
export function useFlash(area: RefObject<HTMLElement | null>, on: boolean): void {
  useEffect(() => {
    const element = area.current;
    if (!on || !element) return;
    const stop = everySecond((ticks) => element.classList.toggle('flash-on', ticks % 2 === 1));
    return () => {
      stop();
      element.classList.remove('flash-on');
    };
  }, [area, on]);
}
