import { expect, it } from 'vitest';
import { objects } from '../../src/contract/rest/emit';
import { casesOf } from './cases';

const SEED = 20;
const cases = [ ...casesOf( SEED ) ];
const whyOf = ( schema: string, isRight: boolean ) =>
	cases
		.filter(
			( each ) => each.schema === schema && each.isRight === isRight
		)
		.map( ( { why } ) => why );

it( 'makes the same from the same seed', () => {
	const head = ( seed: number ) => {
		const made = casesOf( seed );
		return Array.from( { length: 500 }, () => made.next().value );
	};
	expect( head( SEED ) ).toEqual( cases.slice( 0, 500 ) );
	expect( head( SEED + 1 ) ).not.toEqual( cases.slice( 0, 500 ) );
} );

it( 'has right values and wrong ones of each schema', () => {
	for ( const name of Object.keys( objects ) ) {
		expect( whyOf( name, true ), name ).toContain( '' );
		expect( whyOf( name, false ), name ).not.toEqual( [] );
	}
	expect(
		cases.filter( ( { why, isRight } ) => ! why && ! isRight )
	).toEqual( [] );
} );

it( 'changes what lies deep, in every way', () => {
	expect( whyOf( 'runs-response', false ) ).toEqual(
		expect.arrayContaining( [
			'$.items[]: kind missing',
			'$.items[]: a field more',
			'$.items[].total: below the smallest',
			'$.items[].state: the word in capitals',
			'$.items[].createdAt: a line break after it',
			'$.items[].limited: no as a word',
			'$.items[].message: null',
			'$.total: a number as text',
		] )
	);
	expect( whyOf( 'settings-patch', false ) ).toEqual(
		expect.arrayContaining( [
			'$.paymentMethodMap: the key "" of 0 signs',
			'$.paymentMethodMap{}: no word',
			'$.businessUnitIds: too many',
			'$.safetyLimitPercent: above the largest',
		] )
	);
	expect( whyOf( 'runs-response', true ) ).toEqual(
		expect.arrayContaining( [
			'$.items[].state: the word awaiting_approval',
			'$.total: the smallest',
		] )
	);
} );
