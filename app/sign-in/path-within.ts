const NOWHERE = 'http://nowhere.invalid';

/** The path, query and fragment of `url` when it stays on this site, else "/". Guards against redirects to other hosts. */
export function pathWithin(url: string | undefined): string {
  if (!url?.startsWith('/') || !URL.canParse(url, NOWHERE)) return '/';
  const parsed = new URL(url, NOWHERE);
  if (parsed.origin !== NOWHERE) return '/';
  // "/.//host" parses to the path "//host", which a browser would take for another host.
  return parsed.pathname.replace(/^\/+/, '/') + parsed.search + parsed.hash;
}
