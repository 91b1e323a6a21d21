import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { caller, Hydrate, prefetch, signedIn, trpc } from '@/app/_trpc/server';
import { Shell } from '@/app/_ui/shell/shell';
import { InstallationPage } from './installation-page';

export const metadata: Metadata = { title: 'Installation' };

/** The installation, for its admins; everybody else is sent home. */
export default async function AdminPage() {
  const actor = await signedIn('/admin');
  if (!actor.admin) redirect('/');
  const programs = (await caller.programs.list()).map((program) => ({
    href: `/p/${program.slug}`,
    name: program.name,
    simulated: program.simulation !== null,
  }));
  prefetch(trpc.admin.health.queryOptions());
  prefetch(trpc.admin.tokens.queryOptions());
  prefetch(trpc.admin.people.queryOptions());
  prefetch(trpc.admin.programs.queryOptions());
  return (
    <Shell person={{ name: actor.name }} admin program={null} programs={programs} places={[]}>
      <Hydrate>
        <InstallationPage self={actor.name} />
      </Hydrate>
    </Shell>
  );
}
