import { runIngest } from '../ingest/run.mjs';
import { ingestColumns } from '../ingest/table.mjs';

/** Events in: CloudEvents in batches, on a PostgreSQL that keeps what it was told. */
export default { name: 'ingest', run: runIngest, columns: ingestColumns };
