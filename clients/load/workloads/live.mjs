import { runLive } from '../live/run.mjs';

/** Updates that come by themselves: measured in a way of its own, on a database of its own. */
export default { name: 'live', run: runLive };
