import './trusted';
import './environment';
import { createRoot } from 'react-dom/client';
import { Page } from './Page';
import { findSession } from './session';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import '../../dashboard/src/ui/tokens.css';
import './page.css';

void findSession();

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no element #page');
createRoot(page).render(<Page />);
