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
      This is one program's collection. More collections on the same design, with what the strategies are worth over all
      of them: <TextLink href={`/p/${there.slug}/efficiency`}>{there.name}</TextLink>.
    </p>
  );
}
