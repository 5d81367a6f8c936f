<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Cli;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Site\Wp;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** `wp sors status`, as typed. What it tells: MonitorTest. */
final class StatusCommandTest extends StoreTestCase {

	public function testTheExitCodeTellsHowItIs(): void {
		[ $exit, $output ] = Wp::run( 'sors status --format=json' );
		$status            = json_decode( $output, true, 512, JSON_THROW_ON_ERROR );
		self::assertSame( [ 2, 'down', false ], [ $exit, $status['state'], $status['connection']['configured'] ] );

		SettingsStore::update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		Schedule::ensure();
		$output = Wp::says( 'sors status' );
		self::assertMatchesRegularExpression( "/^state\tok$/m", $output );

		$order = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'state' => OutboxEntry::REJECTED ], [ 'order_id' => $order->get_id() ] );
		$output = Wp::says( 'sors status', 1 );
		self::assertMatchesRegularExpression( "/^orders rejected\t1$/m", $output );
		self::assertStringContainsString( 'Warning: 1 order was refused', $output );

		Pause::keyRefused( 'SORS refused the key.' );
		$output = Wp::says( 'sors status', 2 );
		self::assertMatchesRegularExpression( "/^state\tdown$/m", $output );
	}
}
