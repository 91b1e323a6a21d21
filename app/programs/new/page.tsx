import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { caller, signedIn } from '@/app/_trpc/server';
import { Shell } from '@/app/_ui/shell/shell';
import { NewProgram } from './new-program';

export const metadata: Metadata = { title: 'New program' };

/** Making a program, for admins of the installation; everybody else is sent home. */
export default async function NewProgramPage() {
  const actor = await signedIn('/programs/new');
  if (!actor.admin) redirect('/');
  const programs = (await caller.programs.list()).map((program) => ({
    href: `/p/${program.slug}`,
    name: program.name,
    simulated: program.simulation !== null,
  }));
  return (
    <Shell person={{ name: actor.name }} admin program={null} programs={programs} places={[]}>
      <NewProgram />
    </Shell>
  );
}
