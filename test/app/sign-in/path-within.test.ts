import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathWithin } from '@/app/sign-in/path-within';

const here = 'http://rota.test';

describe('pathWithin', () => {
  it('keeps a path with its query and fragment', () => {
    expect(pathWithin('/p/kitchen?round=4#table')).toBe('/p/kitchen?round=4#table');
  });

  it.each([undefined, '', 'https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test', 'javascript:alert(1)'])(
    'sends %s home',
    (url) => expect(pathWithin(url)).toBe('/'),
  );

  it('never leaves this site, whatever is asked for', () => {
    const pieces = fc.array(fc.constantFrom('/', '\\', '.', '..', 'a', ':', '@', '//', '\t', '%2f', 'elsewhere.test'));
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(new URL(pathWithin(`/${parts.join('')}`), here).origin).toBe(here);
      }),
    );
  });
});
