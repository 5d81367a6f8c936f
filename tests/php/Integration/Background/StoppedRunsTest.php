<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Services;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\Mails;

'cli' === PHP_SAPI || exit;

/** What waits for a decision finds the owner: on the menu, on the screens they pass, and by mail. */
final class StoppedRunsTest extends SyncTestCase {

	private const ITEMS = 12;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		$this->assortment( 1 );
		$this->useFirstUnit( [ 'alertEmail' => 'vlasnik@prodavnica.test' ] );
		for ( $number = 1; $number <= self::ITEMS; $number++ ) {
			$this->addItem( "R-$number", "Roba $number", [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
			$this->createProduct( "R-$number", '100', 5 );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->loginAsAdmin();
	}

	public function testItIsABubbleOnTheMenuUntilAPersonHasDecided(): void {
		self::assertSame( 'SORS API', $this->menuTitle() );
		$this->stoppedRun();
		self::assertStringContainsString( '>12<', $this->menuTitle() );
		self::assertStringContainsString( '12 changes wait for your decision', $this->menuTitle() );
		$this->decide( 'discard', 'stock' );
		self::assertSame( 'SORS API', $this->menuTitle() );
	}

	public function testItIsANoticeOnTheDashboardAndTheProductsAndLeadsToWhatWaits(): void {
		$this->stoppedRun();
		foreach ( [ 'dashboard', 'edit-product' ] as $screen ) {
			$html = $this->noticesOn( $screen );
			self::assertStringContainsString( esc_html( $this->question( 'stock' ) ), $html, $screen );
			self::assertStringContainsString( 'page=sors-api&#038;path=products&#038;view=pending"', $html, $screen );
			self::assertSame( 1, substr_count( $html, 'class="notice ' ), $html );
		}
		self::assertSame( '', $this->noticesOn( 'edit-shop_order' ), 'It is not about orders.' );
		$this->decide( 'discard', 'stock' );
		self::assertSame( '', $this->noticesOn( 'dashboard' ) );
	}

	public function testItIsMailedOnceThoughTheNextRunFindsItAgain(): void {
		$this->stoppedRun();
		$question = $this->question( 'stock' );
		$mail     = $this->mailsOfWatchdog();
		self::assertSame( [ 'vlasnik@prodavnica.test' ], array_column( $mail, 'to' ) );
		self::assertStringContainsString( 'Changes of products wait for your decision', $mail[0]['subject'] );
		self::assertStringContainsString( esc_html( $question ), $mail[0]['message'] );
		self::assertStringContainsString( 'view=pending', $mail[0]['message'] );
		$this->scheduled( 'stock' );
		self::assertSame( [], $this->mailsOfWatchdog(), 'It is the same question.' );
		$this->decide( 'discard', 'stock' );
		self::assertSame( [], $this->mailsOfWatchdog() );
		$this->scheduled( 'stock' );
		self::assertCount( 1, $this->mailsOfWatchdog(), 'It was discarded, and is asked anew.' );
	}

	public function testWhatAPersonAskedToSeeIsNoNews(): void {
		$this->raisePrices();
		$preview = $this->runToEnd( 'stock', 'preview' );
		self::assertSame( [ Run::AWAITING_APPROVAL, [] ], [ $preview->state, $this->waiting( 'stock' ) ] );
		self::assertSame( 'SORS API', $this->menuTitle() );
		self::assertSame( '', $this->noticesOn( 'dashboard' ) );
		self::assertSame( 12, $this->runToEnd( 'stock' )->toArray()['waiting'] );
		self::assertSame( [], $this->mailsOfWatchdog(), 'Who started it looks at it.' );
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = DATE_SUB(updated_at, INTERVAL 15 MINUTE)" );
		self::assertCount( 1, $this->mailsOfWatchdog(), 'Who started it has gone.' );
	}

	public function testWhatAPersonDidNotChooseIsNoNews(): void {
		for ( $number = 1; $number <= 5; $number++ ) {
			$this->patchSors( [ [ 'do' => 'setPrice', 'code' => "R-$number", 'unit' => $this->firstUnit, 'priceWithVat' => 150 ] ] );
		}
		$preview = $this->runToEnd( 'stock', 'preview' );
		$items   = array_column( $this->itemsOf( $preview, 'planned' ), 'id', 'code' );
		$this->runs->approve( $preview->id, [ $items['R-1'] ] );
		$run = $this->drive( $preview->id );
		$this->assertSucceeded( $run );
		self::assertSame( [ 1, 4 ], [ $run->updated, $run->toArray()['waiting'] ] );
		self::assertSame( '4 items that you did not choose wait for your decision.', $this->question( 'stock' ) );
		$this->assertNoNews();
		// The next run leaves them alone, and is no news either.
		$next = $this->scheduled( 'stock' );
		self::assertSame( [ 0, 4 ], [ $next->updated, $next->toArray()['waiting'] ] );
		self::assertSame( '4 items that you did not choose wait for your decision.', $this->question( 'stock' ) );
		$this->assertNoNews();
		$this->raisePrices( 200 );
		self::assertSame( 12, $this->scheduled( 'stock' )->toArray()['waiting'] );
		self::assertStringContainsString( '>12<', $this->menuTitle() );
		self::assertCount( 1, $this->mailsOfWatchdog() );
		$this->decide( 'approve', 'stock', [ 'R-12' ] );
		$this->scheduled( 'stock' );
		self::assertStringContainsString( '>11<', $this->menuTitle(), 'What is left is news as before.' );
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
			self::assertSame( [ Run::SUCCEEDED, 0, [ 'R-1', 'R-2' ] ], [ $run->state, $passes(), array_keys( $this->waiting( 'catalog' ) ) ], $run->message );
			self::assertSame( '2 items that you did not choose wait for your decision.', $this->question( 'catalog' ) );
			$this->assertNoNews();
			$run = $this->scheduled( 'catalog' );
		}
		// More than that person saw.
		$remove( 3, 11 );
		$this->scheduled( 'catalog' );
		self::assertCount( 11, $this->waiting( 'catalog' ) );
		self::assertStringContainsString( '>9<', $this->menuTitle() );
		$this->assertSucceeded( $this->decide( 'approve', 'catalog' ) );
		self::assertSame( 1, $passes() );
	}

	/** Nobody has decided about a preview: what is missing then stops the next run as it would have without. */
	public function testMissingItemsOfAPreviewWaitInTheNextRun(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->patchSors( array_map( static fn( int $number ): array => [ 'do' => 'removeItem', 'code' => "R-$number" ], range( 1, 11 ) ) );
		$this->runToEnd( 'catalog', 'preview' );
		self::assertSame( 'SORS API', $this->menuTitle() );
		for ( $round = 0; $round < 2; $round++ ) {
			$this->scheduled( 'catalog' );
			self::assertStringContainsString( 'no longer shows 11 items', $this->question( 'catalog' ) );
			self::assertStringContainsString( '>11<', $this->menuTitle() );
			self::assertCount( 1 - $round, $this->mailsOfWatchdog(), 'It is the same question.' );
			$this->runToEnd( 'catalog', 'preview' );
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
		$this->scheduled( 'catalog' );
		self::assertStringContainsString( 'no longer shows 10 items', $this->question( 'catalog' ) );
		self::assertStringContainsString( '>10<', $this->menuTitle() );
	}

	public function testTheBubbleReadsNoRow(): void {
		$this->stoppedRun();
		$queries = self::queries( fn() => $this->menuTitle() );
		$ours = preg_grep( '/sors_(runs|pending)/', $queries );
		self::assertCount( 1, $ours );
		self::assertStringStartsWith( 'SELECT COUNT(*)', (string) current( $ours ) );
	}

	private function assertNoNews(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = DATE_SUB(updated_at, INTERVAL 11 MINUTE)" );
		self::assertSame( [ 'SORS API', '', [] ], [ $this->menuTitle(), $this->noticesOn( 'dashboard' ), $this->mailsOfWatchdog() ] );
	}

	private function stoppedRun(): void {
		$this->raisePrices();
		self::assertSame( 12, $this->scheduled( 'stock' )->toArray()['waiting'] );
	}

	private function scheduled( string $kind ): Run {
		$run = $this->drive( $this->runs->start( $kind, 'apply', 'schedule' )->id );
		$this->assertSucceeded( $run );
		return $run;
	}

	private function raisePrices( int $price = 150 ): void {
		for ( $number = 1; $number <= self::ITEMS; $number++ ) {
			$this->patchSors( [ [ 'do' => 'setPrice', 'code' => "R-$number", 'unit' => $this->firstUnit, 'priceWithVat' => $price ] ] );
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
		return self::printed( static fn() => ( new Notices( $services->decisions(), $services->lastTest(), $services->orders()->outbox() ) )->show() );
	}

	private function mailsOfWatchdog(): array {
		return Mails::during( static fn() => do_action( 'sors_watchdog' ) );
	}
}
