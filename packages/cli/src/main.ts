#!/usr/bin/env node
import { consoleOf } from './console.ts';
import { rampart } from './rampart.ts';

const cancellation = new AbortController();
process.once('SIGINT', () => cancellation.abort());
process.once('SIGTERM', () => cancellation.abort());
process.exitCode = await rampart(process.argv.slice(2), { console: consoleOf(process, process.env), env: process.env, cwd: process.cwd(), signal: cancellation.signal });
