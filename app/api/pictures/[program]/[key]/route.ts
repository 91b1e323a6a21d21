import { bearerActor, signedInActor } from '@/server/auth';
import { receivePicture, servePicture } from '@/server/rest/pictures';
import { sameOrigin } from '@/server/rest/same-origin';

type Where = { params: Promise<{ program: string; key: string }> };

export async function GET(request: Request, { params }: Where) {
  const { program, key } = await params;
  return servePicture(program, key, (await bearerActor(request)) ?? (await signedInActor()));
}

/** `key` is the id of the level that gets the picture. */
export async function PUT(request: Request, { params }: Where) {
  if (!sameOrigin(request))
    return Response.json({ message: 'This request came from another site and was refused.' }, { status: 403 });
  const { program, key } = await params;
  return receivePicture(request, program, key, await signedInActor());
}
