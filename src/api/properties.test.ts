import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { outboxEntry } from '../contract/rest/outbox';
import { run } from '../contract/rest/runs';
import { rowOf, runOf } from '../testing/samples';
import { tolerant } from './tolerant';

it( 'drops what a newer server says besides, whatever it is, and loses nothing of the rest', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(
				{ schema: outboxEntry, known: rowOf() },
				{ schema: run, known: runOf() }
			),
			fc.dictionary( fc.string(), fc.jsonValue(), {
				noNullPrototype: true,
			} ),
			( { schema, known }, more ) => {
				const answer = { ...more, ...known };
				expect( tolerant( schema ).parse( answer ) ).toEqual( known );
			}
		)
	);
} );
