import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';

/**
 * A page: its title in the browser, its heading, and the focus on the heading when one comes from another page,
 * so that the keyboard and the screen reader start where the new page starts.
 */
export function Page(props: {
  title: string;
  heading?: ReactNode;
  className?: string;
  above?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  useEffect(() => {
    document.title = `${props.title} – ${t('frame.product')}`;
  }, [props.title, t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key also changes with the query string, which is no other page.
  useEffect(() => {
    if (key !== 'default') heading.current?.focus();
  }, [pathname]);
  return (
    <main id="maincontent" className={`page ${props.className ?? ''}`}>
      {props.above}
      <div className="page__head">
        <h1 className="page__title" tabIndex={-1} ref={heading}>
          {props.heading ?? props.title}
        </h1>
        {props.aside}
      </div>
      {props.children}
    </main>
  );
}
