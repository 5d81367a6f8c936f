import { expect, it } from 'vitest';
import { newestDatabase } from './DatabaseStep';

it( 'proposes the newest year, by field or by name', () => {
	const item = ( name: string, year: number | null = null ) => ( {
		name,
		title: null,
		year,
	} );
	const newest = ( ...items: ReturnType< typeof item >[] ) =>
		newestDatabase( { listed: true, items } );
	expect( newest( item( 'A', 2025 ), item( 'B', 2026 ) ) ).toBe( 'B' );
	expect( newest( item( 'My2026' ), item( 'My2025' ) ) ).toBe( 'My2026' );
	expect( newest( item( 'Demo2' ), item( 'My2025' ) ) ).toBe( 'My2025' );
	expect( newest( item( 'Demo2', 2026 ), item( 'My2026', 2026 ) ) ).toBe(
		'My2026'
	);
	expect( newest() ).toBe( '' );
} );
