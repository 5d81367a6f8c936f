<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Orders;

use PHPUnit\Framework\TestCase;
use SorsApi\Orders\OrderStorage;

'cli' === PHP_SAPI || exit;

final class OrderStorageTest extends TestCase {

	/** @dataProvider statuses */
	public function testADraftIsOneWithAndWithoutThePrefix( string $status, bool $isDraft ): void {
		self::assertSame( $isDraft, OrderStorage::isDraft( $status ) );
	}

	public static function statuses(): array {
		return [
			[ 'auto-draft', true ],
			[ 'checkout-draft', true ],
			[ 'wc-checkout-draft', true ],
			[ 'draft', true ],
			[ 'new', true ],
			[ 'pending', false ],
			[ 'wc-processing', false ],
			[ 'trash', false ],
			[ '', false ],
		];
	}
}
