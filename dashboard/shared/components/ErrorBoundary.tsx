import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Caught } from './Caught.tsx';

/** Catches a fault of the page itself, so that it never becomes a blank screen that looks like quiet. */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  return <Caught broken={(fault) => <Broken fault={fault} />}>{children}</Caught>;
}

function Broken({ fault }: { fault: Error }) {
  const { t } = useTranslation();
  return (
    <main id="maincontent" className="page">
      <div className="notice notice--wrong" role="alert">
        <h1 className="notice__title">{t('frame.error.broken')}</h1>
        <p>{t('frame.error.brokenSays', { detail: fault.message })}</p>
      </div>
    </main>
  );
}
