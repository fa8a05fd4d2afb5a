import { lazy, Suspense } from 'react';
import { Link } from './frame/Link.tsx';
import { Page } from './frame/Page.tsx';
import { home, type PersonPage as PersonPageName, routeOf, usePathname } from './frame/route.ts';
import { Loading } from './frame/States.tsx';
import { HomePage } from './home/HomePage.tsx';
import { PersonPage } from './person/PersonPage.tsx';
import { useWords } from './words/language.tsx';

type Shown = (props: { id: string }) => React.ReactNode;
/** How somebody is and what needs an answer is there at once; the rest is fetched when it is opened, or by the service worker before. */
const AlertsPage = lazy(async () => ({ default: (await import('./alert/AlertsPage.tsx')).AlertsPage }));
const SettingsPage = lazy(async () => ({ default: (await import('./settings/SettingsPage.tsx')).SettingsPage }));
const AlertPage = lazy<Shown>(async () => ({ default: (await import('./alert/AlertPage.tsx')).AlertPage }));
const personPages: Readonly<Record<PersonPageName, ReturnType<typeof lazy<Shown>>>> = {
  readings: lazy<Shown>(async () => ({ default: (await import('./readings/ReadingsPage.tsx')).ReadingsPage })),
  messages: lazy<Shown>(async () => ({ default: (await import('./messages/MessagesPage.tsx')).MessagesPage })),
  rota: lazy<Shown>(async () => ({ default: (await import('./rota/RotaPage.tsx')).RotaPage })),
  goals: lazy<Shown>(async () => ({ default: (await import('./goals/GoalsPage.tsx')).GoalsPage })),
  pause: lazy<Shown>(async () => ({ default: (await import('./pause/PausePage.tsx')).PausePage })),
  plan: lazy<Shown>(async () => ({ default: (await import('./plan/PlanPage.tsx')).PlanPage })),
  sharing: lazy<Shown>(async () => ({ default: (await import('./sharing/SharingPage.tsx')).SharingPage })),
  looks: lazy<Shown>(async () => ({ default: (await import('./sharing/LooksPage.tsx')).LooksPage })),
};

/** The page that the address means. A page about one person or alert starts anew for another: nothing typed about one reaches the next. */
export function Pages() {
  const pathname = usePathname();
  const { language } = useWords();
  return (
    <Suspense key={language} fallback={<Loading />}>
      <Chosen key={pathname} pathname={pathname} />
    </Suspense>
  );
}

function Chosen({ pathname }: { pathname: string }) {
  const route = routeOf(pathname);
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'alerts':
      return <AlertsPage />;
    case 'settings':
      return <SettingsPage />;
    case 'alert':
      return <AlertPage id={route.id} />;
    case 'person':
      return <PersonPage id={route.id} />;
    case 'nowhere':
    case 'invitation':
    case 'reset':
      return <Nowhere />;
    default: {
      const OfPerson = personPages[route.page];
      return <OfPerson id={route.id} />;
    }
  }
}

function Nowhere() {
  const { words } = useWords();
  return (
    <Page title={words.frame.nowhere}>
      <Link to={home}>{words.frame.toHome}</Link>
    </Page>
  );
}
