<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Ledger;

use PHPUnit\Framework\TestCase;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Ledger\AcknowledgedQuantities;

'cli' === PHP_SAPI || exit;

/** What the documents of an order hold, by table. */
final class DocumentsOfAnOrderTest extends TestCase {

	private const SALE = [
		'role'            => 'sale',
		'revision'        => 1,
		'state'           => 'sent',
		'quantities'      => '{"7":"2","8":"1"}',
		'acknowledged_at' => 5,
		'acknowledged_by' => 'document',
	];

	private const CANCELLING = [ 'role' => 'cancel', 'revision' => 1, 'state' => 'sending', 'payload_lock' => 'locked' ];

	private const RETURNED = [
		'role'            => 'return',
		'revision'        => 1,
		'state'           => 'sent',
		'quantities'      => '{"7":"1.5"}',
		'acknowledged_at' => 6,
		'acknowledged_by' => 'document',
	];

	public function orders(): array {
		$all    = [ 7 => '2', 8 => '1' ];
		$less   = [ 7 => '0.5' ] + $all;
		$undone = [ 'acknowledged_at' => null, 'acknowledged_by' => '' ];
		return [
			'a sale'                               => [ [ self::SALE ], $all ],
			'one that SORS does not have'          => [ [ $undone + self::SALE ], [] ],
			'its cancelling waits'                 => [ [ self::SALE, [ 'state' => 'queued', 'payload_lock' => '' ] + self::CANCELLING ], $all ],
			'its cancelling is on the way'         => [ [ self::SALE, self::CANCELLING ], [] ],
			'its cancelling is done'               => [ [ self::SALE, [ 'state' => 'sent', 'payload_lock' => '' ] + self::CANCELLING ], [] ],
			'another one is being cancelled'       => [ [ self::SALE, [ 'revision' => 2 ] + self::CANCELLING ], $all ],
			'replaced by the next'                 => [ [ $undone + self::SALE, self::CANCELLING, [ 'revision' => 2, 'quantities' => '{"7":"3"}' ] + self::SALE ], [ 7 => '3' ] ],
			'goods came back'                      => [ [ self::SALE, self::RETURNED ], $less ],
			'it was made without them'             => [ [ [ 'refund_ids' => '[9]' ] + self::SALE, [ 'refund_id' => 9 ] + self::RETURNED ], $all ],
			'it was made without others'           => [ [ [ 'refund_ids' => '[9]' ] + self::SALE, [ 'refund_id' => 10 ] + self::RETURNED ], $less ],
			'they are on their way back'           => [ [ self::SALE, [ 'state' => 'sending', 'payload_lock' => 'locked' ] + self::RETURNED ], $less ],
			'they are to come back'                => [ [ self::SALE, [ 'state' => 'queued' ] + $undone + self::RETURNED ], $all ],
			'they came back by hand'               => [ [ self::SALE, [ 'state' => 'skipped', 'acknowledged_by' => 'owner' ] + self::RETURNED ], $less ],
			'their return is cancelled'            => [ [ self::SALE, [ 'state' => 'cancelled', 'payload_lock' => 'locked' ] + self::RETURNED ], $all ],
			'their return was made once more'      => [ [ self::SALE, [ 'revision' => 2 ] + self::RETURNED ], $less ],
			'a return of what SORS does not have'  => [ [ $undone + self::SALE, self::RETURNED ], [] ],
			'a return of what is being cancelled'  => [ [ self::SALE, self::CANCELLING, self::RETURNED ], [] ],
			'a return of what an earlier one sold' => [ [ [ 'revision' => 2 ] + self::SALE, self::RETURNED ], $all ],
		];
	}

	/** @dataProvider orders */
	public function testWhatTheyHold( array $entries, array $quantities ): void {
		self::assertEquals( $quantities, AcknowledgedQuantities::ofDocuments( array_map( static fn( array $columns ): OutboxEntry => new OutboxEntry( $columns ), $entries ) ) );
	}
}
