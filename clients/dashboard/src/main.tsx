import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { findSession } from './api/session';
import { App } from './routes/App';
import './ui/tokens.css';
import './ui/base.css';

void findSession();

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no element #page');
createRoot(page).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
