import type { Metadata } from 'next';
import { OfflineToday } from './offline-today';

export const metadata: Metadata = { title: 'Rota' };

/** What the service worker shows where a page cannot be reached. Nothing of anybody is in it: the browser's own store fills it. */
export default function OfflinePage() {
  return <OfflineToday />;
}
