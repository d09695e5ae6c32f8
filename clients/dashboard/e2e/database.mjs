import { Pool } from 'pg';

const ACME = 'ac3e0000-0000-4000-8000-000000000001';
const GLOBEX = '610be000-0000-4000-8000-000000000002';
const NORTHWIND = '40e70000-0000-4000-8000-000000000003';
const url = new URL(process.env.DATABASE);
url.username = process.env.OWNER;
url.password = encodeURIComponent(process.env.OWNER_PASSWORD);
const pool = new Pool({ connectionString: url.href, max: 2 });

export const end = () => pool.end();
export const sql = (text) => pool.query(text);

async function inOrg(org, work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      "select set_config('pulsegate.org_ids', $1, true), set_config('pulsegate.role', 'system', true)",
      [`{${org}}`],
    );
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Something happens at Acme, now. */
export const event = (message) =>
  inOrg(ACME, (client) =>
    client.query(
      `insert into integration_logs (org_id, integration_type, event_type, status, message, source, occurred_at, recorded_at)
       values ($1, 'webhooks', 'webhook.delivery', 'success', $2, 'urn:test', now(), now())`,
      [ACME, message],
    ),
  );

/** So many at once happen at Globex. */
export const events = (count, message) =>
  inOrg(GLOBEX, (client) =>
    client.query(
      `insert into integration_logs (org_id, integration_type, event_type, status, message, source, occurred_at, recorded_at)
       select $1, 'webhooks', 'webhook.delivery', 'success', $2, 'urn:test', now(), now() from generate_series(1, $3)`,
      [GLOBEX, message, count],
    ),
  );

/** Something of Acme's is given up, now; its event is long gone. */
export const deadLetter = (reason) =>
  inOrg(ACME, (client) =>
    client.query(
      `insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason, attempts, dead_at)
       values ($1, uuidv7(), 'webhooks', 'webhook.delivery', $2, 5, now())`,
      [ACME, reason],
    ),
  );

/** Everybody of Northwind is signed out everywhere. */
export const endSessions = () =>
  inOrg(NORTHWIND, (client) => client.query('update sessions set ended_at = now() where ended_at is null'));

/** An organisation that has nothing, with an administrator whose password is everybody's. */
export async function emptyOrg() {
  const org = 'e0000000-0000-4000-8000-000000000001';
  await inOrg(org, async (client) => {
    await client.query(
      "insert into organizations (id, name, timezone, locale) values ($1, 'Empty', 'Europe/Warsaw', 'en') on conflict do nothing",
      [org],
    );
    await client.query(
      `with person as (
         insert into users (org_id, email, display_name, password_hash)
         values ($1, 'admin@empty.example', 'Eve Empty', '{bcrypt}$2a$10$QdR3NZ48mHu8M8u0.zGxRuK.3UbvN0kazJMlAHOe6lHy/gUXbk.uW')
         on conflict do nothing
         returning id)
       insert into user_access (org_id, user_id, role) select $1, id, 'ADMIN' from person`,
      [org],
    );
  });
}

/** While the work runs, one section cannot be read. */
export async function without(right, work) {
  await sql(`revoke ${right} from pulsegate_app`);
  try {
    await work();
  } finally {
    await sql(`grant ${right} to pulsegate_app`);
  }
}
