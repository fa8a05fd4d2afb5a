import { createContext, type ReactNode, useContext } from 'react';
import type { LinkState } from '../../shared/live/link-state.ts';
import { useResponseNews } from '../../shared/live/use-response-news.ts';
import { useTick } from '../../shared/time/use-server-now.ts';

const LinkContext = createContext<ReturnType<typeof useResponseNews>>(null);

/** Listens to what changes while somebody is signed in. */
export function LinkProvider({ children }: { children: ReactNode }) {
  return <LinkContext value={useResponseNews()}>{children}</LinkContext>;
}

/** Whether what the page shows can be kept up to date; asked anew every second. */
export function useLink(): LinkState {
  useTick();
  return useContext(LinkContext)?.linkState() ?? (navigator.onLine ? 'connecting' : 'dead');
}
