// Follows /v1/events on many connections, one for each query on stdin, and prints how many events came when it is told to end.
'use strict';
const http = require('node:http');
const readline = require('node:readline');

const url = process.argv[2];
let events = 0;
let open = 0;

function follow(query, isLast) {
  http.get(`${url}/v1/events?${query}`, { agent: false }, (response) => {
    if (response.statusCode !== 200) throw new Error(`Following ${query} gave ${response.statusCode}.`);
    response.setEncoding('latin1');
    response.on('data', (text) => {
      // A message may come in two pieces: what is counted is where its data begins.
      for (let at = text.indexOf('\ndata: '); at !== -1; at = text.indexOf('\ndata: ', at + 7)) events += 1;
    });
    response.once('data', () => {
      open += 1;
      if (isLast()) process.stdout.write('ready\n');
    });
  });
}

async function main() {
  const queries = [];
  const lines = readline.createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (line === 'end') break;
    if (line === 'go') for (const query of queries) follow(query, () => open === queries.length);
    else queries.push(line);
  }
  process.stdout.write(`${events}\n`, () => process.exit(0));
}

void main();
