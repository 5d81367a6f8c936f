import { expect, it } from 'vitest';
import { unserialize } from './options';

it( 'reads what PHP serializes, texts by their bytes', () => {
	expect(
		unserialize(
			'a:4:{s:5:"units";a:2:{i:0;s:1:"7";i:1;s:1:"8";}s:4:"name";s:7:"šć";b";s:2:"on";b:1;s:3:"off";N;}'
		)
	).toEqual( {
		units: { 0: '7', 1: '8' },
		name: 'šć";b',
		on: true,
		off: null,
	} );
} );
