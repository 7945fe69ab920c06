import { request } from 'node:http';
import type { Reply } from './running-ledger';

/** Reads an event stream until its text holds what is waited for, then leaves; any other reply to its end. */
export function serverSentText(
  url: string,
  headers: Readonly<Record<string, string>>,
  isEnough: (text: string) => boolean,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers }, (response) => {
      let text = '';
      const done = (): void => {
        resolve({
          ...{ status: response.statusCode ?? 0, headers: response.headers, text },
          json: () => JSON.parse(text) as Record<string, unknown>,
        });
      };
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (response.statusCode !== 200 || !isEnough(text)) return;
        done();
        call.destroy();
      });
      response.on('close', done);
    });
    call.on('error', reject);
    call.end();
  });
}
