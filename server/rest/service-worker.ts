import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { environment } from '../env';

/**
 * The worker behind pages that open without a network. It keeps one page without anything of anybody in it, and the
 * files that page names: cached page and files come from one build, whose id is the cache's name. Pictures of levels
 * lie apart, so that signing out can forget them.
 */
const script = (build: string) => `
const CACHE = 'rota-page-${build}';
const PICTURES = 'rota-pictures';
const WAIT_MS = 6000;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(kept(CACHE, request));
  else if (url.pathname.startsWith('/api/pictures/')) event.respondWith(kept(PICTURES, request));
  else if (request.mode === 'navigate' && !url.pathname.startsWith('/api/')) event.respondWith(page(request));
});

async function install() {
  const cache = await caches.open(CACHE);
  const answer = await fetch('/offline', { credentials: 'omit', cache: 'no-store' });
  if (!answer.ok) throw new Error('The page for times without a network could not be had.');
  await cache.put('/offline', answer.clone());
  const files = new Set((await answer.text()).match(/\\/_next\\/static\\/[^"'\\\\\\s)<>]+/g));
  await cache.addAll([...files]);
  await self.skipWaiting();
}

// The build before stays, for tabs that still run it.
async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith('rota-page-') && name !== CACHE);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(name, request) {
  const known = await caches.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(name)).put(request, answer.clone());
  return answer;
}

async function page(request) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), WAIT_MS));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (![502, 503, 504].includes(answer.status)) return answer;
  } catch {
    // Unreachable or too slow: the kept page it is.
  }
  return (await caches.match('/offline')) ?? Response.error();
}
`;

/** The service worker of this build; 404 in development, where files change under their names. */
export async function serviceWorker(): Promise<Response> {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), environment().buildFolder, 'BUILD_ID');
  const build = await readFile(file, 'utf8').catch(() => null);
  if (build === null) return new Response(null, { status: 404 });
  return new Response(script(build.trim()), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'service-worker-allowed': '/',
    },
  });
}
