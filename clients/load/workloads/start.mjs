import { runStart } from '../start/run.mjs';
import { startColumns } from '../start/table.mjs';

/** From the command to the first right answer, and the memory of a gateway that has warmed up. */
export default { name: 'start', run: runStart, columns: startColumns };
