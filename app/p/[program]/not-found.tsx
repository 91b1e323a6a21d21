import { TextLink } from '@/app/_ui/links';
import { PageHead } from '@/app/_ui/page-head';

/** Shown inside a program for what is not there, so that the way on stays at hand. */
export default function NotFoundInProgram() {
  return (
    <>
      <PageHead title="Not found" answer="There is nothing at this address in this program." />
      <p>
        It may have been removed, or it belongs to another program: switch programs at the top left. If somebody gave
        you this address, ask them which program it is in. Or <TextLink href="/">go home</TextLink>.
      </p>
    </>
  );
}
