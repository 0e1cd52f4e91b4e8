// Presets: promises to start from. A preset stands below the promises that are spelled out in the same file and above everything in the defaults file.

export interface Preset {
  /** In the units of the policy file. */
  readonly promise: { readonly falseAlarms: string; readonly badRequests: number; readonly decideWithin: string; readonly ifUndecided: string };
  readonly why: string;
}

export const PRESETS: Readonly<Record<'cautious' | 'standard' | 'fast', Preset>> = {
  cautious: {
    promise: { falseAlarms: '1%', badRequests: 30, decideWithin: '7d', ifUndecided: 'ask' },
    why: 'few users may notice a bad release; a good one may take a week',
  },
  standard: {
    promise: { falseAlarms: '1%', badRequests: 100, decideWithin: '3d', ifUndecided: 'ask' },
    why: 'the numbers of the documentation: noticed by monitoring before it is noticed by users',
  },
  fast: {
    promise: { falseAlarms: '1%', badRequests: 300, decideWithin: '1d', ifUndecided: 'ask' },
    why: 'from 50 requests a second, half of the traffic is reached within half an hour',
  },
};

export const PRESET_NAMES = ['cautious', 'standard', 'fast'] as const satisfies readonly (keyof typeof PRESETS)[];
