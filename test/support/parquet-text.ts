import { request } from 'node:http';
import { parquetReadObjects } from 'hyparquet';

/** The rows of a table of Parquet that a call answers with, as JSON. */
export async function parquetText(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const rows = await parquetReadObjects({ file: Uint8Array.from(await bytesOf(url, headers)).buffer });
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function bytesOf(url: string, headers: Readonly<Record<string, string>>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    });
    call.on('error', reject).end();
  });
}
