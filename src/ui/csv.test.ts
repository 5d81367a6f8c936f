import { afterEach, expect, it, vi } from 'vitest';
import { textOf } from '../testing/files';
import { csv, figure } from './csv';
import * as formats from './shop-formats';

const shopWith = ( decimal: string ) =>
	vi
		.spyOn( formats, 'shopFormats' )
		.mockReturnValue( { decimal } as ReturnType<
			typeof formats.shopFormats
		> );
afterEach( () => vi.restoreAllMocks() );

const written = ( rows: string[][] ) => textOf( csv( rows ) );

it( 'takes what separates cells, and the point of decimals, from the shop', async () => {
	shopWith( '.' );
	expect( await written( [ [ 'Šraf', figure( '1234.50' ) ] ] ) ).toBe(
		'\uFEFF"Šraf","1234.50"\r\n'
	);
	shopWith( ',' );
	expect(
		await written( [ [ 'Šraf', figure( '1234.50' ), figure( '1.2.3' ) ] ] )
	).toBe( '\uFEFF"Šraf";"1234,50";"1.2.3"\r\n' );
} );

it( 'defuses formulas, and no number', async () => {
	shopWith( ',' );
	expect(
		await written( [
			[
				'=1+1',
				'@cmd "x"',
				'\t=HYPERLINK()',
				'＝A1',
				'-2;x',
				'-2,5',
				'\tEkser',
			],
		] )
	).toBe(
		'\uFEFF"\'=1+1";"\'@cmd ""x""";"\'\t=HYPERLINK()";"\'＝A1";"\'-2;x";"-2,5";"\'\tEkser"\r\n'
	);
} );
