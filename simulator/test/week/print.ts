// Prints the week: node simulator/test/week/print.ts ["one job per target"]
import { packedSize } from './packed-size.ts';
import { renderSize, renderWeek } from './render-week.ts';
import { liveThroughWeek } from './week.ts';

const how = process.argv[2] === 'one job per target' ? 'one job per target' : 'one job for all targets';
const week = await liveThroughWeek(how);
console.log(`${renderWeek(how, week)}\n${renderSize(packedSize(week.ledgers))}`);
