/** The name, with a roof over a heartbeat. */
export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 32 26" width="30" height="24" aria-hidden="true">
        <path d="M3 13 16 2l13 11" className="wordmark__roof" />
        <path d="M4 20h7l2.6-6 4 10 2.5-4H28" className="wordmark__beat" />
      </svg>
      Hearthline
    </span>
  );
}
