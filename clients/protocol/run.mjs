// Runs every scenario against the gateway at GATEWAY, as TAP: called by NpmClientsTests.
import { spawnSync } from 'node:child_process';
import { install } from '../npm.mjs';

install('clients/protocol');
const done = spawnSync(process.execPath, ['--test', '--test-reporter=tap', 'clients/protocol/clients.test.mjs'], {
  stdio: 'inherit',
});
process.exit(done.status === null ? 1 : 0);
