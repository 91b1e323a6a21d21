import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { caller, signedIn } from '../_trpc/server';
import { LonePage } from '../_ui/lone-page';
import { SignOutButton } from './sign-out-button';

export const metadata: Metadata = { title: 'No program yet' };

/** For somebody signed in who has no role anywhere yet. */
export default async function NoProgramPage() {
  const actor = await signedIn('/no-program');
  const [first] = await caller.programs.list();
  if (first) redirect(`/p/${first.slug}`);
  return (
    <LonePage
      title={`${actor.name}, you have no role in a program yet.`}
      lead="A lead of a program gives you one on its People page. Your programs then open here by themselves when you load this page again."
    >
      <SignOutButton />
    </LonePage>
  );
}
