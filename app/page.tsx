import { redirect } from 'next/navigation';
import { caller, signedIn } from './_trpc/server';

/** Sends everybody to their program; an admin without one makes the first. */
export default async function Entrance() {
  const actor = await signedIn('/');
  const [first] = await caller.programs.list();
  if (first) redirect(`/p/${first.slug}`);
  redirect(actor.admin ? '/programs/new' : '/no-program');
}
