import { signedInActor } from '@/server/auth';
import { receiveUpload } from '@/server/rest/receive-upload';
import { sameOrigin } from '@/server/rest/same-origin';

export async function POST(request: Request, { params }: { params: Promise<{ program: string }> }) {
  if (!sameOrigin(request))
    return Response.json({ message: 'This request came from another site and was refused.' }, { status: 403 });
  return receiveUpload(request, (await params).program, await signedInActor());
}
