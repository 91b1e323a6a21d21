'use client';

import { CopyCode } from '@/app/_ui/copy-code';
import { ButtonLink } from '@/app/_ui/links';
import { PageHead, Section } from '@/app/_ui/page-head';
import type { CreatedProgram } from '@/server/services/programs/create';

/** The program is there: its size, and the passwords that are shown this once. */
export function Created({ program, name }: { program: CreatedProgram; name: string }) {
  const { slug, configurations, passwords } = program;
  return (
    <>
      <PageHead
        title="New program"
        answer={`${name} is made: ${configurations.toLocaleString('en')} configurations.`}
        action={<ButtonLink href={`/p/${slug}`}>Open the program</ButtonLink>}
      />
      {passwords.length > 0 && (
        <Section title="Passwords of the new people, shown this once">
          <p>Copy them now and hand each to its person. A lost one is replaced by an admin, never looked up.</p>
          <CopyCode
            block
            label="all passwords"
            code={passwords.map((person) => `${person.name}\t${person.password}`).join('\n')}
          />
        </Section>
      )}
    </>
  );
}
