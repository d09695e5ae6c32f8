// API keys of our own format, stored as the gateway stores them: so many for each organisation.

import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { literal } from '../postgres.mjs';
import { orgId } from '../seed.mjs';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** By organisation, from the first on: its keys. */
export async function makeKeys({ database, orgs, each, scope = 'dashboard:read' }) {
  const keys = Array.from({ length: orgs }, () => Array.from({ length: each }, generate));
  await database.as('pulsegate_owner', 'pulsegate', async (sql) => {
    for (const [place, own] of keys.entries()) await sql.rows(store(orgId(place + 1), own, scope));
  });
  return keys;
}

function store(org, keys, scope) {
  const rows = keys.map((key, number) => `(${number}, ${literal(key)})`).join(', ');
  return `
    select set_config('pulsegate.org_ids', ${literal(`{${org}}`)}, true), set_config('pulsegate.role', 'system', true);
    with given (number, key) as (values ${rows}),
    made as (insert into api_keys (id, org_id, name, prefix, last4, scopes)
             select uuidv7(), ${literal(org)}, 'Live ' || number, left(key, 8), right(key, 4), '{${scope}}' from given
             returning id, name)
    insert into api_key_secrets (api_key_id, org_id, secret_hash)
    select m.id, ${literal(org)}, sha256(convert_to(g.key, 'UTF8')) from made m join given g on m.name = 'Live ' || g.number`;
}

function generate() {
  const key = `pgk_${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)}`;
  return key + base62(BigInt(crc32(key)), 6);
}

function base62(number, digits) {
  let text = '';
  for (let rest = number; text.length < digits; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text;
  return text;
}
