// Drives a browser against a running gateway: called by DashboardPageTests, with the gateway's
// address and its database's in the environment. Writes what came of each scenario to report.json.
import { spawnSync } from 'node:child_process';
import { install } from '../../npm.mjs';

install('clients/dashboard/e2e');
const done = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${process.env.REPORT}`],
  { cwd: 'clients/dashboard/e2e', stdio: 'inherit' },
);
process.exit(done.status === null ? 1 : 0);
