/** `npm run dev`: the Motion Canvas editor on every film. */
import { defineConfig } from 'vite';
import { filmEditor } from './src/editor/host/filmEditor';

export default defineConfig({ plugins: filmEditor() });
