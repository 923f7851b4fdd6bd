import { render } from 'preact';
import { App } from './app.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/map.css';
import './styles/tools.css';
import './styles/travel.css';
import './styles/portrait.css';
import './styles/pages.css';
import './styles/print.css';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
