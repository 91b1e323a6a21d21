import net from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** A way to a server that can be cut, also in the middle of an answer, or swallow all that is sent over it. */
export interface BadNetwork {
  /** `http://127.0.0.1:…` on this side of it. */
  url: string;
  /** `open` passes everything on, `cut` ends and refuses connections, `silent` takes what is sent and never answers. */
  be(state: 'open' | 'cut' | 'silent'): void;
}

/** A bad network to `target` (a URL, known by the time of the first connection) while the tests of the calling file run. */
export function badNetwork(target: () => string): BadNetwork {
  const pairs = new Set<net.Socket>();
  let state: Parameters<BadNetwork['be']>[0] = 'open';
  const server = net.createServer((near) => {
    pairs.add(near);
    near.on('error', () => near.destroy()).on('close', () => pairs.delete(near));
    if (state === 'cut') near.destroy();
    if (state !== 'open') return;
    const far = net.connect(Number(new URL(target()).port), '127.0.0.1');
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).on('data', (bytes) => {
      if (state === 'open') near.write(bytes);
    });
  });
  const live: BadNetwork = {
    url: '',
    be(next) {
      state = next;
      if (next === 'cut') for (const one of pairs) one.destroy();
    },
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    live.url = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  });
  afterAll(() => {
    for (const one of pairs) one.destroy();
    server.close();
  });
  return live;
}
