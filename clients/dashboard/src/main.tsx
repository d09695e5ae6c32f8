import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { findSession } from './api/session';
import { App } from './routes/App';
import { paths } from './routes/paths';
import './ui/tokens.css';
import './ui/base.css';

void findSession();
// its scripts come while the gateway says who is signed in
if (location.pathname === paths.dashboard) void import('./pages/DashboardPage');

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no element #page');
createRoot(page).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
