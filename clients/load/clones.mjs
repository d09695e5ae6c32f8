// More organisations than the seed makes in a sensible time: copies of one of its own, table by table.

/**
 * Copies what the organisation {@code last} has for each number up to {@code orgs}. Ids and hashes are
 * derived from the original's, everything else is the same. As a superuser without triggers: what they
 * would have made is copied too.
 */
export async function clone(sql, last, orgs) {
  await sql.rows(`set session_replication_role = replica`);
  for (const { table, columns } of await tables(sql)) {
    await sql.rows(`
      insert into ${table} (${columns.map(({ name }) => name).join(', ')})
      select ${columns.map((column) => copied(column, last)).join(', ')}
        from generate_series(${last + 1}, ${orgs}) n, ${table} t
       where t.${table === 'organizations' ? 'id' : 'org_id'} = ${id(last)}`);
  }
}

async function tables(sql) {
  const rows = await sql.rows(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and (c.relname = 'organizations' or exists (
            select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id' and not o.attisdropped))
     order by c.oid, a.attnum`);
  return [...new Set(rows.map(({ table }) => table))].map((table) => ({ table, columns: rows.filter((row) => row.table === table) }));
}

function copied({ table, name, type }, last) {
  const isOrg = name === (table === 'organizations' ? 'id' : 'org_id');
  if (isOrg) return id('n');
  if (type === 'uuid') return `md5(n || t.${name}::text)::uuid`;
  if (type === 'bytea') return `sha256(t.${name} || n::text::bytea)`;
  if (name === 'email') return `replace(t.${name}, '-${last}@', '-' || n || '@')`;
  return `t.${name}`;
}

/** As bench.sql counts them. */
const id = (n) => `('be9c0000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
