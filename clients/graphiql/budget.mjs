// What a browser loads before GraphiQL can be used, gzipped: ends with an error when it grows past this.
// Monaco is most of it; vite.config.ts leaves out of it what nobody uses here.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = 1_450_000;
const LATER = /^(babel|estree|standalone|graphql|graphqlMode|jsonMode)-/;

const used = readdirSync('dist/assets')
  .filter((name) => /\.(js|css|ttf)$/.test(name) && !LATER.test(name))
  .reduce((sum, name) => sum + gzipSync(readFileSync(`dist/assets/${name}`)).length, 0);

console.log(`graphiql: ${used} of ${BUDGET} bytes gzipped, workers and font with it`);
if (used > BUDGET) {
  console.error('graphiql: too large');
  process.exitCode = 1;
}
