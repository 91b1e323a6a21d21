import type { Metadata } from 'next';
import { LonePage } from '../_ui/lone-page';
import { pathWithin } from './path-within';
import { SignInForm } from './sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

/** Sign-in by name and password; afterwards on to `callbackUrl` when that is a path of this site. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}) {
  const { callbackUrl } = await searchParams;
  return (
    <LonePage title="Sign in">
      <SignInForm destination={pathWithin(typeof callbackUrl === 'string' ? callbackUrl : undefined)} />
    </LonePage>
  );
}
