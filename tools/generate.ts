// Writes every file that follows from code: action.yml and README tables of each action, the schema of policies, the tables of error codes, the
// catalogues of the simulator.
// Command: npm run generate; a test proves that what is committed is current.
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '@rampart/action-kit';
import { renderActionYml, renderErrorSection, renderPermissionSection, renderReadmeTables } from '@rampart/action-kit/generate';
import { generatedFiles as policyDocumentFiles } from '@rampart/policy-document';
import { generatedFiles as simulatorFiles } from '../simulator/src/docs/generated-files.ts';
import { listActions, ROOT } from './repository.ts';

export interface GeneratedFile {
  /** Relative to the root. */
  readonly file: string;
  readonly content: string;
}

export async function generateFiles(): Promise<readonly GeneratedFile[]> {
  const contracts = await Promise.all(listActions().map(contractOf));
  const stateFiles: Generator = (present) => [{ file: STATE_PAGE, content: renderPermissionSection(contracts, present(STATE_PAGE)) }];
  return [...contracts.flatMap(generateForAction), ...inTurn([policyDocumentFiles, actionKitFiles, stateFiles, simulatorFiles])];
}

const STATE_PAGE = 'docs/state-on-github.md';

type Generator = (present: (file: string) => string) => readonly GeneratedFile[];

const actionKitFiles: Generator = (present) => [{ file: 'docs/errors.md', content: renderErrorSection(present('docs/errors.md')) }];

/** Several generators have a section of one page: each is given what those before it made of it. */
function inTurn(generators: readonly Generator[]): readonly GeneratedFile[] {
  const contents = new Map<string, string>();
  for (const generate of generators) {
    for (const { file, content } of generate((path) => contents.get(path) ?? presentContent(path))) contents.set(file, content);
  }
  return [...contents].map(([file, content]) => ({ file, content }));
}

/** What is in the repository now; the empty string when it is not there. */
export function presentContent(file: string): string {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function contractOf(name: string): Promise<Contract> {
  const folder = `actions/${name}`;
  const { contract } = (await import(pathToFileURL(join(ROOT, folder, 'src/contract.ts')).href)) as { readonly contract: Contract };
  if (contract.name !== name) throw new Error(`${folder}/src/contract.ts: the contract is named "${contract.name}". An action is named like its folder: write name: '${name}'.`);
  return contract;
}

function generateForAction(contract: Contract): readonly GeneratedFile[] {
  const folder = `actions/${contract.name}`;
  const readme = `${folder}/README.md`;
  return [
    { file: `${folder}/action.yml`, content: renderActionYml(contract) },
    ...(existsSync(join(ROOT, readme)) ? [{ file: readme, content: renderReadmeTables(contract, presentContent(readme)) }] : []),
  ];
}

async function main(): Promise<void> {
  for (const { file, content } of await generateFiles()) {
    if (presentContent(file) === content) continue;
    await writeFile(join(ROOT, file), content);
    console.log(`wrote ${file}`);
  }
}

if (import.meta.main) await main();
