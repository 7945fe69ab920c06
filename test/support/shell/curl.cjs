'use strict';
// `curl` of the pages' commands: as much of it as they use, against the ledger that LEDGER_URL names.
const METHODS = new Set(['-X', '--request']);
const HEADERS = new Set(['-H', '--header']);
const BODIES = new Set(['-d', '--data']);
const TEXT_OF_PAGES = /^(?:http:\/\/)?(?:localhost|127\.0\.0\.1):3000(?=\/)/;

async function main(args) {
  const call = { headers: {} };
  const addresses = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (METHODS.has(arg)) call.method = args[(at += 1)];
    else if (BODIES.has(arg)) call.body = args[(at += 1)];
    else if (HEADERS.has(arg)) {
      const [name, ...value] = args[(at += 1)].split(':');
      call.headers[name] = value.join(':').trim();
    } else if (arg !== '-s') addresses.push(arg);
  }
  const [address = ''] = addresses;
  if (addresses.length !== 1 || !TEXT_OF_PAGES.test(address)) throw new Error(`cannot read curl ${args.join(' ')}`);
  call.method ??= call.body === undefined ? 'GET' : 'POST';
  const reply = await globalThis.fetch(address.replace(TEXT_OF_PAGES, process.env.LEDGER_URL), call);
  process.stdout.write(await reply.text());
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`curl: ${error.message}\n`);
  process.exitCode = 1;
});
