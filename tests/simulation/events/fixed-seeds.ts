/**
 * What `npm test` plays: histories that were seen to hold, in some three minutes. Their shops: two decimals, the sum
 * rounded, documents without VAT (2); whole dinars, without taxes (4), the sum rounded (9), that and prices without
 * VAT (10), each line rounded (11, 12).
 */
export const FIXED_SEEDS: readonly number[] = [ 2, 4, 9, 10, 11, 12 ];
