import { Component, type ReactNode } from 'react';
import { type WithTranslation, withTranslation } from 'react-i18next';

/** Catches a fault of the page itself, so that it never becomes a blank screen that looks like quiet. */
class Boundary extends Component<WithTranslation & { children: ReactNode }, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error) {
    return { fault };
  }

  override render() {
    const { t, children } = this.props;
    if (!this.state.fault) return children;
    return (
      <main id="maincontent" className="page">
        <div className="notice notice--wrong" role="alert">
          <h1 className="notice__title">{t('frame.error.broken')}</h1>
          <p>{t('frame.error.brokenSays', { detail: this.state.fault.message })}</p>
        </div>
      </main>
    );
  }
}

export const ErrorBoundary = withTranslation()(Boundary);
