import { expect, it } from 'vitest';
import { keptTogether } from './unbroken';

it.each( [
	[ 'из SORS-а и SORS-ом', 'из SORS\u2011а и SORS\u2011ом' ],
	[ '%1$s од %2$s (%3$s %%)', '%1$s од %2$s (%3$s\u00a0%%)' ],
	[ 'Ради, %s ms', 'Ради, %s\u00a0ms' ],
	[ 'е-пошта у SORS - msc', 'е-пошта у SORS - msc' ],
] )( 'keeps together what is one: %s', ( text, kept ) => {
	expect( keptTogether( text ) ).toBe( kept );
} );
