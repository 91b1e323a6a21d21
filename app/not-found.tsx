import { TextLink } from './_ui/links';
import { LonePage } from './_ui/lone-page';

/** Shown for addresses that lead nowhere, and for things of programs one is not a member of. */
export default function NotFound() {
  return (
    <LonePage
      title="There is nothing at this address for you."
      lead="It may have been removed, or it belongs to a program you are not a member of. A lead of that program can add you."
    >
      <p>
        <TextLink href="/">Go to your programs</TextLink>
      </p>
    </LonePage>
  );
}
