/** All kinds of events. */
import type { Random } from '../../sors/assortment/random';
import { apart } from './apart';
import { buyers } from './buyers';
import { items } from './items';
import type { Kind } from './kind';
import { machine } from './machine';
import { followers } from './followers';
import { owner } from './owner';
import { payments } from './payments';
import { regulars } from './regulars';
import { sors } from './sors';
import { staff } from './staff';
import type { What } from './types';

export const KINDS = {
	...buyers,
	...staff,
	...owner,
	...apart,
	...payments,
	...followers,
	...regulars,
	...sors,
	...items,
	...machine,
};

export const NAMES = Object.keys( KINDS ) as What[ 'do' ][];

export const kindOf = ( what: What ): Kind< What > =>
	KINDS[ what.do ] as unknown as Kind< What >;

/** What it counts as. */
export function kindsOf( what: What ): string[] {
	const sort = kindOf( what ).sort?.( what );
	return sort === undefined
		? [ what.do ]
		: [ what.do, `${ what.do }: ${ sort }` ];
}

/** One of a kind that is given, as far as it is not fixed. */
export function drawn< Name extends What[ 'do' ] >(
	random: Random,
	name: Name,
	fixed: Partial< Extract< What, { do: Name } > > = {}
): What {
	return { do: name, ...KINDS[ name ].draw( random ), ...fixed } as What;
}
