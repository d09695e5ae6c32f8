import { holds } from '../truth.mjs';

/** The same dashboard when everything must be read and made anew. */
export default { name: 'fresh', operation: 'LoadFresh', reads: 'fresh.sql', check: holds };
