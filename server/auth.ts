import { cookies } from 'next/headers';
import type { NextAuthOptions } from 'next-auth';
import { type GetTokenParams, getToken } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import { environment } from './env';
import type { Actor } from './services/context';
import { actorOfSession, actorOfToken } from './services/people/gate';
import { verifyPassword } from './services/people/verify-password';
import { ports } from './wiring';

declare module 'next-auth' {
  interface User {
    epoch: number;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    epoch?: number;
  }
}

/** Sessions hold an id and an epoch, nothing else: who that is and what they may do is read from the database on every request. */
export function authOptions(): NextAuthOptions {
  return {
    secret: environment().secret,
    session: { strategy: 'jwt', maxAge: 14 * 24 * 3600 },
    pages: { signIn: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { name: {}, password: {} },
        async authorize(credentials) {
          const person = await verifyPassword(ports(), credentials?.name ?? '', credentials?.password ?? '');
          return person && { id: String(person.id), name: person.name, epoch: person.epoch };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user) token.epoch = user.epoch;
        return token;
      },
    },
  };
}

/**
 * The person behind the session cookie; null without one or when it was revoked. Reads the token alone: asking for the
 * session would also seal a new one for each request, which nothing sends to the browser.
 */
export async function signedInActor(): Promise<Actor | null> {
  const jar = (await cookies()).getAll();
  const req = { cookies: Object.fromEntries(jar.map(({ name, value }) => [name, value])), headers: {} };
  const token = await getToken({ req: req as GetTokenParams['req'], secret: environment().secret });
  return token ? actorOfSession(ports(), Number(token.sub), token.epoch ?? 0) : null;
}

/** Where a screen on a wall keeps the secret of its link. */
export const SCREEN_COOKIE = 'rota.wall';

/** Whoever looks through this browser: the person signed in, else the screen whose link was opened here, which may see the wall alone. */
export async function browserActor(): Promise<Actor | null> {
  const person = await signedInActor();
  if (person) return person;
  const secret = (await cookies()).get(SCREEN_COOKIE)?.value;
  const screen = secret ? await actorOfToken(ports(), secret) : null;
  return screen?.tokenScopes?.includes('wall') ? { ...screen, tokenScopes: ['wall'] } : null;
}

/** The machine behind `Authorization: Bearer …`; null without one. */
export async function bearerActor(request: Request): Promise<Actor | null> {
  const match = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '');
  return match ? actorOfToken(ports(), match[1]) : null;
}
