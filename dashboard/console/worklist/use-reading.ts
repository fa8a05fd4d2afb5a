import { type RefObject, useEffect, useState } from 'react';

/**
 * Whether somebody is reading the list: the mouse is over it, the focus is in it, or it is scrolled down.
 * Touch has no hovering; there scrolling and focus tell.
 */
export function useReading(list: RefObject<HTMLElement | null>): boolean {
  const [reading, setReading] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let hovered = false;
    const update = () => setReading(hovered || element.contains(document.activeElement) || element.scrollTop > 0);
    const hover = (event: PointerEvent) => {
      hovered = event.pointerType === 'mouse' && event.type !== 'pointerleave';
      update();
    };
    element.addEventListener('pointerenter', hover);
    element.addEventListener('pointermove', hover);
    element.addEventListener('pointerleave', hover);
    element.addEventListener('scroll', update, { passive: true });
    // The focus arrives after focusin has been sent, and is nowhere during focusout: look again afterwards.
    const later = () => queueMicrotask(update);
    document.addEventListener('focusin', later);
    element.addEventListener('focusout', later);
    return () => {
      element.removeEventListener('pointerenter', hover);
      element.removeEventListener('pointermove', hover);
      element.removeEventListener('pointerleave', hover);
      element.removeEventListener('scroll', update);
      document.removeEventListener('focusin', later);
      element.removeEventListener('focusout', later);
    };
  }, [list]);
  return reading;
}
