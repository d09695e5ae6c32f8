import { variableOf, type Filters } from './logFilter';
import { usePages } from './pages';
import { LogsDocument } from './types/graphql';

const FIRST = 50;

/** The log under filters, a page at a time. */
export const useLogs = (filters: Filters, first = FIRST) =>
  usePages(JSON.stringify([filters, first]), {
    document: LogsDocument,
    variables: () => ({ filter: variableOf(filters, Date.now()), first }),
    listOf: (data) => data.integrationLogs,
  });
