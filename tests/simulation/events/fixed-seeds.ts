/** What `npm test` plays: histories that were seen to hold, in less than three minutes. */
export const FIXED_SEEDS: readonly number[] = [ 6, 7, 8 ];
