import { expect, it } from 'vitest';
import { oneOf, readOptions, wholeNumber } from './options';
import { HelpAsked } from './problem';

it.each( [
	[ () => wholeNumber( '--items', 'x' ), /^--items must be a whole number/ ],
	[ () => wholeNumber( '--items', '0' ), /1 or more, not “0”/ ],
	[
		() => oneOf( '--only', 'c', [ 'a', 'b' ] ),
		/^--only must be a or b, not “c”/,
	],
	[
		() => readOptions( { args: [ '--typo' ], options: {} }, 'Help.' ),
		/^Unknown option '--typo'[^\n]*\nHelp\.$/,
	],
] )( 'a value that is none is refused in a sentence: %s', ( read, said ) => {
	expect( read ).toThrow( said );
} );

it( 'what is asked for help says that and no more', () => {
	expect( () =>
		readOptions( { args: [ '--typo', '--help' ], options: {} }, 'Help.' )
	).toThrow( new HelpAsked( 'Help.' ) );
} );
