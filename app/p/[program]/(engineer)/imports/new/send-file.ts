/** Sends one file to the program; reports the share sent, 0 to 1. Rejects with the server's sentence. */
export function sendFile(program: string, file: File, onShare: (share: number) => void): Promise<{ uploadId: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/uploads/${program}`);
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.onprogress = (event) => onShare(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Error('The connection broke while sending. Nothing was kept; send it again.'));
    request.onload = () => {
      const answer = answerOf(request.responseText);
      if (request.status === 201 && answer.uploadId) resolve({ uploadId: answer.uploadId });
      else reject(new Error(answer.message ?? `The server answered ${request.status}. Nothing was kept.`));
    };
    request.send(file);
  });
}

function answerOf(text: string): { uploadId?: string; message?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The sentence for a file above the upload limit, before anything of it is sent. */
export function tooLargeWords(file: File, limit: number, importFolder: string): string {
  const mb = (bytes: number) => Math.ceil(bytes / 1024 / 1024).toLocaleString('en');
  return `"${file.name}" has ${mb(file.size)} MB; uploads end at ${mb(limit)} MB, so nothing was sent. Copy it into the server's import folder ${importFolder} and choose it below, or run \`npx rota import --server-path NAME\`.`;
}
