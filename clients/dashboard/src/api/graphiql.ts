import { panelOf } from './panel';
import { DashboardDocument, type DashboardQuery } from './types/graphql';

/** Where questions can be asked by hand; undefined where the gateway offers no such page. */
export const graphiql = document.querySelector<HTMLMetaElement>('meta[name=graphiql]')?.content;

/** GraphiQL with the question behind a panel. In the fragment, so that no server is told of it. */
export function graphiqlOf(field: keyof DashboardQuery): string | undefined {
  const query = panelOf(DashboardDocument.toString(), field);
  return graphiql && `${graphiql}#${new URLSearchParams({ query })}`;
}
