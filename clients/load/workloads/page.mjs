import { runPage } from '../page/run.mjs';
import { pageColumns } from '../page/table.mjs';

/** The dashboard in a browser, until it is seen. */
export default { name: 'page', run: runPage, columns: pageColumns };
