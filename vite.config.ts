/** `npm run dev`: the Motion Canvas editor on every film. Tests bring their own configuration. */
import { defineConfig } from 'vite';
import { filmEditor } from './src/editor/host/filmEditor';

export default defineConfig(() => ({ plugins: process.env['VITEST'] ? [] : filmEditor() }));
