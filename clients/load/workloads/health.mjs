import { holds } from '../truth.mjs';

/** The health section alone. */
export default { name: 'health', operation: 'LoadHealth', reads: 'health.sql', budget: 500, check: holds };
