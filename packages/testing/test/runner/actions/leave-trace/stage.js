// Fixture: one file for all stages; GITHUB_STATE says how often it ran before.
import { appendFileSync } from 'node:fs';

const count = Number(process.env.STATE_count ?? '0') + 1;
appendFileSync(process.env.GITHUB_STATE, `count=${count}\n`);
console.log(`${process.env.INPUT_NAME} run ${count} from ${process.env.GITHUB_ACTION_REPOSITORY || 'here'}`);
if (process.env.OWN) console.log(`${process.env.OWN} ${process.env.LATER ?? 'not yet'}`);
