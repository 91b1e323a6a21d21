'use client';

import { Anchor, Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link within Rota in running text; usable from server components. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor component={Link} href={href} inherit underline="always">
      {children}
    </Anchor>
  );
}

/** A link that is a page's action. `quiet` for all but the primary one. */
export function ButtonLink({
  href,
  quiet = false,
  size,
  children,
}: {
  href: string;
  quiet?: boolean;
  size?: 'xs' | 'lg';
  children: ReactNode;
}) {
  return (
    <Button component={Link} href={href} variant={quiet ? 'default' : 'filled'} size={size}>
      {children}
    </Button>
  );
}
