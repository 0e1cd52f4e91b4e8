// Writes every file that follows from code: action.yml and README tables of each action, the schema of policies, the table of error codes.
// Command: npm run generate; a test proves that what is committed is current.
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '@rampart/action-kit';
import { renderActionYml, renderErrorSection, renderReadmeTables } from '@rampart/action-kit/generate';
import { generatedFiles as policyDocumentFiles } from '@rampart/policy-document';
import { listActions, ROOT } from './repository.ts';

const ERROR_PAGE = 'docs/errors.md';

export interface GeneratedFile {
  /** Relative to the root. */
  readonly file: string;
  readonly content: string;
}

export async function generateFiles(): Promise<readonly GeneratedFile[]> {
  const ofActions = await Promise.all(listActions().map(generateForAction));
  const ofPolicies = policyDocumentFiles(presentContent).map(({ file, content }) => ({ file, content: file === ERROR_PAGE ? renderErrorSection(content) : content }));
  return [...ofActions.flat(), ...ofPolicies];
}

/** What is in the repository now; the empty string when it is not there. */
export function presentContent(file: string): string {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function generateForAction(name: string): Promise<readonly GeneratedFile[]> {
  const folder = `actions/${name}`;
  const { contract } = (await import(pathToFileURL(join(ROOT, folder, 'src/contract.ts')).href)) as { readonly contract: Contract };
  if (contract.name !== name) throw new Error(`${folder}/src/contract.ts: the contract is named "${contract.name}". An action is named like its folder: write name: '${name}'.`);
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
