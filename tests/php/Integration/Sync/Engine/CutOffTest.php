<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Sentence;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** Processes that are cut off at the same piece again and again: the run isolates it, leaves it out by name, and goes on. */
final class CutOffTest extends SyncTestCase {

	/** One step; each hook named is deadly where the title, the category or the file is. */
	private const CHILD = '
		$dies = static function ( string $name ) use ( $args ): void {
			if ( false !== strpos( $name, $args["deadly"] ) ) {
				exit( 3 );
			}
		};
		add_action( "save_post_product", static fn( $id, $post ) => $dies( $post->post_title ), 10, 2 );
		add_filter( "pre_insert_term", static function ( $name ) use ( $dies ) {
			$dies( (string) $name );
			return $name;
		} );
		add_action( "woocommerce_product_set_stock", static fn( $product ) => $dies( $product->get_name() ) );
		add_filter( "http_request_args", static function ( $request, $url ) use ( $dies ) {
			$dies( $url );
			return $request;
		}, 10, 2 );
		\SorsApi\Tests\Site\SiteRuns::make()->step( $args["run"] );
		echo "alive";';

	protected const ASSORTMENT = 0;

	public function testAnItemAtWhichTheProcessDiesIsLeftOutAndTheOthersComeIn(): void {
		foreach ( [ 'Prvi', 'Drugi', 'Smrtonosni', 'Četvrti' ] as $number => $name ) {
			$this->addItem( 'T' . $number, $name );
		}
		[ $run, $deaths ] = $this->toEnd( 'catalog', 'Smrtonosni' );
		self::assertSame( [ 'succeeded', 3, 1 ], [ $run->state, $run->created, $run->failed ], $run->message );
		self::assertLessThanOrEqual( 4, $deaths );
		self::assertStringContainsString( (string) $deaths, Sentence::shown( $run->message ), 'it says how often it was cut off' );
		self::assertStringContainsString( 'cut the work off', (string) $this->itemOf( $run, 'T2' )['reason'] );
		self::assertSame( [ 'T2' ], array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'itemCode' ) );
	}

	public function testACategoryAtWhichTheProcessDiesKeepsNoProductBack(): void {
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Smrtonosna' ] );
		$this->addItem( 'T2', 'Drugi', [ 'group' => 'Boje' ] );
		[ $run ] = $this->toEnd( 'catalog', 'Smrtonosna' );
		self::assertSame( [ 'succeeded', 2, 1 ], [ $run->state, $run->created, $run->failed ], $run->message );
		self::assertSame( [ 'Boje' ], $this->categoriesOf( 'T2' ) );
	}

	public function testAProductAtWhichAStockRunDiesIsLeftOutAndTheOthersGetTheirStock(): void {
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		foreach ( [ 'Prvi', 'Smrtonosni', 'Treći' ] as $number => $name ) {
			$this->addItem( 'T' . $number, $name, [], [ $this->firstUnit => 5 ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		[ $run ] = $this->toEnd( 'stock', 'Smrtonosni' );
		self::assertSame( [ 'succeeded', 2, 1 ], [ $run->state, $run->updated, $run->failed ], $run->message );
		// It was written before the others are told of it, which is what kills.
		self::assertEquals( [ 5, 5, 5 ], [ $this->productOf( 'T0' )->get_stock_quantity(), $this->productOf( 'T1' )->get_stock_quantity(), $this->productOf( 'T2' )->get_stock_quantity() ] );
	}

	/** Where nothing can be told apart, the run ends in words instead of beginning the same work for ever. */
	public function testARunThatDiesWhileItReadsFailsInWordsAndCanBeResumed(): void {
		$this->addItem( 'T1', 'Prvi' );
		$address         = (string) wp_parse_url( (string) getenv( 'SORS_CONTROL_URL' ), PHP_URL_HOST );
		[ $run, $deaths ] = $this->toEnd( 'catalog', $address );
		self::assertSame( [ 'failed', 3, true ], [ $run->state, $deaths, $run->isResumable() ], $run->message );
		self::assertStringContainsString( 'again and again', Sentence::shown( $run->message ) );
		$this->assertSucceeded( $this->drive( $this->runs->resume( $run->id )->id ) );
		self::assertSame( 'Prvi', $this->productOf( 'T1' )->get_name() );
	}

	/** Something kills whatever is saved: after some items the run stops, it does not spend days. */
	public function testWhereEveryItemKillsTheRunFails(): void {
		$this->addItem( 'T1', 'Smrtonosni' );
		$id = $this->runs->start( 'catalog', 'apply', 'person' )->id;
		$this->step( $id, 'Smrtonosni' );
		$run = ( new RunTable() )->get( $id );
		$run->cursor->deaths     = 2;
		$run->cursor->passedOver = 5;
		self::db()->update( self::db()->prefix . 'sors_runs', [ 'cursor_data' => $run->cursor->toJson() ], [ 'id' => $id ] );
		$this->expire();
		$run = $this->runs->step( $id );
		self::assertSame( [ 'failed', true ], [ $run->state, $run->isResumable() ], $run->message );
		$this->assertSucceeded( $this->drive( $this->runs->resume( $id )->id ) );
	}

	/** A server that is restarted once costs nothing but time. */
	public function testOneDeathLeavesNothingOut(): void {
		$this->addItem( 'T1', 'Prvi' );
		$this->addItem( 'T2', 'Drugi' );
		$run = $this->runs->start( 'catalog', 'apply', 'person' );
		$this->step( $run->id, 'Drugi' );
		$this->expire();
		$run = $this->driveWell( $run->id );
		self::assertSame( [ 2, 0 ], [ $run->created, $run->failed ] );
	}

	/** @return array{Run, int} How it ended, and how many processes died. */
	private function toEnd( string $kind, string $deadly ): array {
		$id     = $this->runs->start( $kind, 'apply', 'person' )->id;
		$deaths = 0;
		do {
			$deaths += $this->step( $id, $deadly ) ? 0 : 1;
			$this->expire();
			$run = ( new RunTable() )->get( $id );
		} while ( $run->isActive() && $deaths < 12 );
		wp_cache_flush();
		return [ $run, $deaths ];
	}

	/** @return bool Whether the process survived. */
	private function step( int $run, string $deadly ): bool {
		try {
			$answer = $this->inOtherProcess( self::CHILD, [ 'run' => $run, 'deadly' => $deadly ] )->finish( 240 );
			self::assertSame( 'alive', $answer );
			return true;
		} catch ( \RuntimeException $died ) {
			self::assertStringContainsString( 'ended with 3', $died->getMessage() );
			return false;
		}
	}

	/** Its lease runs out. */
	private function expire(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_until = 1 WHERE lease_owner <> ''" );
		wp_cache_flush();
	}
}
