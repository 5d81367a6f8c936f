import { expect, it } from 'vitest';
import { fromDataViews } from './from-dataviews';
import { fromPhp } from './from-php';

it( 'takes no text of PHP that is not written out: no translator would ever see it', () => {
	expect( () => fromPhp( '<?php __( $text, "d" );', 'a.php' ) ).toThrow(
		'__() needs a plain text'
	);
} );

it( 'misses the texts of DataViews aloud where a new version takes them from elsewhere', () => {
	expect( () =>
		fromDataViews( 'import { t } from "words";', 'dataviews' )
	).toThrow( 'no longer takes its texts from __()' );
} );
