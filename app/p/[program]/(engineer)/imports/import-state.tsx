import type { RouterOutput } from '@/app/_trpc/client';
import { StateBadge } from '@/app/_ui/state-badge';

type State = RouterOutput['imports']['list'][number]['state'];

const WORDS = {
  queued: ['waiting', 'ink-quiet'],
  running: ['running', 'active'],
  complete: ['complete', 'ink-quiet'],
  partial: ['partial', 'cap'],
  failed: ['failed', 'failure'],
} as const satisfies Record<State, readonly [string, string]>;

/** The state of an import in a word. */
export function ImportState({ state }: { state: State }) {
  const [word, role] = WORDS[state];
  return <StateBadge role={role}>{word}</StateBadge>;
}
