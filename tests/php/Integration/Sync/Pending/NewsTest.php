<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Pending;

use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Database\DatabaseClock;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\Store\PendingChange;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Reports\PendingReport;
use SorsApi\Tests\Integration\Sync\Engine\HeldTestCase;
use SorsApi\Tests\Site\Mails;

'cli' === PHP_SAPI || exit;

/** Changes that wait find the owner: on the menu, on the screens they pass, and by one mail a question. */
final class NewsTest extends HeldTestCase {

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		$this->configure( [ 'alertEmail' => 'vlasnik@prodavnica.test' ] );
		$this->loginAsAdmin();
	}

	protected function tearDown(): void {
		unset( $GLOBALS['current_screen'] );
		parent::tearDown();
	}

	public function testTheyAreToldEverywhereUntilAPersonHasDecided(): void {
		self::assertSame( [ 'SORS API', '', [] ], [ $this->menu(), $this->notices(), $this->overview() ] );
		$this->scheduled( 150 );
		self::assertStringContainsString( '>12<', $this->menu() );
		self::assertStringContainsString( '12 changes wait for your decision', $this->menu() );
		self::assertStringContainsString( '12 of 15 products on sale (80 %) would change their price', $this->notices() );
		self::assertStringContainsString( 'page=sors-api&#038;path=products&#038;view=pending"', $this->notices() );
		self::assertSame( [ [ 'products', 'pending' ] ], array_map( static fn( array $point ): array => [ $point['screen'], $point['params']['view'] ], $this->overview() ) );
		self::assertStringStartsWith( 'Stock and prices: Stopped to be safe: 12 of 15', $this->overview()[0]['message'] );
		$this->decide( 'discard', 'stock' );
		self::assertSame( [ 'SORS API', '', [] ], [ $this->menu(), $this->notices(), $this->overview() ] );
	}

	public function testOneQuestionIsMailedOnce(): void {
		$this->scheduled( 150 );
		$mail = $this->mails();
		self::assertSame( [ 'vlasnik@prodavnica.test', true ], [ $mail[0]['to'], false !== strpos( $mail[0]['subject'], 'Changes of products wait for your decision' ) ] );
		self::assertStringContainsString( '12 of 15 products on sale', $mail[0]['message'] );
		self::assertStringContainsString( 'view=pending', $mail[0]['message'] );
		// More comes to it, and part of it is decided.
		$this->setPrices( 13, 13, 150 );
		$this->scheduled( 160 );
		self::assertSame( [], $this->mails() );
		$this->decide( 'approve', 'stock', array_map( [ self::class, 'code' ], range( 1, 12 ) ) );
		self::assertSame( [ [ self::code( 13 ) ], [] ], [ array_keys( $this->waiting( 'stock' ) ), $this->mails() ] );
		$this->decide( 'discard', 'stock' );
		self::assertSame( [], $this->mails() );
		$this->scheduled( 160 );
		self::assertCount( 1, $this->mails(), 'It was discarded, and is asked anew.' );
	}

	public function testWhatAPersonLooksAtIsMailedOnceThatPersonHasGone(): void {
		$this->setPrices( 1, 12, 150 );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( [], $this->mails() );
		$this->age( $run, 15 * MINUTE_IN_SECONDS );
		self::assertCount( 1, $this->mails() );
	}

	public function testAPreviewAndWhatWasNotChosenOfItAreNoNews(): void {
		$this->setPrices( 1, 5, 150 );
		$preview = $this->runToEnd( 'stock', 'preview' );
		$quiet   = [ 'SORS API', '', [] ];
		self::assertSame( $quiet, [ $this->menu(), $this->notices(), $this->mails() ] );
		$this->runs->approve( $preview->id, [ (int) $this->itemOf( $preview, self::code( 1 ) )['id'] ] );
		$this->drive( $preview->id );
		for ( $round = 0; $round < 2; $round++ ) {
			self::assertSame( $quiet, [ $this->menu(), $this->notices(), $this->mails() ] );
			self::assertSame( '4 items that you did not choose wait for your decision.', $this->question( 'stock' ) );
			self::assertSame( 4, $this->scheduled()->toArray()['waiting'] );
		}
		// More than that person saw.
		$this->scheduled( 200 );
		self::assertStringContainsString( '>12<', $this->menu() );
		self::assertCount( 1, $this->mails() );
	}

	public function testOfManyChangesThePagesOfTheShopReadTheSentenceAndNotTheChanges(): void {
		$changes = [];
		for ( $number = 1; $number <= 1200; $number++ ) {
			$change         = new PendingChange( 'stock', "M-$number", "Roba $number" );
			$change->danger = Danger::ofPrice( '100', '150' );
			$change->runId  = 1;
			$changes[]      = $change;
		}
		PendingChanges::save( $changes );
		[ $message ] = $this->sentence();
		self::assertStringContainsString( 'All 1,200 prices would rise by the same 50 %.', $message );
		[ $again, $queries, $rows ] = $this->sentence();
		self::assertSame( $message, $again );
		self::assertLessThanOrEqual( 4, $queries );
		self::assertLessThanOrEqual( 10, $rows );
		// It is another once one of them is.
		$changes[0]->danger    = Danger::ofPrice( '100', '160' );
		$changes[0]->updatedAt = DatabaseClock::utc( 1 );
		PendingChanges::save( [ $changes[0] ] );
		self::assertStringNotContainsString( 'All 1,200 prices', $this->sentence()[0] );
	}

	/** @return array{string, int, int} The sentence, and how many queries and rows it took. */
	private function sentence(): array {
		global $wpdb;
		wp_cache_flush();
		wp_load_alloptions();
		$before         = $wpdb->num_queries;
		$wpdb->num_rows = 0;
		$rows           = 0;
		$count  = static function ( string $query ) use ( $wpdb, &$rows ): string {
			$rows += (int) $wpdb->num_rows;
			return $query;
		};
		add_filter( 'query', $count );
		$message = Sentence::shown( PendingReport::news()['stock'] );
		remove_filter( 'query', $count );
		return [ $message, $wpdb->num_queries - $before, $rows + $wpdb->num_rows ];
	}

	private function scheduled( int $price = 0 ): \SorsApi\Sync\Engine\Run {
		if ( 0 !== $price ) {
			$this->setPrices( 1, 12, $price );
		}
		return $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
	}

	private function menu(): string {
		$GLOBALS['menu'] = [];
		( new Menu() )->addPage();
		return (string) current( $GLOBALS['menu'] )[0];
	}

	private function notices(): string {
		set_current_screen( 'dashboard' );
		$services = new Services();
		ob_start();
		( new Notices( $services->decisions(), $services->lastTest(), $services->orders()->outbox() ) )->show();
		return (string) ob_get_clean();
	}

	/** @return list<array<string, mixed>> */
	private function overview(): array {
		return array_values( array_filter( $this->restOk( 'GET', 'overview' )['decisions'], static fn( array $point ): bool => 'changes_waiting' === $point['code'] ) );
	}

	private function mails(): array {
		return Mails::during( static fn() => do_action( 'sors_watchdog' ) );
	}
}
