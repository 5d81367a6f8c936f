<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Settings\DoubtElsewhere;
use SorsApi\Settings\StoreIdentity;

'cli' === PHP_SAPI || exit;

/** WP_HOME is made of the request's host, and the cron is a command that has none: it sends nothing, and the browser is told. */
final class DoubtElsewhereTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
	}

	public static function withoutHost(): string {
		return 'https:';
	}

	public function testWhatABackgroundProcessDoubtsIsToldOnTheScreen(): void {
		$this->workInTheBackground();
		self::assertSame( 0, OutboxTable::counts()[ OutboxEntry::SENT ] );
		$told = $this->told();
		self::assertCount( 1, $told );
		self::assertStringContainsString( 'since it sees its address as “https:”, and sends no orders. Add --url=' . get_option( 'home' ) . ' to its command', $told[0] );
		self::assertSame( 'critical', apply_filters( 'site_status_tests', [ 'direct' => [] ] )['direct']['sors_connection']['test']()['status'] );
	}

	public function testItIsToldForAnHour(): void {
		$this->workInTheBackground();
		$noted = get_option( DoubtElsewhere::OPTION );
		$this->workInTheBackground();
		self::assertSame( $noted, get_option( DoubtElsewhere::OPTION ), 'Not written each minute.' );
		update_option( DoubtElsewhere::OPTION, [ 'at' => time() - HOUR_IN_SECONDS - 1 ] + $noted );
		self::assertSame( [], $this->told() );
	}

	public function testAnAnswerToWhatTheSiteIsEndsIt(): void {
		$this->workInTheBackground();
		StoreIdentity::confirmMoved();
		self::assertSame( [], $this->told() );
	}

	public function testAnotherTypeOfEnvironmentIsToldAsThat(): void {
		DoubtElsewhere::note( StoreIdentity::OTHER_ENVIRONMENT );
		self::assertStringContainsString( 'WP_ENVIRONMENT_TYPE is “' . wp_get_environment_type() . '” there', $this->told()[0] );
	}

	public function testAProcessWithoutDoubtOrWithNothingToSendNotesNothing(): void {
		$this->work();
		self::assertSame( [], $this->told() );
		$this->workInTheBackground();
		self::assertSame( [], $this->told() );
	}

	private function workInTheBackground(): void {
		add_filter( 'option_home', [ self::class, 'withoutHost' ], 99 );
		$this->work();
		remove_filter( 'option_home', [ self::class, 'withoutHost' ], 99 );
	}

	private function told(): array {
		$points = array_filter( ( new Services() )->decisions()->connection( null ), static fn( array $point ): bool => 'doubt_elsewhere' === $point['code'] );
		return array_values( array_column( $points, 'message' ) );
	}
}
