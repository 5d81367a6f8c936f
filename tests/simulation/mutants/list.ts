/** The faults that are put back on purpose, by the numbers of issue 12, and some beside them. */
import type { Mutant } from './mutant';
import { ANNOUNCED } from './list/announced';
import { BESIDE } from './list/beside';
import { DOUBTS } from './list/doubts';
import { ITEMS } from './list/items';
import { HELD } from './list/held';
import { ORDERS_OUT } from './list/orders-out';
import { OTHERS_DOCUMENTS } from './list/others-documents';
import { PRODUCTS_IN } from './list/products-in';
import { RESTORED } from './list/restored';

export const MUTANTS: readonly Mutant[] = [
	...DOUBTS,
	...ORDERS_OUT,
	...RESTORED,
	...PRODUCTS_IN,
	...ANNOUNCED,
	...BESIDE,
	...HELD,
	...OTHERS_DOCUMENTS,
	...ITEMS,
];
