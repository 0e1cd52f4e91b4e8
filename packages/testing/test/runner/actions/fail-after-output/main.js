// Fixture: an output first, the failure after it.
import { appendFileSync } from 'node:fs';

appendFileSync(process.env.GITHUB_OUTPUT, 'decision=rollback\n');
console.log('::error file=policy.yaml,line=3,col=5::it went wrong');
process.exitCode = 3;
