import { expect, it } from 'vitest';
import { settingsDefaults } from '../../contract/rest/settings';
import { render } from '../../testing/render';
import { connected, opened, shopWith } from '../../testing/settings-shop';
import Settings from '.';
import { pageOf } from './pages';

const PAGES = {
	Connection: '',
	Products: 'products',
	Orders: 'orders',
	Maintenance: 'maintenance',
} as const;

it( 'knows the page of every setting', async () => {
	shopWith( {
		...connected,
		database: 'Proba',
		// These bring further questions.
		documentKind: 'invoice',
		customerMode: 'single',
	} );
	const { container } = render( <Settings /> );
	// Chosen in the first run.
	const found: Record< string, string > = {
		database: '',
		businessUnitIds: '',
	};
	for ( const [ label, page ] of Object.entries( PAGES ) ) {
		await opened( label as keyof typeof PAGES );
		for ( const field of container.querySelectorAll< HTMLElement >(
			'[data-setting]'
		) ) {
			found[ String( field.dataset.setting ) ] = page;
		}
	}
	const names = Object.keys( settingsDefaults );
	expect(
		Object.fromEntries( names.map( ( name ) => [ name, pageOf( name ) ] ) )
	).toEqual( found );
} );
