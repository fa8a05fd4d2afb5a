import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionKeys } from '../../shared/api/session-queries.ts';
import { SignInForm } from '../../shared/sign-in/SignInForm.tsx';
import { english } from '../../shared/sign-in/words.ts';
import { words } from '../words.ts';
import { Calls } from './Calls.tsx';

/** Signing in. Afterwards the visits appear by themselves. */
export function SignIn() {
  const client = useQueryClient();
  useEffect(() => {
    document.title = `${english.title} – ${words.product}`;
  }, []);
  return (
    <main id="maincontent" className="page">
      <SignInForm words={english} lead={words.signInLead} onSignedIn={() => void client.invalidateQueries({ queryKey: sessionKeys.me })} />
      <Calls />
    </main>
  );
}
