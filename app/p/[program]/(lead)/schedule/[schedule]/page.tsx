import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrate, loaded, prefetch, trpc } from '@/app/_trpc/server';
import { ScheduleView } from './schedule-view';

export const metadata: Metadata = { title: 'Schedule' };

/** One schedule, proposed or published: what is in it, why, and what was kept out. */
export default async function Page({ params }: { params: Promise<{ program: string; schedule: string }> }) {
  const { program, schedule } = await params;
  if (!/^\d{1,15}$/.test(schedule)) notFound();
  const scheduleId = Number(schedule);
  prefetch(trpc.programs.show.queryOptions({ program }));
  await loaded(trpc.schedules.show.queryOptions({ program, scheduleId }));
  return (
    <Hydrate>
      <ScheduleView program={program} scheduleId={scheduleId} />
    </Hydrate>
  );
}
