// A process of its own that sends what is due and ends: folder, address of the mail server, minutes its clock is ahead.
import { demoConfig } from '../../src/config.js';
import { systemClock } from '../../src/context.js';
import { minute } from '../../src/lib/time.js';
import { deliver } from '../../src/mail/send.js';
import { open } from '../../src/server.js';

const [folder = '', smtpUrl = '', ahead = '0'] = process.argv.slice(2);
const ctx = open(demoConfig(folder, 0, { smtpUrl, logLevel: 'silent' }));
await deliver({ ...ctx, clock: { now: () => systemClock.now() + Number(ahead) * minute } }, {});
ctx.db.$client.close();
