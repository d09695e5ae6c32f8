// Builds the pages for the gateway: called by Maven, from the top folder. What did not change since
// the last time is not built again; a clean clone takes npm's downloads and the better part of a minute.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { addToBill } from './bill.mjs';
import { hash, install, npm, readStamp, stop } from './npm.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Node.js 20.19 or newer is needed to build the pages; the PATH has ${process.versions.node}`);
}

const shared = [
  'clients/compress.mjs',
  'clients/parts.ts',
  ...['ui', 'api/http.ts', 'words/language.ts'].map((path) => join('clients/dashboard/src', path)),
];
lay('clients/dashboard', 'target/classes/static', [...shared, 'graphql/schema', 'graphql/operations/dashboard']);
lay('clients/graphiql', 'target/classes/graphiql', [...shared, 'graphql/operations']);
addToBill(['clients/dashboard', 'clients/graphiql']);

/** Brings a client to where the gateway serves it from, unless it is there. */
function lay(folder, target, alsoRead) {
  const built = buildUnlessBuilt(folder, alsoRead);
  const laid = `target/${basename(folder)}.stamp`;
  if (readStamp(laid) === built && existsSync(join(target, 'index.html'))) return;
  rmSync(join(target, 'assets'), { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(join(folder, 'dist'), target, {
    recursive: true,
    filter: (path) => !path.includes('.vite') && !path.endsWith('.stamp'),
  });
  writeFileSync(laid, built);
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
