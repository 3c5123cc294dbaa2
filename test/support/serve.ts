// A server process for tests that kill it: demonstration settings on the folder and port it is given.
import { demoConfig } from '../../src/config.js';
import { listen, open } from '../../src/server.js';

const [dataDir = '', port = '0'] = process.argv.slice(2);
const ctx = open(demoConfig(dataDir, Number(port), { logLevel: 'silent', requestsPerMinute: 100_000 }));
await listen(ctx);
process.stdout.write('READY\n');
