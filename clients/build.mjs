// Builds the pages for the gateway: called by Maven, from the top folder. What did not change since
// the last time is not built again; a clean clone takes npm's download and some ten seconds.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, install, npm, readStamp, stop } from './npm.mjs';

const TARGET = 'target/classes/static';
const STAMP = 'target/pages.stamp';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Node.js 20.19 or newer is needed to build the pages; the PATH has ${process.versions.node}`);
}

const stamp = buildUnlessBuilt('clients/dashboard', ['graphql/schema', 'graphql/operations/dashboard']);
if (readStamp(STAMP) !== stamp || !existsSync(join(TARGET, 'index.html'))) {
  rmSync(join(TARGET, 'assets'), { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  cpSync('clients/dashboard/dist', TARGET, {
    recursive: true,
    filter: (path) => !path.includes('.vite') && !path.endsWith('.stamp'),
  });
  writeFileSync(STAMP, stamp);
}

/** The stamp of a client's inputs, once its folder dist was made of them. */
function buildUnlessBuilt(folder, alsoRead) {
  const inputs = hash([folder, ...alsoRead]);
  const built = join(folder, 'dist/.stamp');
  if (readStamp(built) !== inputs) {
    install(folder);
    npm(folder, 'run', 'build');
    writeFileSync(built, inputs);
  }
  return inputs;
}
