import { type RefObject, useEffect, useState } from 'react';

/**
 * Whether somebody is reading the list: the mouse is over it or the news above it, the focus is in them, or it is scrolled down.
 * The news counts because a button there must not go away, nor the rows move, while the mouse is on its way to it.
 * Touch has no hovering; there scrolling and focus tell.
 */
export function useReading(area: RefObject<HTMLElement | null>, list: RefObject<HTMLElement | null>): boolean {
  const [reading, setReading] = useState(false);
  useEffect(() => {
    const element = area.current;
    const scrolled = list.current;
    if (!element || !scrolled) return;
    let hovered = false;
    const update = () => setReading(hovered || element.contains(document.activeElement) || scrolled.scrollTop > 0);
    const hover = (event: PointerEvent) => {
      hovered = event.pointerType === 'mouse' && event.type !== 'pointerleave';
      update();
    };
    element.addEventListener('pointerenter', hover);
    element.addEventListener('pointermove', hover);
    element.addEventListener('pointerleave', hover);
    scrolled.addEventListener('scroll', update, { passive: true });
    // The focus arrives after focusin has been sent, and is nowhere during focusout: look again afterwards.
    const later = () => queueMicrotask(update);
    document.addEventListener('focusin', later);
    element.addEventListener('focusout', later);
    return () => {
      element.removeEventListener('pointerenter', hover);
      element.removeEventListener('pointermove', hover);
      element.removeEventListener('pointerleave', hover);
      scrolled.removeEventListener('scroll', update);
      document.removeEventListener('focusin', later);
      element.removeEventListener('focusout', later);
    };
  }, [area, list]);
  return reading;
}
