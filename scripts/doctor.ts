/** npm run doctor: what a render would use, with versions; exit 1 where something is missing. */
import { examine } from '../src/render/host/examine';

const findings = await examine();
for (const { name, ok, detail } of findings) {
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(9)} ${detail.replace(/\n/g, '\n            ')}`);
}
const missing = findings.filter((f) => !f.ok).map((f) => f.name);
console.log(missing.length === 0 ? '\nReady to render.' : `\nMissing: ${missing.join(', ')}.`);
process.exitCode = missing.length === 0 ? 0 : 1;
