import { describe, expect, it } from 'vitest';
import { fromDataViews } from './from-dataviews';
import { fromPhp } from './from-php';
import { fromTypeScript } from './from-typescript';

describe( 'texts in PHP', () => {
	it( 'are found wherever a call may stand, with context and plural', () => {
		const source = `<?php
			if ( ! esc_html__( 'A', 'd' ) ) {
				throw new X( sprintf( \\_n( 'one', 'many', $n, 'd' ), fn() => _x( 'Post', 'verb', 'd' ) ) );
			}
			return [ 'k' => "it's\\n" . esc_attr__( 'it\\'s', 'd' ) ];`;
		expect( fromPhp( source, 'a.php' ) ).toEqual( [
			{ text: 'A', comments: [] },
			{ text: 'one', plural: 'many', comments: [] },
			{ text: 'Post', context: 'verb', comments: [] },
			{ text: "it's", comments: [] },
		] );
	} );

	it( 'are found where they are kept to be translated later', () => {
		const source = `<?php
			/* translators: %d: a number. */
			$a = Sentence::_n( '%d day', '%d days', $n, 'd', $n );
			$b = Sentence::__( 'Hello %s', 'd', Sentence::number( 3 ) );`;
		expect( fromPhp( source, 'a.php' ) ).toEqual( [
			{
				text: '%d day',
				plural: '%d days',
				comments: [ '%d: a number.' ],
			},
			{ text: 'Hello %s', comments: [] },
		] );
	} );

	it( 'carry the comment before them, and only that', () => {
		const source = `<?php
			$a = sprintf(
				/* translators: %s: a name. */
				__( 'Hello %s', 'd' ),
				__( 'you', 'd' )
			);
			// Not for translators.
			$b = [
				/* translators: %d: a number. */
				'x' => _n( '%d day', '%d days', $n, 'd' ),
				'y' => __( 'never', 'd' ),
			];`;
		expect(
			fromPhp( source, 'a.php' ).map( ( { text, comments } ) => [
				text,
				...comments,
			] )
		).toEqual( [
			[ 'Hello %s', '%s: a name.' ],
			[ 'you' ],
			[ '%d day', '%d: a number.' ],
			[ 'never' ],
		] );
	} );

	it( 'must be written out, or no translator would ever see them', () => {
		expect( () => fromPhp( '<?php __( $text, "d" );', 'a.php' ) ).toThrow(
			'__() needs a plain text'
		);
	} );
} );

describe( 'texts in TypeScript', () => {
	it( 'are found in JSX and calls, with context, plural and comments', () => {
		const source = `
			const title = <h1 title={ __( 'Orders', 'd' ) }>{ _x( 'Post', 'verb', 'd' ) }</h1>;
			const line = sprintf(
				/* translators: %d: number of orders */
				_n( '%d order', '%d orders', count, 'd' ),
				count
			);`;
		const found = fromTypeScript( source, 'a.tsx' );
		expect( found ).toHaveLength( 3 );
		expect( found ).toContainEqual( { text: 'Orders', comments: [] } );
		expect( found ).toContainEqual( {
			text: 'Post',
			context: 'verb',
			comments: [],
		} );
		expect( found ).toContainEqual( {
			text: '%d order',
			plural: '%d orders',
			comments: [ '%d: number of orders' ],
		} );
	} );
} );

describe( 'texts of the bundled DataViews', () => {
	it( 'are found under the names that its bundler gave the functions', () => {
		const source = `
import { __ as __2, sprintf } from "@wordpress/i18n";
import { _x, __ as __11 } from "@wordpress/i18n";
import { __ as other } from "elsewhere";
const a = [ __2( "Reset" ), __11( "Search" ), _x( "Filter", "verb" ), other( "Not ours" ) ];`;
		expect( fromDataViews( source, 'dataviews' ) ).toEqual( [
			{ text: 'Reset', context: 'DataViews', comments: [] },
			{ text: 'Search', context: 'DataViews', comments: [] },
			{ text: 'Filter', context: 'DataViews, verb', comments: [] },
		] );
	} );

	it( 'are missed aloud where a new version takes them from elsewhere', () => {
		expect( () =>
			fromDataViews( 'import { t } from "words";', 'dataviews' )
		).toThrow( 'no longer takes its texts from __()' );
	} );
} );
