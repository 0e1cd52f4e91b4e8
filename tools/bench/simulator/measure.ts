// One measurement in this process: its name and what is asked as JSON in, figures as JSON out.
// Command: node --expose-gc measure.ts <name> '{"customers":..,"load":..,"repeats":..}'
import { MEASUREMENTS, type MeasurementName, type MeasureRequest } from './measurements.ts';

const [name, request] = process.argv.slice(2);
if (!isMeasurement(name) || request === undefined) throw new Error(`measure.ts takes one of ${Object.keys(MEASUREMENTS).join(', ')} and a request. It got: ${process.argv.slice(2).join(' ')}`);
console.log(JSON.stringify(await MEASUREMENTS[name](JSON.parse(request) as MeasureRequest)));

function isMeasurement(text: string | undefined): text is MeasurementName {
  return text !== undefined && Object.hasOwn(MEASUREMENTS, text);
}
