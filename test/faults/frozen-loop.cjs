// A fault for a process of its own (NODE_OPTIONS=--require): SIGUSR2 freezes its event loop for good.
'use strict';
process.on('SIGUSR2', () => {
  for (;;);
});
