import { holds } from '../truth.mjs';

/** The error summary alone. */
export default { name: 'errors', operation: 'LoadErrors', reads: 'errors.sql', budget: 300, check: holds };
