import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { pageLanguage } from '@/app/_messages/page-language';
import { Speaking } from '@/app/_messages/say';
import { LiveEvents } from '@/app/_trpc/live-events';
import { caller, signedIn } from '@/app/_trpc/server';
import { navigationFor, programKind } from '@/app/_ui/shell/navigation';
import { Shell } from '@/app/_ui/shell/shell';

/** The frame of every page of a program, and its one live connection. */
export default async function ProgramLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ program: string }>;
}) {
  const { program: slug } = await params;
  const actor = await signedIn(`/p/${slug}`);
  const programs = (await caller.programs.list()).map((p) => ({
    slug: p.slug,
    href: `/p/${p.slug}`,
    name: p.name,
    simulated: p.simulation !== null,
    kind: programKind(p.simulation),
    roles: p.roles,
  }));
  const program = programs.find((p) => p.slug === slug);
  if (!program) notFound();
  const operatorOnly = !actor.admin && program.roles.every((role) => role === 'operator');
  return (
    <Speaking initial={await pageLanguage()}>
      <Shell
        person={{ name: actor.name }}
        program={program}
        programs={programs}
        places={navigationFor(`/p/${slug}`, program.roles, actor.admin, program.kind)}
        operator={operatorOnly}
        admin={actor.admin}
      >
        <LiveEvents program={slug}>{children}</LiveEvents>
      </Shell>
    </Speaking>
  );
}
