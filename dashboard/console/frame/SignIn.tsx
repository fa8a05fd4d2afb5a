import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { clockView } from '../../../gateway/contract/system.ts';
import { useMe, useSignOut } from '../../shared/api/session-queries.ts';
import { InvitationForm } from '../../shared/sign-in/InvitationForm.tsx';
import { ResetForm } from '../../shared/sign-in/ResetForm.tsx';
import { SignInForm } from '../../shared/sign-in/SignInForm.tsx';
import { english } from '../../shared/sign-in/words.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { Wordmark } from './Wordmark.tsx';

type Clock = z.infer<typeof clockView> | undefined;

/** Signing in. Afterwards the page that was asked for appears by itself. */
export function SignIn({ clock }: { clock: Clock }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Plain clock={clock} title={english.title}>
      <SignInForm words={english} lead={t('frame.signIn.lead')} onSignedIn={() => void me.refetch()} />
    </Plain>
  );
}

/** What the link of a letter opens, whoever is signed in; `token` is what stands behind `#`. */
export function Letter({ clock, kind, token }: { clock: Clock; kind: 'invitation' | 'reset'; token: string }) {
  // Another page, not another view of this one: nothing of a session that was there before stays.
  const goTo = (path: string) => window.location.replace(path);
  return (
    <Plain clock={clock} title={kind === 'reset' ? english.choose.title : english.title}>
      {kind === 'reset' ? (
        <ResetForm words={english} token={token} signIn="/" />
      ) : (
        <InvitationForm words={english} token={token} onAccepted={() => goTo('/')} />
      )}
    </Plain>
  );
}

/** A page without the frame: nobody is signed in, or not yet far enough. */
export function Plain(props: { clock: Clock; title: string; canSignOut?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  useEffect(() => {
    document.title = `${props.title} – ${t('frame.product')}`;
  }, [props.title, t]);
  return (
    <>
      <header className="bar bar--plain">
        <Wordmark />
        {props.canSignOut && (
          <button type="button" className="bar__tool" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
            {t('frame.signOut')}
          </button>
        )}
      </header>
      <DemoBanner clock={props.clock} />
      {props.canSignOut ? (
        props.children
      ) : (
        <main id="maincontent" className="page page--narrow">
          {props.children}
        </main>
      )}
    </>
  );
}
