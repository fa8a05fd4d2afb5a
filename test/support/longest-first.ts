import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Beginnings of paths, those that take longest first. They would be the last by the size of their files, and one processor would wait for them. */
const longest = [
  'test/dashboard/pages',
  'test/e2e/two-weeks',
  'test/e2e/third-week',
  'test/dashboard/worklist',
  'test/e2e/process',
  'test/chaos/kill',
  'test/dashboard/',
  'test/e2e/',
];

const rank = ({ moduleId }: TestSpecification) => {
  const found = longest.findIndex((start) => moduleId.includes(`/${start}`));
  return found === -1 ? longest.length : found;
};

/** The order of the test runner, but within each of its projects the files that are known to take longest come first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return sorted.toSorted((a, b) => projects.indexOf(a.project.name) - projects.indexOf(b.project.name) || rank(a) - rank(b));
  }
}
