import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { InvitationForm } from '../../shared/sign-in/InvitationForm.tsx';
import { ResetForm } from '../../shared/sign-in/ResetForm.tsx';
import { SignInForm } from '../../shared/sign-in/SignInForm.tsx';
import { english, type SignInWords } from '../../shared/sign-in/words.ts';
import { keys } from '../api/keys.ts';
import { go, home, type LinkPage } from '../frame/route.ts';
import { type Language, useWords } from '../words/language.tsx';
import { signIn as polish } from '../words/pl/sign-in.ts';
import { LanguageChoice } from './LanguageChoice.tsx';

const wordsIn: Readonly<Record<Language, SignInWords>> = { en: english, pl: polish };

/** Signing in. Afterwards the page that was asked for appears by itself. */
export function SignIn() {
  const { words, language } = useWords();
  const client = useQueryClient();
  const said = wordsIn[language];
  useEffect(() => {
    document.title = `${said.title} – ${words.frame.product}`;
  }, [said, words]);
  return (
    <main id="maincontent" className="page">
      <SignInForm words={said} lead={words.entrance.lead} onSignedIn={() => void client.invalidateQueries({ queryKey: keys.me })} />
      <LanguageChoice />
      <p className="quiet">{words.entrance.emergency}</p>
    </main>
  );
}

/** The pages behind the links of letters: an invitation, and another password. What stands behind `#` is never sent with an address. */
export function ByLink({ page }: { page: LinkPage }) {
  const { words, language } = useWords();
  const client = useQueryClient();
  const token = location.hash.slice(1);
  const said = wordsIn[language];
  const signedIn = () => {
    void client.invalidateQueries({ queryKey: keys.me });
    go(home);
  };
  return (
    <main id="maincontent" className="page">
      {page === 'invitation' ? (
        <InvitationForm words={said} token={token} onAccepted={signedIn} />
      ) : (
        <ResetForm words={said} token={token} signIn={home} />
      )}
      <LanguageChoice />
      <p className="quiet">{words.entrance.emergency}</p>
    </main>
  );
}
