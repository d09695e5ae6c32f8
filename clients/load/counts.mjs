// What PostgreSQL says it was sent by the gateway's role (pg_stat_statements).

export class Counts {
  #calls;

  constructor(calls) {
    this.#calls = calls;
  }

  static async of(database) {
    const rows = await database.as('postgres', 'postgres', (sql) =>
      sql.rows(`select query, sum(calls) as calls from pg_stat_statements
                 where dbid = (select oid from pg_database where datname = 'pulsegate') and userid = 'pulsegate_app'::regrole
                 group by query`),
    );
    return new Counts(new Map(rows.map(({ query, calls }) => [query.trim().replaceAll(/\s+/g, ' '), Number(calls)])));
  }

  since(earlier) {
    const differences = [...this.#calls].map(([query, calls]) => [query, calls - (earlier.#calls.get(query) ?? 0)]);
    return new Counts(new Map(differences.filter(([, calls]) => calls > 0)));
  }

  /** How many statements, of those whose text matches. */
  calls(pattern = /./) {
    return [...this.#calls].filter(([query]) => pattern.test(query)).reduce((sum, [, calls]) => sum + calls, 0);
  }

  /** The texts of those that were sent with most round trips: the gateway has some of its own. */
  regular(roundTrips) {
    return [...this.#calls].filter(([, calls]) => calls > 0.5 * roundTrips).map(([query]) => query).sort();
  }
}
