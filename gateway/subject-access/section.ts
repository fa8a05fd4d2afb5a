/** How a table is told to the person whom it is about. */
export interface Section {
  /** The heading on the page. */
  readonly title: string;
  /** What it is, in one sentence. */
  readonly meaning: string;
  /** Headings of the page with the field that each shows (`state.reason` is a field of a field); the file for machines holds everything. */
  readonly columns: Readonly<Record<string, string>>;
}
