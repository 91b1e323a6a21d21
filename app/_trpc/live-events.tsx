'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTRPC } from './client';
import { gather } from './gather';

/** Which queries an event makes old: procedure paths by topic. */
const STALE_BY_TOPIC: Record<string, string[]> = {
  program: ['programs', 'collect', 'home', 'wall'],
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

/** Pages where others work are looked at to see them; a tablet asks for itself after everything its operator does. */
const WITHIN_MS = 600;
const TODAY_WITHIN_MS = 5_000;

/** Makes the queries that the topics concern load again: Today, or all others. */
function reload(queries: QueryClient, topics: ReadonlySet<string>, today: boolean): void {
  const routers = new Set([...topics].flatMap((topic) => STALE_BY_TOPIC[topic] ?? []));
  void queries.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      Array.isArray(path) && routers.has(String(path[0])) && (path[0] === 'collect' && path[1] === 'today') === today,
  });
}

/**
 * The one live connection of a tab: what happens in the program makes the queries it concerns load again. Closed while
 * the tab is hidden (browsers allow six connections a site); what happened meanwhile is loaded on return.
 */
export function LiveEvents({ program }: { program: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [visible, setVisible] = useState(true);
  const lanes = useMemo(
    () => [
      gather<string>(WITHIN_MS, (topics) => reload(queries, topics, false)),
      gather<string>(TODAY_WITHIN_MS, (topics) => reload(queries, topics, true)),
    ],
    [queries],
  );
  useEffect(
    () => () => {
      for (const lane of lanes) lane.stop();
    },
    [lanes],
  );

  useEffect(() => {
    const follow = () => {
      const shown = document.visibilityState === 'visible';
      setVisible(shown);
      if (shown) void queries.invalidateQueries();
    };
    document.addEventListener('visibilitychange', follow);
    return () => document.removeEventListener('visibilitychange', follow);
  }, [queries]);

  useSubscription(
    trpc.events.follow.subscriptionOptions(
      { program },
      {
        enabled: visible,
        onData: ({ data }) => {
          for (const lane of lanes) lane.tell(data.topics);
        },
      },
    ),
  );
  return null;
}
