import { Calls } from '../frame/Calls.tsx';
import { Failure } from '../frame/States.tsx';
import { OkButton } from '../person/Signals.tsx';
import { Entered } from '../readings/Entered.tsx';
import { EnterReading } from '../readings/EnterReading.tsx';
import { useWords } from '../words/language.tsx';

/** The app opened without a connection: what can be entered all the same, and what waits. About anybody it knows nothing. */
export function OfflinePage({ patientId, error, retry }: { patientId: string; error: Error; retry: () => void }) {
  const { words } = useWords();
  return (
    <>
      <main id="maincontent" className="page">
        <h1>{words.frame.product}</h1>
        <Failure error={error} retry={retry} />
        <p>{words.entrance.emergency}</p>
        <OkButton patientId={patientId} />
        <EnterReading patientId={patientId} first="blood-pressure" />
        <Entered patientId={patientId} />
      </main>
      <Calls />
    </>
  );
}
