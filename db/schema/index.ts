// All tables, for drizzle and for tests that read.
export * from './applications.js';
export * from './calls.js';
export * from './credentials.js';
export * from './eligibility.js';
export * from './files.js';
export * from './history.js';
export * from './jobs.js';
export * from './mail.js';
export * from './passkeys.js';
export * from './people.js';
export * from './sessions.js';
export * from './tasks.js';
export * from './throttles.js';
export * from './web.js';
