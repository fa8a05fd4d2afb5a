import { lazy, Suspense, useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation, useParams } from 'react-router';
import { useClockView, useMe } from '../shared/api/session-queries.ts';
import { ErrorBoundary } from '../shared/components/ErrorBoundary.tsx';
import { Failure, Loading } from '../shared/components/States.tsx';
import { LiveProvider } from '../shared/live/use-live.tsx';
import { mayDo } from '../shared/roles.ts';
import { ServerClockContext } from '../shared/time/use-server-now.ts';
import { AlertPage } from './alert/AlertPage.tsx';
import { Frame } from './frame/Frame.tsx';
import { NotFound } from './frame/NotFound.tsx';
import { Letter, Plain, SignIn } from './frame/SignIn.tsx';
import { PatientsPage } from './patients/PatientsPage.tsx';
import { TasksPage } from './tasks/TasksPage.tsx';
import { WorklistPage } from './worklist/WorklistPage.tsx';

/** The charts are the largest part of the page, and nobody needs them to answer an alert; nor what is looked at once a week. */
const PatientPage = lazy(async () => ({ default: (await import('./patients/PatientPage.tsx')).PatientPage }));
const PlanPage = lazy(async () => ({ default: (await import('./care-plan/PlanPage.tsx')).PlanPage }));
const PlanFormPage = lazy(async () => ({ default: (await import('./care-plan/PlanFormPage.tsx')).PlanFormPage }));
const ChangePage = lazy(async () => ({ default: (await import('./agreements/ChangePage.tsx')).ChangePage }));
const EquipmentPage = lazy(async () => ({ default: (await import('./equipment/EquipmentPage.tsx')).EquipmentPage }));
const NewTermsPage = lazy(async () => ({ default: (await import('./agreements/ChangePage.tsx')).NewTermsPage }));
const NewAgreementPage = lazy(async () => ({ default: (await import('./agreements/NewAgreementPage.tsx')).NewAgreementPage }));
const RotasPage = lazy(async () => ({ default: (await import('./rotas/RotasPage.tsx')).RotasPage }));
const RotaPage = lazy(async () => ({ default: (await import('./rotas/RotaPage.tsx')).RotaPage }));
const RotaFormPage = lazy(async () => ({ default: (await import('./rotas/RotaFormPage.tsx')).RotaFormPage }));
const HomeKitPage = lazy(async () => ({ default: (await import('./home-kit/HomeKitPage.tsx')).HomeKitPage }));
const AppsPage = lazy(async () => ({ default: (await import('./apps/AppsPage.tsx')).AppsPage }));
const ServicesPage = lazy(async () => ({ default: (await import('./services/ServicesPage.tsx')).ServicesPage }));
const ReferralsPage = lazy(async () => ({ default: (await import('./services/ReferralsPage.tsx')).ReferralsPage }));
const TrainingPage = lazy(async () => ({ default: (await import('./training/TrainingPage.tsx')).TrainingPage }));
const FiguresPage = lazy(async () => ({ default: (await import('./figures/FiguresPage.tsx')).FiguresPage }));
const WardPage = lazy(async () => ({ default: (await import('./ward/WardPage.tsx')).WardPage }));
const BoardPage = lazy(async () => ({ default: (await import('./response/BoardPage.tsx')).BoardPage }));
const WatchPage = lazy(async () => ({ default: (await import('./watch/WatchPage.tsx')).WatchPage }));
const UnitsPage = lazy(async () => ({ default: (await import('./response/UnitsPage.tsx')).UnitsPage }));
const LoadPage = lazy(async () => ({ default: (await import('./load/LoadPage.tsx')).LoadPage }));

const UsersPage = lazy(async () => ({ default: (await import('./people-who-sign-in/UsersPage.tsx')).UsersPage }));
const LooksPage = lazy(async () => ({ default: (await import('./record/LooksPage.tsx')).LooksPage }));
const RestrictionsPage = lazy(async () => ({ default: (await import('./record/RestrictionsPage.tsx')).RestrictionsPage }));
const WaitingPage = lazy(async () => ({ default: (await import('./messages/WaitingPage.tsx')).WaitingPage }));
const InstallerApp = lazy(async () => ({ default: (await import('../installer/InstallerApp.tsx')).InstallerApp }));
const EnrolStartPage = lazy(async () => ({ default: (await import('./enrol/EnrolStartPage.tsx')).EnrolStartPage }));
const EnrolPage = lazy(async () => ({ default: (await import('./enrol/EnrolPage.tsx')).EnrolPage }));
const ImportPage = lazy(async () => ({ default: (await import('./enrol/ImportPage.tsx')).ImportPage }));
const ImportReportPage = lazy(async () => ({ default: (await import('./enrol/ImportReportPage.tsx')).ImportReportPage }));
const LocalitiesPage = lazy(async () => ({ default: (await import('./localities/LocalitiesPage.tsx')).LocalitiesPage }));
const AccountPage = lazy(async () => ({ default: (await import('./account/AccountPage.tsx')).AccountPage }));

/** Pages behind links in letters. */
const letters: Readonly<Record<string, 'invitation' | 'reset'>> = { '/invitation': 'invitation', '/reset': 'reset' };
/** Who has a page of their own, at /family/. */
const families: ReadonlySet<string> = new Set(['patient', 'contact', 'agency-carer', 'champion']);

/** The coordination console: signing in, then the pages inside the frame. */
export function Console() {
  const { t } = useTranslation();
  const me = useMe();
  const view = useClockView();
  const clock = useContext(ServerClockContext);
  const said = view.data;
  useEffect(() => {
    if (said) clock.heard(said.now, said.speed);
  }, [clock, said]);
  const { pathname, hash } = useLocation();
  const isFamily = me.data ? families.has(me.data.role) : false;
  useEffect(() => {
    if (isFamily && !(pathname in letters)) window.location.replace('/family/');
  }, [isFamily, pathname]);
  const letter = letters[pathname];
  if (letter) return <Letter clock={said} kind={letter} token={hash.slice(1)} />;
  if (me.isPending || isFamily) return <Loading />;
  if (me.isError)
    return (
      <main className="page" id="maincontent">
        <Failure error={me.error} retry={() => void me.refetch()} />
      </main>
    );
  if (!me.data) return <SignIn clock={said} />;
  if (me.data.needsSecondFactor)
    return (
      <Plain clock={said} title={t('account.title')} canSignOut>
        <Suspense fallback={<Loading />}>
          <AccountPage />
        </Suspense>
      </Plain>
    );
  if (me.data.role === 'installer')
    return (
      <ErrorBoundary>
        <Suspense fallback={<Loading />}>
          <InstallerApp me={me.data} clock={said} />
        </Suspense>
      </ErrorBoundary>
    );
  const seesAlerts = mayDo(me.data.role, 'seeAlerts');
  return (
    <ErrorBoundary>
      <LiveProvider off={!seesAlerts}>
        <Frame me={me.data} clock={said}>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route path="/" element={seesAlerts ? <WorklistPage /> : <Navigate to="/patients" replace />} />
              <Route path="/alerts/:id" element={<Keyed page={AlertPage} />} />
              <Route path="/patients" element={<PatientsPage />} />
              <Route path="/patients/:id" element={<Keyed page={PatientPage} />} />
              <Route path="/patients/:id/plan" element={<Keyed page={PlanPage} />} />
              <Route path="/patients/:id/plan/change" element={<Keyed page={PlanFormPage} />} />
              <Route path="/patients/:id/agreements/new" element={<NewAgreementPage />} />
              <Route path="/patients/:id/agreements/new/:template" element={<NewTermsPage />} />
              <Route path="/patients/:id/agreements/:scenarioId/change" element={<ChangePage />} />
              <Route path="/homes/:id/kit" element={<Keyed page={HomeKitPage} />} />
              <Route path="/enrol" element={<EnrolStartPage />} />
              <Route path="/enrol/import" element={<ImportPage />} />
              <Route path="/enrol/imports/:id" element={<Keyed page={ImportReportPage} />} />
              <Route path="/enrol/:id" element={<Keyed page={EnrolPage} />} />
              <Route path="/localities" element={<LocalitiesPage />} />
              <Route path="/apps" element={<AppsPage />} />
              <Route path="/patients/:id/looks" element={<Keyed page={LooksPage} />} />
              <Route path="/users" element={<UsersPage />} />
              <Route path="/restrictions" element={<RestrictionsPage />} />
              <Route path="/messages" element={<WaitingPage />} />
              <Route path="/tasks" element={<TasksPage />} />
              <Route path="/equipment" element={<EquipmentPage />} />
              <Route path="/rotas" element={<RotasPage />} />
              <Route path="/rotas/:id" element={<Keyed page={RotaPage} />} />
              <Route path="/rotas/:id/change" element={<Keyed page={RotaFormPage} />} />
              <Route path="/account" element={<AccountPage />} />
              <Route path="/services" element={<ServicesPage />} />
              <Route path="/referrals" element={<ReferralsPage />} />
              <Route path="/response" element={<BoardPage />} />
              <Route path="/units" element={<UnitsPage />} />
              <Route path="/watch" element={<WatchPage />} />
              <Route path="/load" element={<LoadPage />} />
              <Route path="/figures" element={<FiguresPage />} />
              <Route path="/ward" element={<WardPage />} />
              <Route path="/training" element={<TrainingPage />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Frame>
      </LiveProvider>
    </ErrorBoundary>
  );
}

/** A page about one thing starts anew for another thing: nothing typed or shown about one patient reaches the next. */
function Keyed({ page: Shown }: { page: (props: { id: string }) => React.ReactNode }) {
  const { id = '' } = useParams();
  return <Shown key={id} id={id} />;
}
