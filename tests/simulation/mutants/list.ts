/** The faults that are put back on purpose: those that histories may come across. */
import { BESIDE } from './list/beside';
import { DOUBTS } from './list/doubts';
import { ORDERS_AND_PRODUCTS } from './list/orders-and-products';
import type { Mutant } from './mutant';

export const MUTANTS: readonly Mutant[] = [
	...DOUBTS,
	...ORDERS_AND_PRODUCTS,
	...BESIDE,
];
