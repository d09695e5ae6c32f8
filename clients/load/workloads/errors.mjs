import { ask } from '../requests.mjs';

/** The error summary alone. */
export default { name: 'errors', requests: () => [ask('LoadErrors')], reads: 'errors.sql', budget: 300 };
