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
use SorsApi\Sync\Engine\Run;
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
		self::assertStringContainsString( 'page=sors-api&#038;path=products&#038;view=pending"', $this->notices( 'edit-product' ) );
		self::assertSame( 1, substr_count( $this->notices(), 'class="notice ' ) );
		self::assertSame( '', $this->notices( 'edit-shop_order' ), 'It is not about orders.' );
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
		$this->assertNoNews( $preview );
		$this->approvedRun( $preview, [ (int) $this->itemOf( $preview, self::code( 1 ) )['id'] ] );
		for ( $round = 0; $round < 2; $round++ ) {
			$this->assertNoNews( $preview );
			self::assertSame( '4 items that you did not choose wait for your decision.', $this->question( 'stock' ) );
			self::assertSame( 4, $this->scheduled()->toArray()['waiting'] );
		}
		// More than that person saw.
		$this->scheduled( 200 );
		self::assertStringContainsString( '>12<', $this->menu() );
		self::assertCount( 1, $this->mails() );
		$this->decide( 'approve', 'stock', [ self::code( 12 ) ] );
		$this->scheduled();
		self::assertStringContainsString( '>11<', $this->menu(), 'What is left is news as before.' );
	}

	/** Two runs later they would have been withdrawn. */
	public function testMissingItemsThatAPersonDidNotChooseWaitOnAndAreNoNews(): void {
		$this->runAll( 'catalog' );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->remove( 1, 2 );
		$this->setItem( self::code( 15 ), [ 'name' => 'Novi naziv' ] );
		$run = $this->runToEnd( 'catalog', 'preview' );
		$run = $this->approvedRun( $run, array_column( $this->itemsOf( $run, 'planned' ), 'id' ) );
		self::assertSame( 'Novi naziv', $this->productOf( self::code( 15 ) )->get_name() );
		for ( $round = 0; $round < 3; $round++ ) {
			$this->assertSucceeded( $run );
			self::assertSame( [ 0, [ self::code( 1 ), self::code( 2 ) ] ], [ $this->passesOf( 1 ), array_keys( $this->waiting( 'catalog' ) ) ] );
			self::assertSame( '2 items that you did not choose wait for your decision.', $this->question( 'catalog' ) );
			$this->assertNoNews( $run );
			$run = $this->scheduled( 0, 'catalog' );
		}
		// More than that person saw.
		$this->remove( 3, 11 );
		$this->scheduled( 0, 'catalog' );
		self::assertCount( 11, $this->waiting( 'catalog' ) );
		self::assertStringContainsString( '>9<', $this->menu() );
		$this->assertSucceeded( $this->decide( 'approve', 'catalog' ) );
		self::assertSame( 1, $this->passesOf( 1 ) );
	}

	/** Nobody has decided about a preview: what is missing then stops the next run as it would have without. */
	public function testMissingItemsOfAPreviewWaitInTheNextRun(): void {
		$this->runAll( 'catalog' );
		$this->remove( 1, 11 );
		$this->assertNoNews( $this->runToEnd( 'catalog', 'preview' ) );
		for ( $round = 0; $round < 2; $round++ ) {
			$this->scheduled( 0, 'catalog' );
			self::assertStringContainsString( 'no longer shows 11 items', $this->question( 'catalog' ) );
			self::assertStringContainsString( '>11<', $this->menu() );
			self::assertCount( 1 - $round, $this->mails(), 'It is the same question.' );
			$this->runToEnd( 'catalog', 'preview' );
		}
	}

	public function testMissingItemsOfAPreviewAreNoPartOfWhatWasNotChosen(): void {
		$this->runAll( 'catalog' );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->setItem( self::code( 11 ), [ 'name' => 'Prvi naziv' ] );
		$this->setItem( self::code( 12 ), [ 'name' => 'Drugi naziv' ] );
		$preview = $this->runToEnd( 'catalog', 'preview' );
		$this->approvedRun( $preview, [ (int) $this->itemOf( $preview, self::code( 12 ) )['id'] ] );
		$this->assertNoNews( $preview );
		$this->remove( 1, 10 );
		$this->runToEnd( 'catalog', 'preview' );
		$this->scheduled( 0, 'catalog' );
		self::assertStringContainsString( 'no longer shows 10 items', $this->question( 'catalog' ) );
		self::assertStringContainsString( '>10<', $this->menu() );
	}

	public function testTheBubbleReadsNoRow(): void {
		$this->scheduled( 150 );
		$queries = self::queries( fn() => $this->menu() );
		$ours    = preg_grep( '/sors_(runs|pending)/', $queries );
		self::assertCount( 1, $ours );
		self::assertStringStartsWith( 'SELECT COUNT(*)', (string) current( $ours ) );
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

	private function remove( int $from, int $to ): void {
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => self::code( $number ) ], range( $from, $to ) ) );
	}

	private function scheduled( int $price = 0, string $kind = 'stock' ): Run {
		if ( 0 !== $price ) {
			$this->setPrices( 1, 12, $price );
		}
		return $this->driveWell( $this->runs->start( $kind, 'apply', 'schedule' )->id );
	}

	/** Not even once the person who started the run has gone. */
	private function assertNoNews( Run $run ): void {
		$this->age( $run, 11 * MINUTE_IN_SECONDS );
		self::assertSame( [ 'SORS API', '', [] ], [ $this->menu(), $this->notices(), $this->mails() ] );
	}

	private function menu(): string {
		$GLOBALS['menu'] = [];
		( new Menu() )->addPage();
		return (string) current( $GLOBALS['menu'] )[0];
	}

	private function notices( string $screen = 'dashboard' ): string {
		set_current_screen( $screen );
		$services = new Services();
		return self::printed( static fn() => ( new Notices( $services->decisions(), $services->lastTest(), $services->orders()->outbox() ) )->show() );
	}

	private function overview(): array {
		return array_values( array_filter( $this->restOk( 'GET', 'overview' )['decisions'], static fn( array $point ): bool => 'changes_waiting' === $point['code'] ) );
	}

	private function mails(): array {
		return Mails::during( static fn() => do_action( 'sors_watchdog' ) );
	}
}
