import { Component, type ReactNode } from 'react';

/** Whatever breaks while a page is drawn: `broken` says it in its place. */
export class Caught extends Component<{ broken: (fault: Error) => ReactNode; children: ReactNode }, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault };
  }

  override render(): ReactNode {
    return this.state.fault ? this.props.broken(this.state.fault) : this.props.children;
  }
}
