import { expect, it } from 'vitest';
import { fateAt } from './catalog';

it( 'names a date that is half an hour ahead, whenever it is', () => {
	const named = ( now: number ) => {
		const fate = fateAt( '429 until a date', now );
		const { retryAfter } = ( fate as { action: { retryAfter?: string } } )
			.action;
		return Date.parse( retryAfter ?? '' ) / 1000;
	};
	expect( named( 1_772_352_000 ) ).toBe( 1_772_353_800 );
	expect( named( 1_798_704_000.7 ) ).toBe( 1_798_705_800 );
} );
