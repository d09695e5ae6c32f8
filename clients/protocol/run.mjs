// Runs every scenario against the gateway at GATEWAY, as TAP: called by NpmClientsTests.
import { spawnSync } from 'node:child_process';
import { install } from '../npm.mjs';

install('clients/protocol');
// by name, one after the other: what the audits do wrong on purpose counts against the organisation's health
const files = ['clients', 'http'].map((name) => `clients/protocol/${name}.test.mjs`);
const done = spawnSync(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=tap', ...files], {
  stdio: 'inherit',
});
process.exit(done.status === null ? 1 : 0);
