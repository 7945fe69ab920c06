import fc from 'fast-check';

// Loaded by Jest for longer rounds alone (see jest.config.cjs). A property that fixes its own numRuns keeps it.
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: Number(process.env['FC_NUM_RUNS']) });
