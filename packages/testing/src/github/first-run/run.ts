// `node run.ts owner/repository` with GITHUB_TOKEN (contents, statuses and deployments: write) runs the script on github.com, in a repository
// made for it with one commit, and prints how its answers differ from the emulator's. Put what it finds into the emulator, then the date here
// into first-run.json.
import { readFileSync } from 'node:fs';
import { differences, recordRun, type Line } from './transcript.ts';

export interface FirstRun {
  readonly comparedWithGithub: string;
  readonly lines: readonly Line[];
}

export function readFirstRun(): FirstRun {
  return JSON.parse(readFileSync(new URL('first-run.json', import.meta.url), 'utf8')) as FirstRun;
}

if (import.meta.main) {
  const [owner = '', name = ''] = (process.argv[2] ?? '').split('/');
  const token = process.env['GITHUB_TOKEN'] ?? '';
  if (name === '' || token === '') throw new Error('usage: GITHUB_TOKEN=... node run.ts owner/repository');
  const lines = await recordRun({ apiUrl: process.env['GITHUB_API_URL'] ?? 'https://api.github.com', token, owner, name, fetch });
  const found = differences(readFirstRun().lines, lines);
  process.stdout.write(found.length === 0 ? 'no differences\n' : `${found.join('\n')}\n`);
}
