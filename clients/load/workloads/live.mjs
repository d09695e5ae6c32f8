import { runLive } from '../live/run.mjs';
import { liveColumns } from '../live/table.mjs';

/** Updates that come by themselves: measured in a way of its own, on a database of its own. */
export default { name: 'live', run: runLive, columns: liveColumns };
