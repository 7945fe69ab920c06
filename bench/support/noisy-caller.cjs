'use strict';
// A caller that sends as much as it is told to, whatever it is answered, in a process of its own, until it is told to
// stop: what it sends and reads must not make the times of others look longer.
require('../../scripts/run/register.cjs');
const { post } = require('./load.ts');
const { shuttleWalk } = require('./walkers.ts');

process.once('message', async ({ url, key, prefix, perConnection, connections, rate, seconds }) => {
  const walk = shuttleWalk(prefix, perConnection);
  const headers = `x-api-key: ${key}\r\n`;
  const next = (connection) => ({ ...walk(connection), headers });
  const { statuses } = await post({ url, connections, rate, seconds, isRude: true, next });
  process.send({ statuses });
  process.disconnect();
});
