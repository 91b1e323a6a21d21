import { openWallLink } from '@/server/rest/wall-link';

export async function GET(request: Request, { params }: { params: Promise<{ program: string; key: string }> }) {
  const { program, key } = await params;
  return openWallLink(request, program, key);
}
