import { expect, it } from 'vitest';
import { OPERATION_NAMES } from '../../../src/contract/sors/contract';
import { FATE_NAMES } from '../faults/catalog';
import { KILLS, troublesOf } from './cells';
import { SCENES } from './scenes';

it( 'has a scene for each operation of the contract', () => {
	const played = SCENES.map( ( { operation } ) => operation );
	expect( played.sort() ).toEqual( [ ...OPERATION_NAMES ].sort() );
} );

it( 'tries every fault with what changes something, and with questions all but those that differ by what was done', () => {
	const every = [ 'answered', ...FATE_NAMES, ...KILLS ];
	expect( troublesOf( 'createReservation' ) ).toEqual( every );
	expect( troublesOf( 'cancelDocument' ) ).toEqual( every );
	const left = every.filter(
		( trouble ) =>
			! ( troublesOf( 'findDocuments' ) as string[] ).includes( trouble )
	);
	expect( left ).toEqual( [
		'cut after',
		'cut in the answer',
		'500, done',
		'522, done',
		'504, done',
		'a web page, done',
		'silence, done',
		'done 5 minutes later',
		'done 45 minutes later',
		'a filter throws, done',
		'killed, SORS did it',
	] );
} );
