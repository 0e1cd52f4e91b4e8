// The entry of a worker thread when the sources run as they are. A bundle is its own entry: it asks isRunWorker().
import { runSimulator } from '../claims/simulate-run.ts';
import { serveRuns } from './serve-runs.ts';

serveRuns(runSimulator());
