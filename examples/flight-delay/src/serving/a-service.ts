// A whole service in this process, for tests: two slots and the proxy in front of them, with what the proxy writes down.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AccessEntry, WeightEntry } from './access-log.ts';
import { startProxy, type RunningProxy } from './proxy.ts';
import { startSlot } from './slot.ts';

export interface TestedService {
  readonly proxy: RunningProxy;
  readonly target: string;
  readonly slots: readonly [string, string];
  /** Addresses of the slots, in the same order. */
  readonly slotUrls: readonly [string, string];
  readonly accesses: readonly AccessEntry[];
  readonly weightChanges: readonly WeightEntry[];
  close(): Promise<void>;
}

/** The slots are empty at first. */
export async function aService(): Promise<TestedService> {
  const [a, b] = await Promise.all([startSlot(), startSlot()]);
  const accesses: AccessEntry[] = [];
  const weightChanges: WeightEntry[] = [];
  const proxy = await startProxy({
    target: 'flights',
    slots: [
      { name: 'a', url: a.url },
      { name: 'b', url: b.url },
    ],
    accessLog: { write: (entry) => void accesses.push(entry) },
    weightLog: { write: (entry) => void weightChanges.push(entry) },
  });
  const close = async (): Promise<void> => {
    await proxy.close();
    await Promise.all([a.close(), b.close()]);
  };
  return { proxy, target: 'flights', slots: ['a', 'b'], slotUrls: [a.url, b.url], accesses, weightChanges, close };
}

/** A port that was free a moment ago, with nobody behind it. */
export async function addressOfNobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = addressOf(server);
  await new Promise((resolve) => server.close(resolve));
  return address;
}

export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

export interface TestedRelease {
  readonly version: string;
  readonly digest: string;
  readonly artifact: string;
}

/** One of the committed models under any version. */
export function aRelease(version: string, artefact: string): TestedRelease {
  const file = new URL(`../../models/${artefact}/model.onnx`, import.meta.url);
  return { version, digest: `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`, artifact: file.href };
}
