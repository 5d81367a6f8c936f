import { expect, it } from 'vitest';
import { OPERATION_NAMES } from '../../../src/contract/sors/contract';
import { SCENES } from './scenes';

it( 'has a scene for each operation of the contract', () => {
	const played = SCENES.map( ( { operation } ) => operation );
	expect( played.sort() ).toEqual( [ ...OPERATION_NAMES ].sort() );
} );
