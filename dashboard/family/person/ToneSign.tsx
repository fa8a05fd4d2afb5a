import type { Tone } from '../../../gateway/contract/my.ts';

/** A shape for each tone, so that none is known by its colour alone. */
const shapes: Readonly<Record<Tone, React.ReactNode>> = {
  well: (
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="m7 12.5 3.4 3.5L17 9" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  watch: (
    <>
      <path d="M12 1.5 23.5 22H.5z" fill="currentColor" />
      <path d="M12 9v6m0 3v.6" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
    </>
  ),
  act: (
    <>
      <path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" fill="currentColor" />
      <path d="M12 6v7.5m0 3.5v.6" stroke="#fff" strokeWidth="2.8" strokeLinecap="round" />
    </>
  ),
  unknown: (
    <>
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3.5 2.8" />
      <path
        d="M9 9.3a3 3 0 1 1 4.4 2.7c-1 .5-1.4 1-1.4 2m0 3v.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </>
  ),
};

/** The sign beside the sentence; its word stands next to it. */
export function ToneSign({ tone }: { tone: Tone }) {
  return (
    <svg className="tone-sign" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      {shapes[tone]}
    </svg>
  );
}
