<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Documents\Postponed;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\Readiness;
use SorsApi\Outbox\Skip;
use SorsApi\Settings\SettingsStore;

'cli' === PHP_SAPI || exit;

/** When an order is read, by how long it has been quiet and how long its entry has waited. */
final class ReadinessTest extends OutboxTestCase {

	/** @return array<string, array{int, int, bool, string, int}> Seconds since the order was changed, and since its entry was made; whether it has items; the answer, and for how long it waits. */
	public function orders(): array {
		return [
			'quiet'                           => [ 60, 60, true, 'ready', 0 ],
			'changed half a minute ago'       => [ 30, 60, true, 'settling', 30 ],
			'changed by a clock that is fast' => [ -90, 60, true, 'settling', 60 ],
			'not quiet for some minutes'      => [ 30, 890, true, 'settling', 30 ],
			'not quiet for a quarter hour'    => [ 30, 900, true, 'ready', 0 ],
			'no items yet'                    => [ 60, 60, false, 'no_items', 60 ],
			'no items for an hour'            => [ 60, 3600, false, 'no_items', 1800 ],
			'no items for nearly a day'       => [ 60, 86390, false, 'no_items', 43195 ],
			'no items for a day'              => [ 60, 86410, false, 'skip no_items', 0 ],
		];
	}

	/** @dataProvider orders */
	public function testWhenAnOrderIsRead( int $changed, int $waited, bool $hasItems, string $answer, int $seconds ): void {
		add_filter( 'sors_settle_seconds', static fn(): int => 60, 20 );
		$order = $hasItems ? $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] ) : wc_create_order( [ 'status' => 'processing' ] );
		$now   = time();
		$order->set_date_modified( $now - $changed );
		$entry = new OutboxEntry( [ 'created_at' => gmdate( 'Y-m-d H:i:s', $now - $waited ) ] );
		$found = [ 'ready', 0 ];
		try {
			Readiness::check( $entry, $order, ( new SettingsStore() )->load() );
		} catch ( Postponed $postponed ) {
			$found = [ $postponed->code(), $postponed->after ];
		} catch ( Skip $skip ) {
			$found = [ 'skip ' . $skip->code(), 0 ];
		}
		self::assertSame( $answer, $found[0] );
		self::assertEqualsWithDelta( $seconds, $found[1], 3 );
	}

	public function testWhatAPersonWantsSentNeedNotBeQuiet(): void {
		add_filter( 'sors_settle_seconds', static fn(): int => 60, 20 );
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ], 'pending' );
		self::assertSame( $order, Readiness::check( new OutboxEntry( [ 'manual' => 1 ] ), $order, ( new SettingsStore() )->load() ) );
	}

	/**
	 * @testWith [5, 5]
	 *           ["5", 5]
	 *           [-5, 0]
	 *           ["soon", 60]
	 *
	 * @param mixed $answer
	 */
	public function testOtherCodeSaysHowLongAnOrderMustBeQuiet( $answer, int $seconds ): void {
		add_filter( 'sors_settle_seconds', static fn() => $answer, 20 );
		self::assertSame( $seconds, Intake::settleSeconds() );
	}
}
