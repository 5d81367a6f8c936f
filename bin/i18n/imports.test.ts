import { expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { filesOfScript } from './imports';

it( 'finds every file that goes into a script, and no other', () => {
	expect( filesOfScript( projectDir, 'order-box' ) ).toEqual( [
		'src/order-box.ts',
		'src/api/thrown.ts',
		'src/reload-link.ts',
		'src/api/errors.ts',
	] );
	expect( filesOfScript( projectDir, 'index' ) ).toContain(
		'src/screens/orders/index.tsx'
	);
} );
