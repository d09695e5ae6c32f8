import { runNoisy } from '../noisy/run.mjs';
import { noisyColumns } from '../noisy/table.mjs';

/** What many organisations notice of one that asks for ten times what it may. */
export default { name: 'noisy', run: runNoisy, columns: noisyColumns };
