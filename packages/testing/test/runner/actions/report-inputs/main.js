// Fixture: plain JavaScript, as a bundle would be.
import { appendFileSync } from 'node:fs';

const inputs = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_')));
console.log(`cwd is workspace: ${process.cwd() === process.env.GITHUB_WORKSPACE}`);
console.log(`node ${process.versions.node.split('.')[0]}`);
appendFileSync(process.env.GITHUB_OUTPUT, `seen<<END_OF_SEEN\n${JSON.stringify(inputs)}\nEND_OF_SEEN\n`);
appendFileSync(process.env.GITHUB_STEP_SUMMARY, `### Policy ${process.env.INPUT_POLICY}\n`);
