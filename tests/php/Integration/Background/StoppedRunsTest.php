<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\Mails;

'cli' === PHP_SAPI || exit;

/** A run that was stopped to be safe finds the owner: on the menu, on the screens they pass, and by mail. */
final class StoppedRunsTest extends SyncTestCase {

	private const ITEMS = 12;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		$this->assortment( 1 );
		$unit = (string) array_key_first( $this->units );
		$this->configure( [ 'businessUnitIds' => [ $this->units[ $unit ] ], 'alertEmail' => 'vlasnik@prodavnica.test' ] );
		for ( $number = 1; $number <= self::ITEMS; $number++ ) {
			$this->addItem( "R-$number", "Roba $number", [ 'priceWithVat' => 100 ], [ $unit => 5 ] );
			$this->createProduct( "R-$number", '100', 5 );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->loginAsAdmin();
	}

	protected function tearDown(): void {
		unset( $GLOBALS['current_screen'] );
		parent::tearDown();
	}

	public function testItIsABubbleOnTheMenuUntilAPersonHasDecided(): void {
		self::assertSame( 'SORS API', $this->menuTitle() );
		$run = $this->stoppedRun();
		self::assertStringContainsString( '>1<', $this->menuTitle() );
		self::assertStringContainsString( '1 sync waits for your decision', $this->menuTitle() );
		self::assertTrue( $run->toArray()['stopped'] );
		self::assertFalse( $this->runs->discard( $run->id )->toArray()['stopped'] );
		self::assertSame( 'SORS API', $this->menuTitle() );
	}

	public function testItIsANoticeOnTheDashboardAndTheProductsAndLeadsToTheRun(): void {
		$run = $this->stoppedRun();
		foreach ( [ 'dashboard', 'edit-product' ] as $screen ) {
			$html = $this->noticesOn( $screen );
			self::assertStringContainsString( esc_html( Sentence::shown( $run->message ) ), $html, $screen );
			self::assertStringContainsString( 'page=sors-api&#038;path=products&#038;run=' . $run->id . '"', $html, $screen );
			self::assertSame( 1, substr_count( $html, 'class="notice ' ), $html );
		}
		self::assertSame( '', $this->noticesOn( 'edit-shop_order' ), 'It is not about orders.' );
		$this->runs->discard( $run->id );
		self::assertSame( '', $this->noticesOn( 'dashboard' ) );
	}

	public function testItIsMailedOnceThoughTheNextRunTakesItOver(): void {
		$run  = $this->stoppedRun();
		$mail = $this->mailsOfWatchdog();
		self::assertSame( [ 'vlasnik@prodavnica.test' ], array_column( $mail, 'to' ) );
		self::assertStringContainsString( 'A sync was stopped to be safe', $mail[0]['subject'] );
		self::assertStringContainsString( esc_html( Sentence::shown( $run->message ) ), $mail[0]['message'] );
		self::assertStringContainsString( 'run=' . $run->id, $mail[0]['message'] );
		$next = $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( Run::AWAITING_APPROVAL, $next->state );
		self::assertSame( [], $this->mailsOfWatchdog(), 'It is the same question.' );
		// It has taken the question over, and writes what is harmless before it waits.
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET state = 'applying', active_kind = kind WHERE id = {$next->id}" );
		self::assertSame( [], $this->mailsOfWatchdog() );
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET state = 'awaiting_approval', active_kind = NULL WHERE id = {$next->id}" );
		self::assertSame( [], $this->mailsOfWatchdog() );
		$this->runs->discard( $next->id );
		self::assertSame( [], $this->mailsOfWatchdog() );
		$this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertCount( 1, $this->mailsOfWatchdog(), 'It was discarded, and is asked anew.' );
	}

	public function testWhatAPersonAskedToSeeIsNoNews(): void {
		$this->raisePrices();
		$preview = $this->runToEnd( 'stock', 'preview' );
		self::assertSame( [ Run::AWAITING_APPROVAL, false ], [ $preview->state, $preview->toArray()['stopped'] ] );
		self::assertSame( 'SORS API', $this->menuTitle() );
		self::assertSame( '', $this->noticesOn( 'dashboard' ) );
		$held = $this->runToEnd( 'stock' );
		self::assertSame( Run::AWAITING_APPROVAL, $held->state );
		self::assertSame( [], $this->mailsOfWatchdog(), 'Who started it looks at it.' );
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = DATE_SUB(updated_at, INTERVAL 15 MINUTE)" );
		self::assertCount( 1, $this->mailsOfWatchdog(), 'Who started it has gone.' );
	}

	public function testWhatAPersonDidNotChooseIsNoNews(): void {
		for ( $number = 1; $number <= 5; $number++ ) {
			$this->patchSors( [ [ 'do' => 'setPrice', 'code' => "R-$number", 'unit' => (string) array_key_first( $this->units ), 'priceWithVat' => 150 ] ] );
		}
		$preview = $this->runToEnd( 'stock', 'preview' );
		$items   = array_column( $this->itemsOf( $preview, 'planned' ), 'id', 'code' );
		$this->runs->approve( $preview->id, [ $items['R-1'] ] );
		$preview = $this->drive( $preview->id );
		self::assertSame( [ Run::AWAITING_APPROVAL, 1, '4 items that you did not choose wait for your decision.' ], [ $preview->state, $preview->updated, substr( Sentence::shown( $preview->message ), 0, 55 ) ] );
		$this->assertNoNews();
		// The next run leaves them alone, and is no news either.
		$next = $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( [ Run::AWAITING_APPROVAL, 0, 4, false ], [ $next->state, $next->updated, $next->toArray()['waiting'], $next->toArray()['stopped'] ], $next->message );
		self::assertStringStartsWith( '4 items that you did not choose wait for your decision.', Sentence::shown( $next->message ) );
		$this->assertNoNews();
		$this->raisePrices( 200 );
		$stopped = $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( [ Run::AWAITING_APPROVAL, 12, true ], [ $stopped->state, $stopped->toArray()['waiting'], $stopped->toArray()['stopped'] ], $stopped->message );
		self::assertStringContainsString( '>1<', $this->menuTitle() );
		self::assertCount( 1, $this->mailsOfWatchdog() );
		$items = array_column( $this->itemsOf( $stopped, 'planned' ), 'id', 'code' );
		$this->runs->approve( $stopped->id, [ $items['R-12'] ] );
		$this->drive( $stopped->id );
		$this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertStringContainsString( '>1<', $this->menuTitle(), 'What is left of a stop is one.' );
	}

	/** Two runs later they would have been withdrawn. */
	public function testMissingItemsThatAPersonDidNotChooseWaitOnAndAreNoNews(): void {
		$remove = fn( int $from, int $to ) => $this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => "R-$number" ], range( $from, $to ) ) );
		$passes = static fn(): int => ( new Links() )->byCodes( [ 'R-1' ] )['R-1']->missingPasses;
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$remove( 1, 2 );
		$this->setItem( 'R-5', [ 'name' => 'Novi naziv' ] );
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->runs->approve( $run->id, array_column( $this->itemsOf( $run, 'planned' ), 'id' ) );
		$run = $this->drive( $run->id );
		self::assertSame( 'Novi naziv', $this->productOf( 'R-5' )->get_name() );
		for ( $round = 0; $round < 3; $round++ ) {
			self::assertSame( [ Run::AWAITING_APPROVAL, 0 ], [ $run->state, $passes() ], $run->message );
			self::assertStringStartsWith( '2 items that you did not choose wait for your decision.', Sentence::shown( $run->message ) );
			$this->assertNoNews();
			$run = $this->drive( $this->runs->start( 'catalog', 'apply', 'schedule' )->id );
		}
		// More than that person saw.
		$remove( 3, 11 );
		$run = $this->drive( $this->runs->start( 'catalog', 'apply', 'schedule' )->id );
		self::assertStringContainsString( 'no longer shows 11 items', Sentence::shown( $run->message ) );
		self::assertStringContainsString( '>1<', $this->menuTitle() );
		$this->runs->approve( $run->id );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertSame( 1, $passes() );
	}

	/** Nobody has decided about a preview: what is missing then stops the next run as it would have without. */
	public function testMissingItemsOfAPreviewStopTheNextRun(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => "R-$number" ], range( 1, 11 ) ) );
		for ( $round = 0; $round < 2; $round++ ) {
			// The second replaces the first stop, too.
			$this->runToEnd( 'catalog', 'preview' );
			self::assertSame( 'SORS API', $this->menuTitle() );
			$stopped = $this->drive( $this->runs->start( 'catalog', 'apply', 'schedule' )->id );
			self::assertStringContainsString( 'no longer shows 11 items', Sentence::shown( $stopped->message ) );
			self::assertStringContainsString( '>1<', $this->menuTitle() );
			self::assertCount( 1 - $round, $this->mailsOfWatchdog(), 'It is the same question.' );
		}
	}

	public function testMissingItemsOfAPreviewAreNoPartOfWhatWasNotChosen(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->setItem( 'R-11', [ 'name' => 'Prvi naziv' ] );
		$this->setItem( 'R-12', [ 'name' => 'Drugi naziv' ] );
		$preview = $this->runToEnd( 'catalog', 'preview' );
		$this->runs->approve( $preview->id, [ array_column( $this->itemsOf( $preview, 'planned' ), 'id', 'code' )['R-12'] ] );
		$this->drive( $preview->id );
		$this->assertNoNews();
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => "R-$number" ], range( 1, 10 ) ) );
		$this->runToEnd( 'catalog', 'preview' );
		$stopped = $this->drive( $this->runs->start( 'catalog', 'apply', 'schedule' )->id );
		self::assertStringContainsString( 'no longer shows 10 items', Sentence::shown( $stopped->message ) );
		self::assertStringContainsString( '>1<', $this->menuTitle() );
	}

	public function testTheBubbleReadsNoRun(): void {
		$this->stoppedRun();
		$queries = [];
		add_filter(
			'query',
			static function ( string $sql ) use ( &$queries ): string {
				$queries[] = $sql;
				return $sql;
			}
		);
		$this->menuTitle();
		$ours = preg_grep( '/sors_runs/', $queries );
		self::assertCount( 1, $ours );
		self::assertStringStartsWith( 'SELECT COUNT(*)', (string) current( $ours ) );
	}

	private function assertNoNews(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = DATE_SUB(updated_at, INTERVAL 11 MINUTE)" );
		self::assertSame( [ 'SORS API', '', [] ], [ $this->menuTitle(), $this->noticesOn( 'dashboard' ), $this->mailsOfWatchdog() ] );
	}

	private function stoppedRun(): Run {
		$this->raisePrices();
		$run = $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( Run::AWAITING_APPROVAL, $run->state, $run->message );
		return $run;
	}

	private function raisePrices( int $price = 150 ): void {
		for ( $number = 1; $number <= self::ITEMS; $number++ ) {
			$this->patchSors( [ [ 'do' => 'setPrice', 'code' => "R-$number", 'unit' => (string) array_key_first( $this->units ), 'priceWithVat' => $price ] ] );
		}
	}

	private function menuTitle(): string {
		$GLOBALS['menu'] = [];
		( new Menu() )->addPage();
		return (string) current( $GLOBALS['menu'] )[0];
	}

	private function noticesOn( string $screen ): string {
		set_current_screen( $screen );
		$services = new Services();
		ob_start();
		( new Notices( $services->decisions(), $services->lastTest(), $services->orders()->outbox() ) )->show();
		return (string) ob_get_clean();
	}

	private function mailsOfWatchdog(): array {
		return Mails::during( static fn() => do_action( 'sors_watchdog' ) );
	}
}
