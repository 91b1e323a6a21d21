import { bearerActor, signedInActor } from '@/server/auth';
import { serveVideo } from '@/server/rest/videos';

type Where = { params: Promise<{ program: string; episode: string; camera: string }> };

export async function GET(request: Request, { params }: Where) {
  const { program, episode, camera } = await params;
  return serveVideo(request, program, episode, camera, (await bearerActor(request)) ?? (await signedInActor()));
}
