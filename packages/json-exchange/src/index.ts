// One bounded question and its answer, over HTTP or with a program, and strict decoding of what came back.
export type { Exchange, ExchangeFailure, Exchanged, FailureCode } from './exchange.ts';
export { httpExchange, type HttpExchangeOptions } from './http-exchange.ts';
export { commandExchange, type CommandExchangeOptions } from './command-exchange.ts';
export { sendRequest, type HttpAnswer, type HttpRequest, type HttpRefusal } from './http-request.ts';
export { plainLine } from './plain-line.ts';
export { shownAddress } from './shown-address.ts';
export { boolean, choice, decode, integer, list, mapped, nullable, number, record, shape, text, type Decoded, type Decoder, type Mistake } from './decode.ts';
