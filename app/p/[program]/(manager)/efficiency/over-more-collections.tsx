'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { TextLink } from '@/app/_ui/links';

/** Where a simulated program's design was collected on more than once; nothing where it was not, and on those curves themselves. */
export function OverMoreCollections({ program, design }: { program: string; design: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.experiments.list.queryOptions({ program }));
  const there = data?.elsewhere.find((one) => one.design === design);
  if (!there || data?.simulation?.experimentsOf !== undefined) return null;
  return (
    <p>
      These are collections of one program. What the strategies are worth over more of them on the same design:{' '}
      <TextLink href={`/p/${there.slug}/efficiency`}>{there.name}</TextLink>.
    </p>
  );
}
