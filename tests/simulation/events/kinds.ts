/** All kinds of events. */
import { buyers } from './buyers';
import { items } from './items';
import type { Kind } from './kind';
import { machine } from './machine';
import { owner } from './owner';
import { sors } from './sors';
import { staff } from './staff';
import type { What } from './types';

export const KINDS = {
	...buyers,
	...staff,
	...owner,
	...sors,
	...items,
	...machine,
};

export const kindOf = ( what: What ): Kind< What > =>
	KINDS[ what.do ] as unknown as Kind< What >;
