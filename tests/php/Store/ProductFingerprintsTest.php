<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Store;

use PHPUnit\Framework\TestCase;
use SorsApi\Store\Link;
use SorsApi\Store\ProductFingerprints;

'cli' === PHP_SAPI || exit;

final class ProductFingerprintsTest extends TestCase {

	public function testWhatMovedWhileItWasComparedKeepsNoFingerprint(): void {
		$links = [];
		foreach ( [ 'same', 'moved', 'new' ] as $at => $code ) {
			$links[ $code ] = new Link( $code, 70 + $at );
			$links[ $code ]->id = 1 + $at;
		}
		self::assertSame( [ 1 => 'a' ], ProductFingerprints::unmoved( [ 'same' => 'a', 'moved' => 'b' ], [ 'same' => 'a', 'moved' => 'c', 'new' => 'd' ], $links ) );
	}
}
