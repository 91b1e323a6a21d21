import { SCREEN_COOKIE } from '../auth';

const A_YEAR_S = 365 * 24 * 3600;

/**
 * Opens a wall's link on a screen: its secret goes into a cookie that scripts cannot read and out of the address bar, then
 * the wall follows. What the secret is worth is asked at every request, so a revoked one opens nothing.
 */
export function openWallLink(request: Request, program: string, secret: string): Response {
  const secure = new URL(request.url).protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https';
  const kept = /^[\w-]{1,200}$/.test(secret) ? secret : '';
  return new Response(null, {
    status: 303,
    headers: {
      location: `/wall/${encodeURIComponent(program)}`,
      'set-cookie': `${SCREEN_COOKIE}=${kept}; Path=/; Max-Age=${A_YEAR_S}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}
