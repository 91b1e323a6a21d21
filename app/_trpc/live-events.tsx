'use client';

import { type QueryClient, skipToken, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { PresenceInput } from '@/server/core/collect/schema';
import { useTRPC } from './client';
import { gather } from './gather';

/** Which queries an event makes old: procedure paths by topic. */
const STALE_BY_TOPIC: Record<string, string[]> = {
  program: ['programs', 'collect', 'home', 'wall'],
  station: ['stations', 'collect', 'schedules', 'rollouts', 'days', 'home', 'wall'],
  matrix: ['matrix', 'programs', 'collect', 'days', 'wall'],
  people: ['people'],
  import: ['imports', 'recordings', 'matrix', 'collect', 'home', 'wall'],
  checkpoint: ['checkpoints', 'evaluations', 'rollouts', 'home'],
  scoring: ['scoring', 'matrix', 'home', 'wall'],
  schedule: ['schedules', 'rollouts', 'collect', 'days', 'home', 'wall'],
  assignment: ['collect', 'schedules', 'rollouts', 'days', 'home', 'wall'],
  attempt: ['collect', 'schedules', 'rollouts', 'days', 'home', 'wall'],
  presence: ['wall'],
  evaluation: ['evaluations', 'rollouts', 'home', 'wall'],
  experiment: ['experiments', 'labRounds'],
};

/** What comes together is loaded together. */
const WITHIN_MS = 600;

/** Makes the queries that the topics concern load again. */
function reload(queries: QueryClient, topics: ReadonlySet<string>): void {
  const routers = new Set([...topics].flatMap((topic) => STALE_BY_TOPIC[topic] ?? []));
  void queries.invalidateQueries({
    predicate: ({ queryKey: [path] }) => Array.isArray(path) && routers.has(String(path[0])),
  });
}

const WorkAt = createContext<(place: PresenceInput | null) => void>(() => {});

/** Tells the live connection of this tab that its person is at work at a place, or no longer. */
export const useWorkAt = () => useContext(WorkAt);

/**
 * The one live connection of a tab: what happens in the program makes the queries it concerns load again. Where the page
 * is one of work, the connection says that its person is there, and its end is their leaving. Closed while the tab is
 * hidden (browsers allow six connections a site); what happened meanwhile is loaded on return.
 */
export function LiveEvents({ program, children }: { program: string; children: ReactNode }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [visible, setVisible] = useState(true);
  const [place, workAt] = useState<PresenceInput | null>(null);
  const gathered = useMemo(() => gather<string>(WITHIN_MS, (topics) => reload(queries, topics)), [queries]);
  useEffect(() => () => gathered.stop(), [gathered]);

  useEffect(() => {
    const follow = () => {
      const shown = document.visibilityState === 'visible';
      setVisible(shown);
      if (shown) void queries.invalidateQueries();
    };
    document.addEventListener('visibilitychange', follow);
    return () => document.removeEventListener('visibilitychange', follow);
  }, [queries]);

  /** A connection that is begun anew tells of nothing that happened before it: that is loaded once it stands. */
  const missed = useRef(false);
  const onStarted = () => {
    if (!missed.current) return;
    missed.current = false;
    void queries.invalidateQueries();
  };
  const before = useRef(place);
  useEffect(() => {
    // Another place is another connection: what happens between the two is told by neither.
    if (before.current) missed.current = true;
    before.current = place;
  }, [place]);
  const onData = ({ data }: { data: { topics: readonly string[] } }) => gathered.tell(data.topics);
  const looking = useSubscription(
    trpc.events.follow.subscriptionOptions({ program }, { enabled: visible && !place, onStarted, onData }),
  );
  const working = useSubscription(
    trpc.collect.stay.subscriptionOptions(place ? { program, ...place } : skipToken, {
      enabled: visible,
      onStarted,
      onData,
    }),
  );
  const again = useEffectEvent(() => {
    if (!visible) return;
    missed.current = true;
    (place ? working : looking).reset();
  });
  useEffect(() => {
    // A stream from before the network was lost would take its time to notice that it is back.
    const online = () => again();
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  }, []);
  return <WorkAt value={workAt}>{children}</WorkAt>;
}
