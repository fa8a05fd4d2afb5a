import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { SignInForm } from '../../shared/sign-in/SignInForm.tsx';
import { english, type SignInWords } from '../../shared/sign-in/words.ts';
import { keys } from '../api/keys.ts';
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
