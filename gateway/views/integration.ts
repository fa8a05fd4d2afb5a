interface Filters {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** One sentence for each filter of an integration that opens something of ours; `describe` gives the words, null for nothing. */
export function openingsOf(filters: Filters, describe: (filter: string) => string | null): string[] {
  const sentences = (verb: string, list: readonly string[]) =>
    list.flatMap((filter) => {
      const opened = describe(filter);
      return opened === null ? [] : [`\`${filter}\` lets it ${verb} ${opened}.`];
    });
  return [...sentences('see', filters.subscribe), ...sentences('publish', filters.publish)];
}
