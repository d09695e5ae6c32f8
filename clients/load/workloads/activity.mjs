import { holds } from '../truth.mjs';

/** The activity section alone. */
export default { name: 'activity', operation: 'LoadActivity', reads: 'activity.sql', budget: 800, check: holds };
