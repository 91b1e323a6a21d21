/** Sends one file to the program's uploads and returns its id. Throws an Error with the server's sentence. */
export async function uploadFile(program: string, file: File): Promise<string> {
  const response = await fetch(`/api/uploads/${program}`, {
    method: 'POST',
    headers: { 'x-file-name': encodeURIComponent(file.name) },
    body: file,
  });
  const body: { uploadId?: string; message?: string } = await response.json().catch(() => ({}));
  if (!response.ok || !body.uploadId)
    throw new Error(body.message ?? `${file.name} could not be uploaded (${response.status}). Try again.`);
  return body.uploadId;
}
