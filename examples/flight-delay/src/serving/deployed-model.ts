// A slot as a model that golden sets can be run through: every case goes the way of a prediction, over HTTP and with a lookup of features.
import { boolean, decode, number, shape, text } from '@rampart/json-exchange';
import type { ModelAnswer, OpenModel, Tensor } from '@rampart/model-validation';
import { readAirportRegions } from '../flights/march.ts';
import { parseJson } from '../http/loopback-server.ts';
import { featureCount } from '../model/late-arrival-model.ts';
import { encodePredictionRequest } from './prediction-request.ts';
import type { SlotClient } from './slot-client.ts';

/** The lookup of features misses one request in forty, whichever model is asked; that it misses this many in a row is no chance. */
const asksMax = 5;

export function deployedModel(slot: Pick<SlotClient, 'probe'>): OpenModel {
  const regionOf = readAirportRegions();
  let asked = 0;
  return {
    inputs: [
      { kind: 'tensor', name: 'features', type: 'float32', shape: [1, featureCount] },
      { kind: 'tensor', name: 'airports', type: 'int64', shape: [1, 2] },
    ],
    outputs: [{ kind: 'tensor', name: 'probability', type: 'float32', shape: [1] }],
    run: async (inputs) => {
      const [features, [origin = -1, destination = -1]] = [numbersOf(inputs, 'features'), numbersOf(inputs, 'airports')];
      const region = regionOf.get(origin);
      if (region === undefined) return { kind: 'failed', why: `airport ${origin} is not in data/airports.csv` };
      let answer = { status: 503, body: '' };
      for (let asks = 0; answer.status === 503 && asks < asksMax; asks += 1) {
        answer = await slot.probe(encodePredictionRequest(`golden-${(asked += 1)}`, { airports: [origin, destination], features, region }));
      }
      return outputOf(answer);
    },
    close: () => Promise.resolve(),
  };
}

function numbersOf(inputs: ReadonlyMap<string, Tensor>, name: string): readonly number[] {
  return inputs.get(name)?.data.map(Number) ?? [];
}

function outputOf({ status, body }: { readonly status: number; readonly body: string }): ModelAnswer {
  const answered = decode(decodePrediction, parseJson(body));
  if (status !== 200 || answered.kind === 'bad') return { kind: 'failed', why: `the slot answers ${status} ${body.slice(0, 200)}` };
  return { kind: 'outputs', outputs: new Map([['probability', { type: 'float32', shape: [1], data: [answered.value.probability] }]]) };
}

const decodePrediction = shape({ probability: number({ min: 0, max: 1 }), late: boolean, version: text() });
