<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Two runs of different kinds write the same links. */
final class LinksTest extends StoreTestCase {

	public function testALinkThatIsSavedLeavesWhatAnotherRunHasWrittenMeanwhile(): void {
		$links = new Links();
		$new   = new Link( 'A1', $this->createProduct( 'A1' )->get_id() );

		$new->fresh = true;
		$links->save( $new );
		$read       = $links->byCodes( [ 'A1' ] )['A1'];
		$read->unit = 'kom';
		$links->markStocked( [ $read->id ] );
		$links->countPass( 99, 1, true, '' );
		$links->save( $read );
		$now = $links->byCodes( [ 'A1' ] )['A1'];
		self::assertSame( [ 'kom', false, 1 ], [ $now->unit, $now->fresh, $now->missingPasses ] );
	}

	public function testALinkFollowsItsCode(): void {
		$links      = new Links();
		$link       = new Link( 'A1', $this->createProduct( 'A1' )->get_id() );
		$links->save( $link );
		$link       = $links->byCodes( [ 'A1' ] )['A1'];
		$link->code = 'A2';
		$links->save( $link );
		self::assertSame( [ 'A2' ], array_map( 'strval', array_keys( $links->byCodes( [ 'A1', 'A2' ] ) ) ) );
	}
}
