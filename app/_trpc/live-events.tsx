'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from './client';

/** Which queries an event makes old: procedure paths by topic. */
const STALE_BY_TOPIC: Record<string, string[]> = {
  program: ['programs', 'home', 'wall'],
  matrix: ['matrix', 'programs', 'collect', 'days', 'wall'],
  people: ['people'],
  import: ['imports', 'recordings', 'matrix', 'collect', 'home', 'wall'],
  checkpoint: ['checkpoints', 'evaluations', 'home'],
  scoring: ['scoring', 'matrix', 'home', 'wall'],
  schedule: ['schedules', 'collect', 'days', 'home', 'wall'],
  assignment: ['collect', 'schedules', 'days', 'home', 'wall'],
  attempt: ['collect', 'schedules', 'days', 'home', 'wall'],
  presence: ['wall'],
  evaluation: ['evaluations', 'home', 'wall'],
};

/**
 * The one live connection of a tab: every event of the program makes the queries it concerns load again. Closed while
 * the tab is hidden (browsers allow six connections a site); what happened meanwhile is loaded on return.
 */
export function LiveEvents({ program }: { program: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [visible, setVisible] = useState(true);

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
        onData: (event) => {
          const routers = STALE_BY_TOPIC[event.data.topic] ?? [];
          void queries.invalidateQueries({
            predicate: (query) => {
              const path = query.queryKey[0];
              return Array.isArray(path) && routers.includes(String(path[0]));
            },
          });
        },
      },
    ),
  );
  return null;
}
