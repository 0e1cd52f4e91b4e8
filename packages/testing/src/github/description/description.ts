// The published REST description that the emulator is held against, as tools/extract-openapi.ts wrote it. Read on first use.
import { readFileSync } from 'node:fs';

export const DESCRIPTION_VERSION = '23.0.2';
export const DESCRIPTION_FILE = `octokit-openapi-${DESCRIPTION_VERSION}.json`;

export type JsonObject = Readonly<Record<string, unknown>>;

export function readDescription(): JsonObject {
  return JSON.parse(readFileSync(new URL(DESCRIPTION_FILE, import.meta.url), 'utf8')) as JsonObject;
}
