/** What `npm test` plays: histories that were seen to hold, in less than three minutes. */
export const FIXED_SEEDS: readonly number[] = [ 9, 10, 11, 12, 13, 14 ];
