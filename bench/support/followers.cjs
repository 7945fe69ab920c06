// Follows server-sent events on many connections, one for each path on stdin, and prints how many messages came when it is told to end.
'use strict';
const http = require('node:http');
const readline = require('node:readline');

const url = process.argv[2];
let messages = 0;
let open = 0;

function follow(path, isLast) {
  http.get(url + path, { agent: false }, (response) => {
    if (response.statusCode !== 200) throw new Error(`Following ${path} gave ${response.statusCode}.`);
    response.setEncoding('latin1');
    response.on('data', (text) => {
      // A message may come in two pieces: what is counted is where its data begins.
      for (let at = text.indexOf('\ndata: '); at !== -1; at = text.indexOf('\ndata: ', at + 7)) messages += 1;
    });
    response.once('data', () => {
      open += 1;
      if (isLast()) process.stdout.write('ready\n');
    });
  });
}

async function main() {
  const paths = [];
  const lines = readline.createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (line === 'end') break;
    if (line === 'go') for (const path of paths) follow(path, () => open === paths.length);
    else paths.push(line);
  }
  process.stdout.write(`${messages}\n`, () => process.exit(0));
}

void main();
