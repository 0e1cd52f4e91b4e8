// A thread of the pool: one job at a time.
import { parentPort } from 'node:worker_threads';
import { perform, type Job } from './jobs.ts';

const port = parentPort;
port?.on('message', (job: Job) => port.postMessage(perform(job)));
