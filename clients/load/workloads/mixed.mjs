import { makeKeys } from '../live/keys.mjs';
import { ask } from '../requests.mjs';
import { addManager, admin, manager } from '../seed.mjs';

const MOST = 50;
const DOCUMENTS = ['LoadDashboard', 'LoadFresh', 'LoadHealth', 'LoadActivity', 'LoadErrors'];

/** Many organisations, three who ask in each, five documents: who follows whom has nothing in common. */
export default { name: 'mixed', requests, peers: true };

async function requests({ database, orgs: all }) {
  const orgs = Math.min(all, MOST);
  const keys = await makeKeys({ database, orgs, each: 1 });
  for (let n = 1; n <= orgs; n++) await addManager(database, n);
  const credentials = [admin, manager, (n) => `Bearer ${keys[n - 1][0]}`];
  return Array.from({ length: orgs * DOCUMENTS.length * credentials.length }, (_, i) => {
    const round = Math.floor(i / orgs);
    const n = 1 + (i % orgs);
    const document = DOCUMENTS[(round + n) % DOCUMENTS.length];
    return ask(document, n, credentials[Math.floor(round / DOCUMENTS.length)](n));
  });
}
