import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** The ways to the parts of a long page, in reach wherever one reads: it stays below the head of the page, which is as high as what it says. */
export function LocalNavigation({ name, parts }: { name: string; parts: readonly { readonly id: string; readonly label: string }[] }) {
  const { t } = useTranslation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const head = document.querySelector('.sticky-top');
    const page = nav.current?.parentElement;
    if (!head || !page) return;
    const measure = new ResizeObserver(() => {
      page.style.setProperty('--head', `${head.getBoundingClientRect().height}px`);
      page.style.setProperty('--ways', `${nav.current?.getBoundingClientRect().height ?? 0}px`);
    });
    measure.observe(head);
    if (nav.current) measure.observe(nav.current);
    return () => measure.disconnect();
  }, []);
  return (
    <nav className="local-navigation" aria-label={t('patients.detail.parts.of', { name })} ref={nav}>
      <ul>
        {parts.map(({ id, label }) => (
          <li key={id}>
            <a href={`#${id}`}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
